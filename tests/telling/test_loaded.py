from crosslight.model import LoadedWord
from crosslight.telling.loaded import loaded
from tests.telling.manners import COURIER, points, reports


def words() -> dict[str, LoadedWord]:
    return {row.lemma: row for row in loaded(reports(), points())}


def test_each_word_has_its_places_kind_points_and_reason() -> None:
    row = words()["violently"]
    assert [COURIER.quote(span) for span in row.places] == ["violently"]
    assert (row.kind, row.quoted, row.points) == ("intensifier", (False,), ("p1", "p2"))
    assert row.why == "“violently” is on the list of words that intensify"


def test_what_is_quoted_is_told_apart() -> None:
    assert words()["shameful"].quoted == (True,)
    assert words()["brutal"].quoted == (False,)


def test_words_of_shared_points_come_first() -> None:
    rows = loaded(reports(), points())
    assert [bool(row.points) for row in rows] == sorted((bool(row.points) for row in rows), reverse=True)
    # A point that one report alone has is not shared.
    assert words()["brutal"].points == ()
