import pytest

from crosslight.model import Article, Noise, Sentence, Span
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.noise import mark, noise
from crosslight.parsing.sentences import sentences

BODY = [
    "The mayor of Portville stepped down on Monday after a week of protest in the harbour, her office said.",
    "“I leave with a light heart,” Ana Ruiz told reporters. “Follow your own road. Sign up for nothing.”",
    "Bread cost 12 crowns a loaf last week, twice what it cost in spring, according to the council.",
    "Some 300 people stood in the square until the evening.",
    "A vote is to be held in May, the council said.",
]


def parsed(article: Article) -> tuple[Sentence, ...]:
    fields = next(analyse(pipeline(), [article]))
    return tuple(s for field in fields for s in sentences(field))


def called(*lines: str, headline: str = "Mayor of Portville steps down") -> list[str]:
    article = Article("a", "\n".join(lines), headline, published="2024-03-05")
    return [article.quote(n.span) for n in noise(article, parsed(article))]


def test_a_plain_report_has_none() -> None:
    assert called(*BODY) == []


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Harbour fees to rise in spring",
        "Related: What the council does all day",
        "(RELATED: Bread Riots Spread Along The Coast)",
        "Loading...",
        "Advertisement",
        "Story continues below",
        "Sign up for our morning newsletter.",
        "Follow Jane Doe on Twitter.",
        "Share this story: https://portville.example/a/1",
        "Thank you for registering",
        "FILE PHOTO: Ana Ruiz speaks in the harbour of Portville, March 1, 2024. AGENCY/Jane Doe",
        "Ana Ruiz speaks to reporters in the harbour. (AP Photo/Jane Doe)",
        "Ana Ruiz walks through the harbour of Portville on March 1, 2024.",
        "By Jane Doe and John Roe",
        "Updated at 5:21 p.m.",
        "Jane Doe and John Roe contributed to this report.",
        "(Reporting by Jane Doe; editing by John Roe)",
        "Editor's note: An earlier version gave a wrong price.",
        "This story has been updated with a comment of the council.",
        "Copyright 2024 Portville Post. All rights reserved.",
        "HARBOUR FEES TO RISE IN SPRING",
        "What does the council do?",
        "******",
        "Mayor of Portville Steps Down",
        BODY[3],
    ],
)
def test_a_line_is_noise(line: str) -> None:
    found = called(*BODY[:4], line, BODY[4])
    assert " ".join(found) == line


def test_first_and_last_lines() -> None:
    about = "Jane Doe is a reporter for the Portville Post covering the harbour."
    assert called("Jane Doe", "PORTVILLE POST", *BODY, about, "Most read", "Route 6") == [
        "Jane Doe",
        "PORTVILLE POST",
        about,
        "Most read",
        "Route 6",
    ]


def test_a_headline_glued_to_the_text() -> None:
    title = "Mayor of Portville steps down"
    assert called(f"{title} {BODY[0]}", *BODY[1:], headline=title) == [title]


@pytest.mark.parametrize(
    "line",
    [
        "- Ada Brook, 33, of the harbour office",
        "The council, which lost the full stop of this long line, said that it would meet again in May",
        "A Newsroom/Pollster poll said that most want a vote.",
        "The law takes effect on May 5, 2024.",
        "“Sign up now,” a poster in the harbour said.",
        "The mayor read more from her letter than was planned.",
        "More than 40 boats were lost.",
        "This report was sent to the council by Ada Brook.",
        "Gone. — Ada Brook (@adabrook) March 4, 2024",
    ],
)
def test_a_line_of_the_report_is_none(line: str) -> None:
    assert called(*BODY[:3], line, *BODY[3:]) == []


def test_lists_and_texts_without_full_stops_are_none() -> None:
    assert called(*BODY[:3], "Bread: 12 crowns", "Butter: 9 crowns", "Salt: 2 crowns", *BODY[3:]) == []
    assert called(*(line.rstrip(".”") for line in BODY)) == []


def test_without_a_headline_field_the_first_line_is_the_headline() -> None:
    assert called("Why did the mayor step down?", "", *BODY, headline="") == []


def test_a_cue_in_a_text_without_line_ends_takes_only_its_sentence() -> None:
    text = " ".join(["Correction: The price was wrong.", *BODY, *BODY[:1]])
    assert called(text) == ["Correction: The price was wrong."]


def test_mark_sets_the_reason() -> None:
    article = Article("a", f"{BODY[0]}\nLoading...\n{BODY[2]}", published=None)
    marked = mark(parsed(article), noise(article, parsed(article)))
    assert [s.noise for s in marked] == [None, "link to another page", None]
    assert noise(article, parsed(article)) == (Noise(marked[1].span, "link to another page"),)


def test_a_hostile_line_is_read_in_linear_time() -> None:
    article = Article("a", "Sign up now. “" * 20_000, "Mayor of Portville steps down")
    starts = range(0, len(article.text) - 14, 14)
    whole = [Sentence(Span("a", "text", at, at + 14), ()) for at in starts]
    # All are in a quotation but the first, which opens it.
    assert noise(article, whole) == ()
