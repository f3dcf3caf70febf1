from dataclasses import replace

from crosslight.model import Article, Parsed, Speech
from crosslight.telling.speakers import speakers
from tests.records import article, parsed, said, span, texts

A = article(
    "a",
    "“We will not sail this week,” said Ida Holm.",
    "“The quay is shut,” Holm added, and called the storm a long-expected blow.",
)
B = article("b", "The harbor master said the ferry would not sail.", "Officials said “nobody was hurt”.")


def cued(speech: Speech, of: Article, cue: str) -> Speech:
    return replace(speech, cue=span(of, cue))


def both() -> list[Parsed]:
    a = [
        cued(said(A, "“We will not sail this week,”", "Ida Holm"), A, "said"),
        cued(said(A, "“The quay is shut,”", "Holm"), A, "added"),
        cued(said(A, "the storm a long-expected blow", "Holm", "indirect"), A, "called"),
    ]
    b = [
        cued(said(B, "the ferry would not sail", "Ida Holm", "indirect"), B, "said"),
        said(B, "“nobody was hurt”", "unnamed: officials", "mixed"),
    ]
    return [parsed(A, speech=a), parsed(B, speech=b)]


def test_each_article_has_its_share_of_a_speaker_under_the_fullest_name() -> None:
    found = both()
    first, second = speakers(found)
    assert (first.name, second.name) == ("Ida Holm", "unnamed: officials")
    a, b = first.shares
    assert texts(found, a.attributions) == ["said", "added", "called"]
    assert texts(found, a.quotations) == ["We will not sail this week", "The quay is shut"]
    assert texts(found, a.reported) == ["the storm a long-expected blow"]
    # A hyphenated word is one.
    assert (a.words_quoted, a.words_reported) == (10, 5)
    assert (b.article, b.words_quoted, b.words_reported) == ("b", 0, 5)


def test_a_quotation_that_runs_on_is_no_new_attribution() -> None:
    a = article("a", "“The quay is shut,” said Holm.", "“It will open in May.”", "“Tell them so.”")
    speech = [
        cued(said(a, "“The quay is shut,”", "Holm"), a, "said"),
        said(a, "“It will open in May.”", "Holm"),
    ]
    (one,) = speakers([parsed(a, speech=speech)])
    assert len(one.shares[0].attributions) == 1
    assert one.shares[0].words_quoted == 9
    # Of words that nothing attributes, the words themselves are the place.
    (alone,) = speakers([parsed(a, speech=[said(a, "“Tell them so.”", "Lund")])])
    assert texts([parsed(a)], alone.shares[0].attributions) == ["“Tell them so.”"]


def test_words_of_a_speech_within_a_speech_count_once_for_the_inner_speaker() -> None:
    line = "The agency wrote that Holm said the quay was shut."
    a = article("a", line)
    outer = said(a, "Holm said the quay was shut", "Harbor Agency", "indirect")
    inner = said(a, "the quay was shut", "Holm", "indirect")
    counted = {s.name: s.shares[0].words_reported for s in speakers([parsed(a, speech=[outer, inner])])}
    assert counted == {"Holm": 4, "Harbor Agency": 2}


def test_whom_more_articles_cite_stands_first_and_nobody_is_left_out() -> None:
    a = article("a", "“The quay is shut,” said Lund.", "“It is cold.”")
    b = article("b", "“The quay is shut,” said Holm.")
    c = article("c", "“The quay is shut,” said Holm.")
    speech = [said(a, "“The quay is shut,”", "Lund"), said(a, "“It is cold.”", None)]
    found = [parsed(a, speech=speech)]
    found += [parsed(x, speech=[said(x, "“The quay is shut,”", "Holm")]) for x in (b, c)]
    assert [(s.name, len(s.shares)) for s in speakers(found)] == [("Holm", 2), ("Lund", 1)]
