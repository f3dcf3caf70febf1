from __future__ import annotations

import subprocess
import sys

import numpy as np

from crosslight.library.records import cosines, pack_parsed, pack_vectors, unpack_parsed, unpack_vectors
from crosslight.model import Article
from tests.records import article, parsed, said
from tests.story import story


def test_parses_come_back_as_they_were() -> None:
    for report in story().parsed:
        assert unpack_parsed(pack_parsed(report), report.article) == report


def test_other_signs_and_other_languages_come_back() -> None:
    of = article("a", "Zwölf 🚢 sanken.", "„Nie“, sagte İlse.", headline="Ünfall")
    report = parsed(of, speech=[said(of, "Nie", "İlse")], language="de", noise=["„Nie“, sagte İlse."])
    assert unpack_parsed(pack_parsed(report), of) == report
    empty = parsed(Article("b", "x"))
    assert unpack_parsed(pack_parsed(empty), empty.article) == empty


def test_a_parse_takes_less_than_a_kilobyte_for_each_hundred_characters() -> None:
    for report in story().parsed:
        assert len(pack_parsed(report)) < 10 * len(report.article.text)


def test_cosines_stay_as_they_are() -> None:
    random = np.random.default_rng(1)
    rows = random.normal(size=(50, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    packed = unpack_vectors(pack_vectors([*(rows * 3)]))
    assert np.abs(cosines(packed, rows[0]) - rows @ rows[0]).max() < 0.005
    assert unpack_vectors(pack_vectors([])).shape == (0, 384)


AT_ONCE = """
import sys
from threading import Barrier, Thread
from crosslight.library.records import pack, unpack
from crosslight.model import Dossier, Link, Point, Span, Statement

span = Span("a", "text", 0, 3)
points = (Point("p1", "single", (Statement(span),), ("a",), (), ()),)
data = pack(Dossier((), links=(Link(span, span, "agree", 0.5, ("x",)),), points=points))
sys.setswitchinterval(1e-6)
barrier, found = Barrier(8), []

def read():
    barrier.wait()
    found.append(unpack(data, Dossier))

threads = [Thread(target=read) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(found), len({one.points for one in found}))
"""


def test_many_threads_read_the_first_record_at_once() -> None:
    """Each in a process of its own: only the first record of a process is at risk."""
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True)  # noqa: S603 - ours
        assert (done.returncode, done.stdout) == (0, "8 1\n"), done.stderr
