from crosslight.model import Article, Parsed
from crosslight.parsing import parse
from crosslight.telling.distinctive import HIGH, distinctive

SOLD = "The council sold the hall. The buyer of the hall plans a market. A lawyer read the contract."


def parsed(a: str, b: str) -> list[Parsed]:
    return list(parse([Article("a", a, language="en"), Article("b", b, language="en")]))


def test_a_word_that_one_report_repeats_stands_out_there() -> None:
    repeated = (
        "The looting went on. The looting of shops began at noon. Police watched the looting for hours."
    )
    found = distinctive(parsed(f"{repeated} {repeated}", SOLD))
    (row,) = [row for row in found if row.word == "looting"]
    assert row.article == "a"
    assert row.z >= HIGH
    assert (len(row.places), row.others) == (6, 0)
    assert row.why.startswith("6 times here in the outlet's own voice, not once")


def test_what_is_quoted_and_what_both_say_does_not() -> None:
    quoted = 'Holm said: "Looting, looting, looting, looting, looting." The council sold the hall.'
    assert not [row for row in distinctive(parsed(quoted, SOLD)) if row.word == "looting"]
    assert distinctive(parsed(SOLD, SOLD)) == ()


def test_one_report_alone_has_nothing_to_stand_out_from() -> None:
    assert distinctive(list(parse([Article("a", SOLD)]))) == ()
