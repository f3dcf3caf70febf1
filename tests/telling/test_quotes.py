import time

from crosslight.model import Mode, Parsed, Span
from crosslight.telling.quotes import quotes
from tests.records import article, parsed, said, texts

DELAYS = "“a response to the careless loading at the north quay and the storm, and to the delays.”"
A = article(
    "a",
    f"The harbor master, Ida Holm, called the sinking {DELAYS}",
    "“We will not sail again this week,” said Holm.",
    "Holm spoke of “grave failures”.",
)
B = article(
    "b",
    'Holm said it was "a reaction to the careless loading at the [old] quay and the storm."',
    'The mayor, Per Lund, said: "We will not sail again this week."',
)


def both() -> tuple[Parsed, Parsed]:
    a = [
        said(
            A,
            DELAYS,
            "Ida Holm",
            "mixed",
        ),
        said(A, "“We will not sail again this week,”", "Ida Holm"),
        said(A, "“grave failures”", "Ida Holm", "mixed"),
    ]
    b = [
        said(
            B, 'it was "a reaction to the careless loading at the [old] quay and the storm."', "Holm", "mixed"
        ),
        said(B, '"We will not sail again this week."', "Per Lund"),
    ]
    return parsed(A, speech=a), parsed(B, speech=b)


def test_a_quotation_translated_or_cut_otherwise_is_one_and_its_differences_are_marked() -> None:
    found = both()
    first = quotes(found)[0]
    assert first.speaker == "Ida Holm"
    assert texts(found, first.places) == [
        "a response to the careless loading at the north quay and the storm, and to the delays.",
        "a reaction to the careless loading at the [old] quay and the storm.",
    ]
    assert texts(found, first.differs) == ["response", "north", "and to the delays", "reaction", "old"]


def test_the_same_words_of_different_speakers_are_one_quotation() -> None:
    found = both()
    second = quotes(found)[1]
    assert texts(found, second.places) == [
        "We will not sail again this week",
        "We will not sail again this week.",
    ]
    assert second.differs == ()


def test_of_a_speech_within_a_speech_the_words_are_the_inner_speakers() -> None:
    line = 'Holm said a search found that "the lock on the door was never closed," according to the agency.'
    a = article("a", line)
    outer = said(a, line.split(" according")[0], "Harbor Agency", "mixed")
    inner = said(a, 'a search found that "the lock on the door was never closed,"', "Holm", "mixed")
    for speech in ([outer, inner], [inner, outer]):
        assert [q.speaker for q in quotes([parsed(a, speech=speech)])] == ["Holm"]


def test_under_four_words_in_marks_is_no_quotation() -> None:
    assert len(quotes(both())) == 2


def test_different_speakers_with_words_in_common_are_not_one() -> None:
    a = article("a", "“The ferry company never checked the old engines,” said Holm.")
    b = article("b", "“The ferry company never answered my old letters,” said Lund.")
    speakers = [("Holm", "Lund"), ("Lund", "Per Lund")]
    counts = [
        len(quotes([
            parsed(a, speech=[said(a, "The ferry company never checked the old engines,", x)]),
            parsed(b, speech=[said(b, "The ferry company never answered my old letters,", y)]),
        ]))
        for x, y in speakers
    ]  # fmt: skip
    assert counts == [2, 1]


def test_indirect_speech_is_not_quoted() -> None:
    a = article("a", "“The sea was calm that night,” he wrote, but she said the sea was wild.")
    assert quotes([parsed(a, speech=[said(a, "the sea was wild", "Holm", "indirect")])]) == ()


def test_a_quotation_broken_by_its_cue_is_found_again_in_one_piece() -> None:
    a = article("a", "“No,” said Holm, “nobody has inspected the engines since May.”")
    b = article("b", "“No, nobody has inspected the engines since May,” said Holm.")
    found = [
        parsed(
            a, speech=[said(a, "“No,”", "Holm", "direct", "“nobody has inspected the engines since May.”")]
        ),
        parsed(b, speech=[said(b, "“No, nobody has inspected the engines since May,”", "Holm")]),
    ]
    (one,) = quotes(found)
    assert [p.article for p in one.places] == ["a", "a", "b"]
    assert one.differs == ()


