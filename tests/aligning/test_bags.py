from crosslight.aligning.bags import KINDS, bags, is_content
from crosslight.model import Article, Sentence, Word
from crosslight.parsing import parse


def sentence(text: str) -> Sentence:
    (parsed,) = parse([Article("a", text + " The rest of the report is told in English, as it should be.")])
    return parsed.sentences[0]


def test_words_are_sorted_by_kind() -> None:
    found = bags(sentence("The mayor Tessa Vorne denied that 140 workers had resigned."))
    assert set(found) == set(KINDS)
    assert {"mayor", "vorne", "deny", "140", "worker", "resign"} <= set(found["lemma"])
    assert {"the", "that", "have"}.isdisjoint(found["lemma"])
    assert found["number"] == ("140",)
    assert "vorne" in found["name"]
    assert "resig" in found["stem"]
    assert "deny" not in found["stem"], "a stem has five letters"


def test_a_word_counts_once_and_order_is_kept() -> None:
    found = bags(sentence("Fire follows smoke, and smoke follows fire."))
    assert found["lemma"].count("smoke") == 1
    assert found["lemma"].index("fire") < found["lemma"].index("smoke")


def test_quoted_words_are_those_within_the_marks() -> None:
    for text in ('The crew "heard an explosion" at the mill.', "The crew “heard an explosion” at the mill."):
        assert set(bags(sentence(text))["quoted"]) == {"hear", "explosion"}


def test_pairs_of_content_words_pass_over_what_stands_between() -> None:
    assert "roof mill" in bags(sentence("The blast destroyed the roof of the mill."))["bigram"]


def test_a_sentence_without_words_has_empty_bags() -> None:
    assert bags(Sentence(sentence("Fire.").span, ())) == dict.fromkeys(KINDS, ())


def test_signs_and_light_verbs_are_no_content() -> None:
    def word(text: str, pos: str) -> Word:
        return Word(0, len(text), text, text, pos, "", "", 0, "")

    assert is_content(word("mill", "NOUN"))
    assert not is_content(word("have", "VERB"))
    assert not is_content(word("$", "NOUN"))
    assert not is_content(word("of", "ADP"))
