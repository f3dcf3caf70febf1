from dataclasses import replace

from crosslight.model import Article, Attribution, Link, Parsed, Point, Speech
from crosslight.telling.attributions import attributions
from tests.records import article, parsed, point, said, span, statement, texts

CLAIM = "the crew left the burning ferry before the passengers"
FACT = "The crew left the burning ferry before the passengers."


def attributed(of: Article, words: str, cue: str, speaker: str | None = "Ida Holm") -> Speech:
    speech = said(of, words, speaker, "indirect")
    return replace(speech, cue=span(of, cue) if cue else None)


def told(*lines: tuple[str, str, str, str | None]) -> tuple[list[Parsed], list[Attribution]]:
    """Return one report for each line (text, words, cue, speaker), and the attributions of their point."""
    reports, statements = [], []
    for n, (line, words, cue, speaker) in enumerate(lines):
        its = article("abcd"[n], line)
        reports.append(parsed(its, speech=[attributed(its, words, cue, speaker)] if words else []))
        statements.append(statement(its, line, *([speaker] if words and speaker else [])))
    return reports, list(attributions(reports, [linked(point("p1", *statements))]))


def linked(one: Point) -> Point:
    first, *others = one.statements
    return replace(one, links=tuple(Link(first.span, s.span, "agree", 0.9, ()) for s in others))


def test_the_verbs_of_the_same_claim_stand_side_by_side() -> None:
    reports, (one,) = told(
        (f"Holm said {CLAIM}.", CLAIM, "said", "Ida Holm"),
        (f"Holm claimed {CLAIM}.", CLAIM, "claimed", "Holm"),
    )
    verbs = [verb for voiced in one.statements for verb in voiced.verbs]
    assert texts(reports, [verb.span for verb in verbs]) == ["said", "claimed"]
    assert [(verb.kind, verb.speaker) for verb in verbs] == [("neutral", "Ida Holm"), ("other", "Holm")]
    assert one.differ == "kind"


def test_what_one_states_as_fact_and_another_attributes_differs_most() -> None:
    _, (one,) = told((f"Holm said {CLAIM}.", CLAIM, "said", "Ida Holm"), (FACT, "", "", None))
    assert one.differ == "fact"
    assert [voiced.stated for voiced in one.statements] == [False, True]


def test_nothing_is_stated_as_fact_that_is_quoted_or_hedged() -> None:
    for line in (f"“{FACT}”", "The crew allegedly left the burning ferry before the passengers."):
        _, (one,) = told((f"Holm said {CLAIM}.", CLAIM, "said", "Ida Holm"), (line, "", "", None))
        assert not any(voiced.stated for voiced in one.statements), line
        assert one.differ != "fact"


def test_a_quotation_that_runs_on_is_attributed_by_the_cue_before_it() -> None:
    a = article("a", "“It was a grave day,” Holm insisted.", f"“{FACT}”")
    b = article("b", f"Holm said {CLAIM}.")
    speech = [attributed(a, "“It was a grave day,”", "insisted"), attributed(a, f"“{FACT}”", "")]
    reports = [parsed(a, speech=speech), parsed(b, speech=[attributed(b, CLAIM, "said")])]
    one = linked(
        point("p1", statement(a, f"“{FACT}”", "Ida Holm"), statement(b, f"Holm said {CLAIM}.", "Ida Holm"))
    )
    (found,) = attributions(reports, [one])
    assert texts(reports, [voiced.verbs[0].span for voiced in found.statements]) == ["insisted", "said"]
    assert not any(voiced.stated for voiced in found.statements)


def test_content_over_several_sentences_attributes_each() -> None:
    line = f"Holm said it was a grave day.\n{FACT}"
    a, b = article("a", *line.split("\n")), article("b", FACT)
    reports = [parsed(a, speech=[attributed(a, line.removeprefix("Holm said "), "said")]), parsed(b)]
    one = linked(point("p1", statement(a, FACT, "Ida Holm"), statement(b, FACT)))
    (found,) = attributions(reports, [one])
    assert [voiced.stated for voiced in found.statements] == [False, True]
    assert found.differ == "fact"


def test_different_speakers_and_different_verbs_are_told_apart() -> None:
    said_by = (f"Holm said {CLAIM}.", CLAIM, "said", "Ida Holm")
    for other, differ in (
        ((f"Lund said {CLAIM}.", CLAIM, "said", "Per Lund"), "source"),
        ((f"Holm added {CLAIM}.", CLAIM, "added", "Holm"), "kind"),
        ((f"Officials said {CLAIM}.", CLAIM, "said", "unnamed: officials"), "same"),
    ):
        _, (one,) = told(said_by, other)
        assert one.differ == differ


def test_statements_that_share_too_little_are_no_difference() -> None:
    _, (one,) = told(
        (f"Holm said {CLAIM}.", CLAIM, "said", "Ida Holm"), ("The ferry was built in 1998.", "", "", None)
    )
    assert one.differ == "apart"
    assert len(one.statements) == 2


def test_who_disputes_a_claim_does_not_attribute_it_otherwise() -> None:
    a, b = article("a", f"Holm said {CLAIM}."), article("b", f"Lund denied {CLAIM}.")
    reports = [
        parsed(a, speech=[attributed(a, CLAIM, "said")]),
        parsed(b, speech=[attributed(b, CLAIM, "denied", "Per Lund")]),
    ]
    sides = (statement(a, a.text, "Ida Holm"), statement(b, b.text, "Per Lund"))
    one = point("p1", *sides)
    opposed = replace(one, links=(Link(sides[0].span, sides[1].span, "dispute", 0.9, ()),))
    assert [found.differ for found in attributions(reports, [opposed, linked(one)])] == ["source", "apart"]


def test_a_headline_is_held_against_others_only_where_its_article_has_no_sentence() -> None:
    a = article("a", f"Holm said {CLAIM}.", headline=FACT)
    b = article("b", f"Holm said {CLAIM}.")
    reports = [parsed(x, speech=[attributed(x, CLAIM, "said")]) for x in (a, b)]
    title, text, other = (
        statement(a, FACT, field="headline"),
        statement(a, a.text, "Ida Holm"),
        statement(b, b.text, "Ida Holm"),
    )
    links = tuple(Link(s.span, other.span, "agree", 0.9, ()) for s in (title, text))
    (one,) = attributions(reports, [replace(point("p1", title, text, other), links=links)])
    assert one.differ == "same"
    assert [v.statement for v in one.statements] == [text.span, other.span]
    (alone,) = attributions(reports, [replace(point("p1", title, other), links=links[:1])])
    assert alone.differ == "fact"


def test_points_of_one_outlet_or_that_nobody_attributes_are_left_out_and_facts_come_first() -> None:
    a, b = article("a", f"Holm said {CLAIM}.", FACT), article("b", f"Holm said {CLAIM}.", FACT)
    reports = [parsed(x, speech=[attributed(x, CLAIM, "said")]) for x in (a, b)]
    first = [statement(x, f"Holm said {CLAIM}.", "Ida Holm") for x in (a, b)]
    second = [statement(x, FACT) for x in (a, b)]
    told = [
        linked(point("p1", *first)),
        linked(point("p2", *second)),
        linked(point("p3", first[0], second[0])),
        linked(point("p4", first[0], second[1])),
    ]
    assert [(one.point, one.differ) for one in attributions(reports, told)] == [
        ("p4", "fact"),
        ("p1", "same"),
    ]
