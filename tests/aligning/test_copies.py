from crosslight.aligning.copies import copies
from crosslight.model import Parsed
from tests.records import article, parsed

WIRE = [
    "The ferry Solveig sank off the northern coast on Friday morning after its engines failed in a storm.",
    "Rescue boats brought ninety people ashore while helicopters searched for two of the crew.",
]
OWN = [
    "Relatives waited all night in the small harbor town for news of those who had been on board.",
    "Engineers had warned for years that the aging vessel should no longer leave port in heavy seas.",
]
OTHER = [
    "Our reporter met survivors wrapped in blankets who told of a lurch and of water in the corridors.",
    "Nobody from the company that runs the line wanted to answer questions about its safety record.",
]


def report(id: str, *lines: str, published: str = "2025-08-22", noise: tuple[str, ...] = ()) -> Parsed:
    return parsed(article(id, *lines, published=published), noise=noise)


def test_articles_written_apart_are_no_copies() -> None:
    assert copies([report("a", *WIRE), report("b", *OWN), report("c", *OTHER)]) == {}


def test_the_primary_is_the_earliest_then_the_longest_then_the_first() -> None:
    a = report("a", *WIRE, published="2025-08-23")
    b = report("b", *WIRE, "It was the third such accident this year.", published="2025-08-22T09:00:00+02:00")
    c = report("c", *WIRE, published="2025-08-22T09:00:00+02:00")
    unknown = report("d", *WIRE, published="")
    assert copies([unknown, a, b, c]) == {"d": "b", "a": "b", "c": "b"}
    assert copies([report("x", *WIRE), report("y", *WIRE)]) == {"y": "x"}


def test_less_than_half_in_common_is_no_copy() -> None:
    assert copies([report("a", *WIRE, OWN[0]), report("b", *OTHER, WIRE[0])]) == {}


def test_a_short_first_version_is_a_copy_of_the_long_report_that_holds_it() -> None:
    short = report("a", *WIRE, published="2025-08-21")
    assert copies([short, report("b", *WIRE, *OWN, *OTHER)]) == {"a": "b"}


def test_noise_and_headlines_do_not_count() -> None:
    prompts = tuple(WIRE)
    a = report("a", *OWN, *prompts, noise=prompts)
    b = report("b", *OTHER, *prompts, noise=prompts)
    assert copies([a, b]) == {}


def test_a_teaser_is_not_called_a_copy() -> None:
    assert copies([report("a", *WIRE), report("b", "The ferry Solveig sank off the northern coast.")]) == {}


def test_every_copy_names_a_primary_that_is_none() -> None:
    stories = [
        report("a", *WIRE),
        report("b", *WIRE, *OWN),
        report("c", *WIRE, *OWN, *OTHER),
        report("d", *OTHER),
    ]
    found = copies(stories)
    assert found and not set(found) & set(found.values())
