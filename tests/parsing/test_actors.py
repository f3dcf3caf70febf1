from crosslight.model import Actor, Article
from crosslight.parsing.actors import actors
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.words import words

REPORT = """Mayor Lena Ortiz met union leader Omar Haddad in Brightwater on Monday.

Ortiz said she would reopen the harbour bridge. Haddad told reporters that he was not convinced.

The Brightwater Harbour Authority (BHA) refused to comment. The BHA has closed the bridge twice this year."""


def found(text: str, headline: str = "") -> dict[str, Actor]:
    (fields,) = analyse(pipeline(), [Article(id="a", text=text, headline=headline)])
    return {actor.name: actor for actor in actors(fields, [words(field.doc) for field in fields])}


def mentions(text: str, actor: Actor) -> list[str]:
    return [text[m.start : m.end] for m in actor.mentions if m.field == "text"]


def test_a_person_has_full_name_short_name_and_pronoun() -> None:
    people = found(REPORT)
    assert people["Lena Ortiz"].kind == "person"
    assert mentions(REPORT, people["Lena Ortiz"]) == ["Lena Ortiz", "Ortiz", "she"]
    assert mentions(REPORT, people["Omar Haddad"]) == ["Omar Haddad", "Haddad", "he"]


def test_an_acronym_in_brackets_is_its_body() -> None:
    bodies = found(REPORT)
    body = next(a for a in bodies.values() if "BHA" in mentions(REPORT, a))
    assert body.name == "Brightwater Harbour Authority"
    assert body.kind == "body"
    assert mentions(REPORT, body).count("BHA") == 2


def test_an_acronym_that_the_pipeline_overlooks_is_a_body() -> None:
    text = "Later the QRF moved two columns north of the river."
    assert found(text)["QRF"].kind == "body"


def test_the_headline_and_the_text_share_their_actors() -> None:
    people = found(REPORT, headline="Ortiz to reopen bridge")
    assert [m.field for m in people["Lena Ortiz"].mentions][:2] == ["headline", "text"]


def test_two_persons_of_one_surname_stay_two() -> None:
    text = "Anna Weber met Karl Weber. Mrs. Weber smiled. Mr. Weber did not."
    people = found(text)
    assert mentions(text, people["Anna Weber"])[-1] == "Weber"
    assert len(people["Anna Weber"].mentions) == len(people["Karl Weber"].mentions) == 2


def test_a_title_alone_is_no_name() -> None:
    assert (
        not {"Prime Minister", "President", "Commerce Minister"}
        & found("The Prime Minister met the Commerce Minister. The President stayed at home.").keys()
    )


def test_a_subject_does_not_meet_itself() -> None:
    text = "Paul Brandt arrived early. Peter Lang thanked him."
    people = found(text)
    assert "him" in mentions(text, people["Paul Brandt"])
    assert "him" not in mentions(text, people["Peter Lang"])


def test_text_without_names_has_no_actors() -> None:
    assert found("It rained. !!! ... \n\n \n") == {}


def test_what_is_called_a_thing_is_no_person() -> None:
    text = "Anna Marrow, which runs the trams, was fined. Anna Marrow paid."
    assert found(text)["Anna Marrow"].kind == "body"
    assert found(text.replace("which", "who"))["Anna Marrow"].kind == "person"


def test_noise_names_nobody() -> None:
    text = "Lena Ortiz left. READ MORE: Omar Haddad wins. It rained."
    (fields,) = analyse(pipeline(), [Article(id="a", text=text)])
    start = text.index("READ")
    tables = [words(fields[0].doc, [(start, text.index(" It"))])]
    (only,) = actors(fields, tables)
    assert only.name == "Lena Ortiz"
    assert len(tables[0].text) == len(text)


def test_a_hyphen_makes_no_other_name() -> None:
    text = "The Al-Noor Mosque is old. The crowd left the Al Noor Mosque."
    assert len([a for a in found(text).values() if "Mosque" in a.name]) == 1
