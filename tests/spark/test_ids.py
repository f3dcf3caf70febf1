import random

import pyarrow as pa
import pytest

from crosslight.model import Article
from crosslight.reading.ids import default_id
from crosslight.reading.reader import identified
from crosslight.spark.ids import family, renamed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", "a"),
        ("a-2", "a"),
        ("a-2-13", "a"),
        ("a2", "a2"),
        ("a2-3", "a2"),
        ("a-", "a-"),
        ("a--2", "a-"),
        ("-2", ""),
        ("12", "12"),
        ("12-2", "12"),
        ("", ""),
        ("2026-03-01", "2026"),
    ],
)
def test_the_family_of_an_id_is_what_stands_before_its_numbers(name: str, expected: str) -> None:
    assert family(name) == expected


def test_families_are_told_in_linear_time() -> None:
    assert family("-1" * 1_000_000 + "x").endswith("x")
    assert family("x" + "-1" * 1_000_000) == "x"


@pytest.mark.parametrize("seed", range(30))
def test_every_family_by_itself_gets_the_ids_that_one_machine_gives(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    given = [
        Article(draw.choice(["", "a", "a-2", "a-2-2", "b", "b-3"]), "t", source=f"{draw.choice('ab')}.txt")
        for _ in range(draw.randrange(2, 25))
    ]
    expected = identified(given)
    wanted = [one.id or default_id(one) for one in given]
    rows = [
        {"number": n, "id": name, "given": bool(one.id), "source": one.source, "family": family(name)}
        for n, (one, name) in enumerate(zip(given, wanted, strict=True))
    ]
    draw.shuffle(rows)
    found = dict(enumerate(wanted))
    notes = set()
    for own in {row["family"] for row in rows}:
        for row in renamed(pa.Table.from_pylist([row for row in rows if row["family"] == own])).to_pylist():
            found[row["number"]] = row["renamed"]
            notes.add((row["input"], row["why"]))
    assert [*found.values()] == [one.id for one in expected.articles]
    assert notes - {(None, None)} == {(one.input, one.why) for one in expected.unread}
