"""Whether an attribution tells what somebody said, or only ascribes a thought, a wish or a deed to them.

A logistic regression over what can be seen of the attribution; models/told.json holds its weights,
models/speech.md what it was trained on.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources

from crosslight.errors import PipelineError
from crosslight.parsing.attributions import Attribution
from crosslight.parsing.blocks import Blocks
from crosslight.parsing.verbs import KIND
from crosslight.parsing.words import Words

_GROUPS = {
    "neutral": "saying", "doubting": "claiming", "insisting": "claiming", "conceding": "claiming",
    "denying": "claiming", "presenting": "claiming", "warning": "claiming", "blaming": "blaming",
    "asking": "asking", "promising": "asking", "thinking": "thinking",
}  # fmt: skip
GROUPS = tuple(dict.fromkeys(_GROUPS.values()))
_OPENERS = frozenset(("that", "if", "whether", "how", "why", "what"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
_CITING = frozenset(("accord", "per", "via"))
_SURE = 0.999


def traits(words: Words, blocks: Blocks, one: Attribution) -> dict[str, float]:
    """Return what is looked at, by name."""
    sure = min(_SURE, max(1 - _SURE, one.probability))
    length = sum(b - a for a, b in one.content)
    quoted = sum(blocks.quoted[i] >= 0 for a, b in one.content for i in range(a, b)) / length
    tops = [words.top(a, b) for a, b in one.content]
    first = words.lower[one.content[0][0]]
    group = _group(words, one)
    found = {
        "found": math.log(sure / (1 - sure)),
        "quoted": quoted > 0.3,
        "all quoted": quoted > 0.9,
        "clause": any(_clause(words, top) for top in tops),
        "that": first in _OPENERS,
        "to": first == "to",
        "noun": words.pos[tops[-1]] in _NOMINAL,
        "nobody": one.source is None,
        "pronoun": one.source is not None and words.pos[words.top(*one.source)] == "PRON",
        "length": math.log(length),
        "behind": one.content[0][0] > one.cue[0],
        "passive": any(words.dep[k] == "auxpass" for k in words.children[one.token]),
        "participle": words.tag[one.token] == "VBG",
    }
    return {name: float(value) for name, value in found.items()} | {
        name: float(name == group) for name in GROUPS
    }


def _clause(words: Words, top: int) -> bool:
    return words.pos[top] in ("VERB", "AUX") and words.child(top, "nsubj", "nsubjpass", "expl") is not None


def _group(words: Words, one: Attribution) -> str | None:
    for i in range(*one.cue):
        lemma = words.lemma[i]
        if lemma in KIND and (words.pos[i] != "ADP" or lemma in _CITING):
            return _GROUPS[KIND[lemma]]
    return None


def probability(words: Words, blocks: Blocks, one: Attribution) -> float:
    """Return how likely a reader would mark the attribution as speech."""
    weights = _weights()
    score = weights["bias"] + sum(weights[name] * value for name, value in traits(words, blocks, one).items())
    return 1 / (1 + math.exp(-score))


@cache
def _weights() -> dict[str, float]:
    file = resources.files("crosslight") / "models" / "told.json"
    if not file.is_file():
        raise PipelineError("model told: file not found")
    found: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return found