def test_quotations_in_noise_take_no_part_and_unknown_speakers_stay_unnamed() -> None:
    a = article("a", "“The sea was calm that night.”", "“Sign up for our morning letter now!”")
    speech = [
        said(a, "The sea was calm that night.", None),
        said(a, "Sign up for our morning letter now!", None),
    ]
    (one,) = quotes([parsed(a, speech=speech, noise=["“Sign up for our morning letter now!”"])])
    assert one.speaker == "" and len(one.places) == 1


def test_a_last_name_two_people_share_is_not_made_fuller() -> None:
    lines = [
        "“The ferry is old and slow,” said {}.",
        "“The quay was empty at dawn,” said {}.",
        "“The crew had left by noon,” said {}.",
    ]
    names = ["Ida Holm", "Jon Holm", "Holm"]
    found = []
    for i, (line, name) in enumerate(zip(lines, names, strict=True)):
        its = article(f"a{i}", line.format(name))
        found.append(parsed(its, speech=[said(its, line[1:].split(",")[0], name)]))
    assert [q.speaker for q in quotes(found)] == names


def test_a_source_without_a_name_may_be_the_speaker_that_another_article_names() -> None:
    a = article("a", "“The ferry company never checked the old engines,” officials said.")
    b = article("b", "“The ferry company never inspected its old engines,” said Ida Holm.")
    for unknown in ("unnamed: officials", "the office"):
        (one,) = quotes(
            [
                parsed(a, speech=[said(a, "The ferry company never checked the old engines,", unknown)]),
                parsed(b, speech=[said(b, "The ferry company never inspected its old engines,", "Ida Holm")]),
            ]
        )
        assert one.speaker == "Ida Holm"


def reports(*quoted: tuple[str, str, str], mode: Mode = "direct") -> list[Parsed]:
    """Return one report for each line: its text, the words of the speech in it, and the speaker."""
    found = []
    for n, (line, words, speaker) in enumerate(quoted):
        its = article("abcdefgh"[n], line)
        found.append(parsed(its, speech=[said(its, words, speaker, mode)] if words else []))
    return found


FULL = "The ferry was old and slow, and nobody had checked the engines since the storm in May"


def test_the_edits_say_where_an_outlet_cuts_a_quotation() -> None:
    begun = "The ferry was old and slow, and nobody had checked the engines"
    ended = "nobody had checked the engines since the storm in May"
    parted = "The ferry was old and slow since the storm in May"
    marked = "The ferry was old and slow ... since the storm in May"
    for words, where, cut, shown in (
        (begun, "end", "since the storm in May", True),
        (ended, "beginning", "The ferry was old and slow, and", True),
        (parted, "middle", "and nobody had checked the engines", False),
        (marked, "middle", "and nobody had checked the engines", True),
    ):
        found = reports(
            (f"“{FULL},” said Holm.", f"“{FULL},”", "Holm"), (f"“{words},” said Holm.", f"“{words},”", "Holm")
        )
        (one,) = quotes(found)
        (edit,) = one.edits
        assert texts(found, one.fullest) == [FULL]
        assert (edit.kind, edit.where, edit.shown) == ("cut", where, shown)
        assert texts(found, [edit.full]) == [cut]
        assert edit.here.article == "b"
        assert len(edit.here) == 0
    # The place in the shorter version is the one after the last word that both have.
    assert texts(found, [Span("b", "text", edit.here.end - 4, edit.here.end)]) == ["slow"]


def test_words_changed_are_no_cut_and_contractions_are_no_change() -> None:
    ours, theirs = "“We are certain the old ferry was a ruin,”", "“We’re certain the old ferry was a wreck,”"
    found = reports((f"{ours} said Holm.", ours, "Holm"), (f"{theirs} said Holm.", theirs, "Holm"))
    (one,) = quotes(found)
    assert [(e.kind, *texts(found, [e.full, e.here])) for e in one.edits] == [("changed", "ruin", "wreck")]


