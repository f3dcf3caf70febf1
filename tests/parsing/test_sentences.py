from crosslight.model import Article, Span
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.sentences import sentences

TEXT = "  Angela Merkel left  Berlin on Monday.\n\n\n She SAID nothing.\n \n"


def test_sentences_are_trimmed_and_words_have_no_space() -> None:
    (field,) = next(analyse(pipeline(), [Article("a", TEXT)]))
    first, second = sentences(field)
    assert first.span == Span("a", "text", 2, 39)
    assert TEXT[second.span.start : second.span.end] == "She SAID nothing."
    assert [w.text for w in second.words] == ["She", "SAID", "nothing", "."]
    assert all(TEXT[w.start : w.end] == w.text for s in (first, second) for w in s.words)
    assert all(w.text.strip() for w in first.words)


def test_words_carry_the_parse() -> None:
    (field,) = next(analyse(pipeline(), [Article("a", TEXT)]))
    first, second = sentences(field)
    verb = next(i for i, w in enumerate(first.words) if w.text == "left")
    assert (first.words[verb].lemma, first.words[verb].pos, first.words[verb].head) == ("leave", "VERB", verb)
    assert [w.head for w in first.words if w.dep in {"nsubj", "dobj"}] == [verb, verb]
    assert [w.entity for w in first.words][:2] == ["PERSON", "PERSON"]
    assert first.words[-1].entity == ""
    assert second.words[1].lemma == second.words[1].lemma.lower()
    for sentence, native in zip((first, second), field.doc.sents, strict=False):
        heads = {t.idx: t.head.idx for t in native}
        assert all(sentence.words[w.head].start == heads[w.start] for w in sentence.words)
