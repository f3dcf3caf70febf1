from crosslight.model import Parsed
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