def test_what_a_quotation_leaves_out_and_its_own_sentence_reports_is_no_cut() -> None:
    line = (
        "Holm said the ferry was old and slow, and “nobody had checked the engines since the storm in May.”"
    )
    found = reports((f"“{FULL},” said Holm.", f"“{FULL},”", "Holm"))
    b = article("b", line)
    found.append(parsed(b, speech=[said(b, line.removeprefix("Holm said "), "Holm", "mixed")]))
    (one,) = quotes(found)
    assert [(e.kind, e.where) for e in one.edits] == [("reported", "beginning")]
    assert texts(found, one.paraphrases) == ["the ferry was old and slow, and"]


def test_indirect_speech_of_the_same_words_stands_beside_the_quotation_of_the_same_speaker() -> None:
    own = "“Nobody had checked the old engines of the ferry,”"
    quoted = (f"{own} said Ida Holm.", own, "Ida Holm")
    words = "no one checked the ferry's old engines that week"
    for speaker, count in (("Holm", 1), ("Per Lund", 0)):
        found = [*reports(quoted)]
        b = article("b", f"{speaker} said {words}.")
        found.append(parsed(b, speech=[said(b, words, speaker, "indirect")]))
        (one,) = quotes(found)
        assert len(one.paraphrases) == count
    found[1] = parsed(b, speech=[said(b, words, "Holm", "indirect")])
    (one,) = quotes(found)
    assert texts(found, one.paraphrases) == [words]
    assert "week" in " ".join(texts(found, one.differs))


def test_a_few_quoted_words_belong_to_the_quotation_they_are_cut_from() -> None:
    found = reports((f"“{FULL},” said Holm.", f"“{FULL},”", "Holm"))
    b = article("b", "Holm called the ferry “old and slow”.", "Lund spoke of “the engines”.")
    speech = [said(b, "“old and slow”", "Holm", "mixed"), said(b, "“the engines”", "Lund", "mixed")]
    found.append(parsed(b, speech=speech))
    (one,) = quotes(found)
    assert texts(found, one.places) == [FULL, "old and slow"]
    assert [(e.kind, e.where) for e in one.edits] == [("cut", "beginning"), ("cut", "end")]


def test_sentences_of_one_quotation_are_one_however_many_speeches_they_are() -> None:
    line = "“The ferry was old. It was slow too,” said Holm. “Nobody had checked the engines.”"
    a, b = article("a", line), article("b", "“Nobody had checked the engines.”")
    parts = ("The ferry was old.", "It was slow too,", "Nobody had checked the engines.")
    whole = said(
        a, "“The ferry was old. It was slow too,”", "Holm", "direct", "“Nobody had checked the engines.”"
    )
    other = parsed(b, speech=[said(b, "“Nobody had checked the engines.”", "Holm")])
    for speech in ([said(a, words, "Holm") for words in parts], [whole]):
        found = [parsed(a, speech=speech), other]
        (one,) = quotes(found)
        assert texts(found, one.places) == [
            "The ferry was old. It was slow too",
            "Nobody had checked the engines.",
            "Nobody had checked the engines.",
        ]
        assert [(e.kind, e.where) for e in one.edits] == [("cut", "beginning")]


def test_a_quotation_in_very_many_articles_is_one_in_linear_time() -> None:
    many = [article(f"a{n}", f"“{FULL},” said Holm.") for n in range(150)]
    found = [parsed(a, speech=[said(a, f"“{FULL},”", "Holm")]) for a in many]
    began = time.process_time()
    (one,) = quotes(found)
    assert len(one.places) == 150
    assert time.process_time() - began < 10


def test_a_quotation_of_ten_thousand_words_is_taken_in_parts() -> None:
    long = "“" + " ".join(f"The {n}th ferry of the line was old and slow." for n in range(1_000)) + "”"
    a, b = article("a", long), article("b", long)
    found = [parsed(x, speech=[said(x, long, "Holm")]) for x in (a, b)]
    began = time.process_time()
    assert quotes(found)
    assert time.process_time() - began < 20
