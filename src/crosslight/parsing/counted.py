"""What a number counts: its noun with the modifiers that matter, and the verb that noun stands under."""

from __future__ import annotations

from spacy.tokens import Token

_UNDER_NOUN = frozenset("nummod amod compound quantmod det npadvmod nmod appos predet advmod poss".split())
_CLIMB = 4  # from the number to its noun: "more than 20 million US dollars" needs three steps
# Nouns that only carry another: "a total of 40 people", "84,000 dollars of public money".
_CARRIERS = frozenset(
    """total number amount sum worth lot rest dollar euro pound percent % cent member group share dozen
    hundred thousand million billion score m bn k""".split()
)
_LIGHT = frozenset("be have do say get make tell report include".split())
_PREPOSITIONS = frozenset("of in from for on among".split())


def counted(token: Token) -> tuple[str, str]:
    """Return the lemmas of the noun that a number counts, modifiers first, and of the verb over it."""
    noun = _noun(token)
    names: list[str] = []
    if noun is not None:
        names = [
            _lemma(child) for child in noun.lefts if child.dep_ in ("compound", "amod") and _names(child)
        ]
        names.append(_lemma(noun))
    if noun is None or noun.lemma_.lower() in _CARRIERS or noun is token:
        # "$84,000 in taxpayer funds", "10 percent of Intel"
        inner = _inner(noun or token)
        if inner is not None:
            names = [
                _lemma(child) for child in inner.lefts if child.dep_ in ("compound", "amod") and _names(child)
            ]
            names.append(_lemma(inner))
    return " ".join(names), _verb(noun or token)


def _noun(token: Token) -> Token | None:
    at = token
    for _ in range(_CLIMB):
        if at.dep_ not in _UNDER_NOUN or at.head is at:
            break
        # A number after its noun names it ("Murray, 62"); a noun before its number counts nothing.
        at = at.head
        if (
            at.pos_ in ("NOUN", "PROPN")
            and not at.like_num
            and at.dep_ not in ("compound", "nmod", "npadvmod")
        ):
            return at
    return at if at is not token and at.pos_ in ("NOUN", "PROPN") and not at.like_num else None


def _inner(token: Token) -> Token | None:
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in _PREPOSITIONS:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _verb(token: Token) -> str:
    """Return the lemma of the verb that says what befell the noun: "39 people killed", "killed 39 people"."""
    for child in token.rights:
        if child.dep_ in ("acl", "relcl") and child.pos_ == "VERB":
            return child.lemma_.lower()
    at = token
    for _ in range(_CLIMB):
        if at.pos_ == "VERB" or at.head is at:
            break
        at = at.head
    lemma = at.lemma_.lower()
    return lemma if at.pos_ == "VERB" and lemma not in _LIGHT else ""


def _names(token: Token) -> bool:
    return (
        not token.like_num
        and token.is_alpha
        and token.lower_ not in ("such", "many", "same", "new", "several")
    )


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def bearer(first: Token, last: Token) -> str:
    """Return whose age it is, as far as the words next to it tell: a name, or the lemma of a noun."""
    doc = first.doc
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if "old" in last.lower_ and after is not None and after.pos_ in ("NOUN", "PROPN"):
        while after.dep_ == "compound" and after.head.i > after.i:
            after = after.head
        return _name(after)
    if first.i > 1 and doc[first.i - 1].text in (",", "(") and doc[first.i - 2].pos_ in ("PROPN", "NOUN"):
        return _name(doc[first.i - 2])
    at = first
    for _ in range(_CLIMB):
        subject = next((child for child in at.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return _name(subject)
        at = at.head
    return ""


def _name(token: Token) -> str:
    """Return the lemma of a noun, of a name all that stands before it."""
    parts = [child for child in token.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"]
    return " ".join(_lemma(part) for part in [*parts, token])
