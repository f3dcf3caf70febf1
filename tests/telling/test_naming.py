from crosslight.model import Actor, ActorKind, Article, Naming, Parsed, Span
from crosslight.telling.naming import naming
from tests.records import article, parsed, said, span, texts


def actor(of: Article, name: str, kind: ActorKind, *mentions: str) -> Actor:
    return Actor(name, kind, tuple(span(of, m) for m in mentions))


A = article(
    "a",
    "Ida Holm spoke.",
    "“The Coast Guard failed,” said the harbor master.",
    "Holm sailed",
    "Share Lund's story",
)
B = article("b", "Holm and the CG met.", "She left.")


def story() -> tuple[Parsed, Parsed]:
    a = parsed(
        A,
        noise=["Share Lund's story"],
        speech=[said(A, "“The Coast Guard failed,”", "Ida Holm")],
        actors=[
            actor(A, "Ida Holm", "person", "Holm sailed", "Ida Holm", "the harbor master"),
            actor(A, "Coast Guard", "body", "The Coast Guard"),
            actor(A, "Per Lund", "person", "Lund"),
        ],
    )
    b = parsed(B, actors=[actor(B, "Holm", "person", "Holm", "She"), actor(B, "CG", "body", "the CG")])
    return a, b


def find(named: tuple[Naming, ...], thing: str) -> Naming:
    return next(n for n in named if n.thing == thing)


def test_short_and_full_names_and_initials_are_one_thing() -> None:
    assert [(n.thing, n.kind, [x.text for x in n.names]) for n in naming(story())] == [
        ("Ida Holm", "person", ["Ida Holm", "harbor master", "Holm sailed", "Holm"]),
        ("Coast Guard", "body", ["Coast Guard", "CG"]),
    ]


def test_pronouns_and_noise_are_left_out_and_places_are_read_in_order() -> None:
    found = story()
    places = [p for n in find(naming(found), "Ida Holm").names for p in n.places]
    assert texts(found, places) == ["Ida Holm", "the harbor master", "Holm sailed", "Holm"]


def test_names_in_quotations_are_told_from_the_outlets_own() -> None:
    assert [n.quoted for n in find(naming(story()), "Coast Guard").names] == [(True,), (False,)]


def people(*names: str, kind: ActorKind = "person") -> list[str]:
    """Return the things found where each of these names stands alone in an article."""
    its = [article(f"a{i}", f"{name} spoke") for i, name in enumerate(names)]
    return [
        n.thing
        for n in naming([parsed(a, actors=[actor(a, n, kind, n)]) for a, n in zip(its, names, strict=True)])
    ]


def test_a_last_name_of_two_people_stays_alone_unless_one_is_foremost() -> None:
    assert people("Ida Holm", "Jon Holm", "Holm") == ["Ida Holm", "Jon Holm", "Holm"]
    assert people("Ida Holm", "Ida Holm", "Ida Holm", "Jon Holm", "Holm") == ["Ida Holm", "Jon Holm"]


def test_spellings_of_a_first_name_are_one_person() -> None:
    assert people("Ghislaine Moor", "Ghislane Moor", "Moor") == ["Ghislaine Moor"]


def test_a_place_is_not_part_of_another() -> None:
    assert people("East Norwick", "Norwick", kind="place") == ["East Norwick", "Norwick"]


def test_a_mention_that_is_not_in_the_headline_or_text_field_given_is_kept_apart() -> None:
    a = article("a", "Holm spoke", headline="Holm speaks")
    mentions = (Span("a", "text", 0, 4), Span("a", "headline", 0, 4))
    (one,) = naming([parsed(a, actors=[Actor("Holm", "person", mentions)])])
    assert [p.field for p in one.names[0].places] == ["headline", "text"]


def test_the_initials_of_a_place_are_no_name_of_its_people() -> None:
    a = article("a", "North Harborers left NH.")
    actors = [actor(a, "North Harborers", "group", "North Harborers"), actor(a, "NH", "place", "NH")]
    assert [n.thing for n in naming([parsed(a, actors=actors)])] == ["North Harborers", "NH"]
