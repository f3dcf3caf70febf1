"""Reporting verbs: the lemma of a cue, and what that word by itself conveys.

The kinds follow C. R. Caldas-Coulthard, "On reporting reporting" (in M. Coulthard, ed., Advances in
Written Text Analysis, 1994), who sets neutral verbs ("say", "tell") apart from those by which a reporter
also says how the words were meant ("claim", "insist", "admit", "accuse"); verbs that take what is said
for true ("reveal", "point out") are the factives of P. and C. Kiparsky, "Fact" (1970), and K. Hyland,
"Activity and evaluation" (2002). Each kind is filled with the synonyms that WordNet 3.0 gives its first
words. A kind describes the word; which word fits is for the reader to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosslight.aligning.terms import sentences_in
from crosslight.model import Parsed, Span, Word

KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(lemma.strip() for lemma in lemmas.split(","))
    for kind, lemmas in {
        "neutral": """say, tell, state, report, write, add, ask, answer, reply, respond, comment, remark,
            mention, speak, talk, quote, cite, continue, go on, recall, recount, describe, call, announce,
            declare, publish, post, tweet, inform, brief, relate, testify, note, observe, accord, according,
            per, via, statement, message, letter, interview, read, express, discuss, address, release, issue,
            broadcast, relay, narrate, hear, put, :""",
        "doubting": """claim, allege, purport, profess, pretend, suggest, imply, insinuate, hint, speculate,
            reportedly, allegedly, supposedly, purportedly, apparently, allegation, rumor, rumour, alleged,
            purported, supposed""",
        "insisting": """insist, assert, maintain, contend, argue, affirm, reaffirm, reiterate, repeat, stress,
            emphasize, emphasise, underline, underscore, swear, aver, avow, avouch, assertion, insistence,
            contention, argument, defend, protest""",
        "conceding": """admit, concede, acknowledge, confess, allow, grant, own up, admission, confession,
            apologize, apologise, regret""",
        "denying": """deny, reject, dismiss, dispute, refute, rebut, repudiate, disavow, contradict, disagree,
            rule out, disclaim, denial, rejection, object, oppose, decline, refuse, counter""",
        "presenting": """reveal, disclose, point out, confirm, explain, show, find, prove, establish,
            discover, indicate, demonstrate, clarify, verify, know, realize, realise, learn, conclude,
            confirmation, revelation, finding, highlight""",
        "blaming": """accuse, blame, condemn, criticize, criticise, denounce, slam, blast, charge, fault,
            decry, deplore, lambast, lambaste, rebuke, chide, rip, complain, mock, accusation, criticism,
            complaint, condemnation, lament, attack, assail, lash out""",
        "warning": "warn, threaten, caution, alert, warning, threat",
        "asking": """urge, demand, call for, call on, order, request, appeal, beg, plead, press, propose,
            recommend, advise, instruct, invite, want, seek, advocate, proposal, question, wonder, inquire,
            enquire""",
        "promising": """promise, pledge, vow, commit, guarantee, assure, offer, agree, accept, plan, intend,
            aim, undertake""",
        "thinking": """think, believe, expect, hope, fear, consider, feel, suppose, doubt, assume, estimate,
            predict, forecast, guess, suspect, view, see, understand, worry, regard, anticipate, belief,
            opinion, project, concern, decide""",
    }.items()
}
"""Kind to lemmas."""

HEDGES = KINDS["doubting"] | {"accuse", "say", "deny", "accord"}
"""Words that put a sentence on somebody's word, even where it is not found whose and how much of it."""

_KIND = {lemma: kind for kind, lemmas in KINDS.items() for lemma in lemmas}
# In "has been said to believe" these only carry the verb.
_LIGHT = frozenset(
    ("be", "have", "do", "will", "would", "can", "could", "may", "might", "must", "shall", "should")
)


def lemma_and_kind(parsed: Parsed, cue: Span) -> tuple[str, str]:
    """Return the lemma of a cue and its kind, `other` where no list has it.

    Of several words it is the first that a list has, with its particle where that makes another word
    ("point out", "call for"); else the first verb, else the first word.
    """
    words = [
        w for s in sentences_in(parsed, cue) for w in s.words if cue.start <= w.start and w.end <= cue.end
    ]
    for lemma in _lemmas(words):
        if lemma in _KIND:
            return _written(lemma), _KIND[lemma]
    named = [w for w in words if w.pos == "VERB"] or [w for w in words if w.text.isalpha()] or words
    return (named[0].lemma if named else parsed.article.quote(cue).casefold()), "other"


def _lemmas(words: Sequence[Word]) -> Iterator[str]:
    for word, after in zip(words, (*words[1:], None), strict=True):
        if after is not None:
            yield f"{word.lemma} {after.text.casefold()}"
        if word.lemma not in _LIGHT:
            yield word.lemma


def _written(lemma: str) -> str:
    return {"accord": "according to", "according": "according to"}.get(lemma, lemma)
