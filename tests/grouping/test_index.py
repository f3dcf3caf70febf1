from crosslight.grouping import index
from crosslight.grouping.bags import Frequencies, bag
from crosslight.grouping.index import Index
from crosslight.grouping.words import words
from crosslight.model import Article


def indexed(*texts: str) -> Index:
    bags = [bag(words(Article("a", text))) for text in texts]
    known = Frequencies()
    for one in bags:
        known.add(one)
    found = Index()
    for one in bags:
        found.add(one, known.weights(one))
    return found


def test_the_likest_come_first_and_an_article_is_not_near_itself() -> None:
    found = indexed("ferry fire harbour", "ferry fire", "election budget", "harbour election")
    assert found.near(0, 5).tolist() == [1, 3]
    assert found.near(0, 1).tolist() == [1]


def test_an_article_that_shares_nothing_has_nothing_near() -> None:
    assert indexed("ferry", "", "budget").near(1, 5).tolist() == []
    assert indexed("ferry").near(0, 5).tolist() == []


def test_of_a_term_that_all_have_only_the_nearest_in_order_are_looked_at() -> None:
    many = 4 * index.NEAREST
    found = indexed(*(f"ferry a{n} b{n}" for n in range(many)))
    near = found.near(many // 2, many)
    assert len(near) <= index.NEAREST
    assert abs(near - many // 2).max() <= index.NEAREST
