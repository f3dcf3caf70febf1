from crosslight.model import Article
from crosslight.parsing import parse
from crosslight.telling.acts import Telling, acts
from tests.telling.manners import COURIER, reports


def told(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return the acts of a text: how, in what words, by whom, upon what."""
    (report,) = parse([Article("a", text, language="en")])
    words = report.article.quote
    return [
        (
            t.act.form,
            words(t.act.phrase),
            words(t.act.agent) if t.act.agent else None,
            words(t.act.patient) if t.act.patient else None,
        )
        for t in acts(report)
        if t.act.form != "noun" or t.act.lemma == "raid"
    ]


def named(words: str) -> Telling:
    """Return the act of the Courier that is told by a word."""
    return next(t for t in acts(reports()[0]) if COURIER.quote(t.act.span) == words)


def test_active_passive_and_a_passive_that_leaves_out_who_acts() -> None:
    assert told("Guards cleared the market hall on Friday, and the reporters watched.")[0] == (
        "active", "cleared the market hall", "Guards", "the market hall",
    )  # fmt: skip
    assert told("The market hall was cleared by guards on Friday.") == [
        ("passive", "cleared", "guards", "The market hall")
    ]
    assert told("The market hall was cleared on Friday.") == [
        ("agentless", "cleared", None, "The market hall")
    ]


def test_one_agent_serves_two_passives() -> None:
    both = told("An unarmed trader was shot and killed by police on Friday.")
    assert both == [
        ("passive", "shot", "police", "An unarmed trader"),
        ("passive", "killed", "police", "An unarmed trader"),
    ]


def test_a_noun_tells_an_act_with_and_without_who_acts() -> None:
    assert ("noun", "raids on the hall", "Vardian", "the hall") in told(
        "The Vardian raids on the hall go on."
    )
    assert any(form == "noun" and agent is None for form, _, agent, _ in told("Shops closed amid the raid."))


def test_manner_belongs_to_the_act_and_quoted_acts_are_told_apart() -> None:
    cleared, raid = named("cleared"), named("raid")
    assert [COURIER.quote(span) for span in cleared.act.manner] == ["violently"]
    assert [COURIER.quote(span) for span in raid.act.manner] == ["brutal"]
    assert not raid.act.quoted
    assert named("attack").act.quoted


def test_the_word_by_which_somebody_says_something_is_no_act_of_its_own() -> None:
    assert named("called").cue
    assert not named("cleared").cue
