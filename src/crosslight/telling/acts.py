"""Acts: the verbs and the nouns by which a sentence tells that something was done, by whom, to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosslight.aligning.bags import STEM
from crosslight.aligning.terms import FUNCTION, fold
from crosslight.model import Act, Construction, Parsed, Sentence, Span, Word
from crosslight.parsing.verbs import KIND
from crosslight.telling.countries import country
from crosslight.telling.lexicon import listed
from crosslight.telling.places import marked, within

# What the parser calls the subject and the object of a verb.
_SUBJECT = frozenset(("nsubj", "csubj"))
_OBJECT = frozenset(("dobj", "obj", "dative", "oprd"))
# Parts of a noun phrase that are a clause or a thing of their own.
_CLAUSES = frozenset(("relcl", "acl", "advcl", "appos", "conj", "cc", "parataxis", "ccomp", "punct"))
_MODIFIERS = frozenset(("det", "amod", "compound", "nmod", "nummod", "poss", "predet", "quantmod"))
_TIMES = frozenset(("DATE", "TIME"))
_PEOPLES = frozenset(("NORP", "GPE"))
# Verbs by which nothing is done, or anything: the noun beside them tells the act.
_LIGHT = frozenset(
    """be have do get make take give go come keep let seem appear become remain need use include involve
    contain begin start continue follow occur happen represent mean lead cause coincide""".split()
)
# Nouns of acts whose owner suffers them: "his arrest".
_SUFFERED = frozenset(
    """abduction arrest assassination conviction death deportation detention dismissal displacement eviction
    execution expulsion imprisonment injury killing murder ouster release removal shooting slaying
    trial""".split()
)
# Adverbs of time and of how often.
_WHEN = frozenset(
    """recently currently previously initially early daily weekly monthly nightly yearly annually originally
    formerly finally immediately newly only eventually subsequently presently shortly simultaneously
    ultimately usually regularly occasionally rarely lately publicly officially jointly formally""".split()
)
# Nouns of acts that violence, rule, protest, trade and politics are told by, most of them verbs too. What
# is not here is an act where another article of the story has a verb of the same stem.
_NOUNS = frozenset(
    """abduction abuse accusation acquisition aggression agreement airstrike ambush annexation arrest
    assassination assault attack attempt ban barrage battle blast block blockade bomb bombardment bombing
    boycott breach campaign capture ceasefire charge clampdown clash clearance closure collapse collision
    confrontation conquest conviction coup crackdown crash cut deal death decision defeat delay demolition
    demonstration deployment deportation destruction detention dismissal displacement donation drop
    election escalation evacuation eviction execution exit expansion explosion expulsion fall fight
    fighting fire firing flight fraud freeze genocide harassment hike hit imprisonment increase incursion
    infiltration injury intervention intrusion invasion investigation killing launch lawsuit layoff
    liberation looting loss march massacre meeting merger murder negotiation occupation offensive operation
    ouster overthrow pardon prosecution protest provocation pullout purchase purge pursuit push raid rally
    rape rebellion reduction release removal repression reprisal rescue resignation response restriction
    retaliation retreat return reversal riot rise rout ruling sabotage sale sanction search seizure
    sentence settlement shelling shooting shutdown siege slaughter slaying spill stabbing strike
    suppression surge surrender suspension sweep takeover talk theft threat torture trade transfer trial
    uprising vandalism veto violation violence visit vote withdrawal""".split()
)


@dataclass(frozen=True, slots=True)
class Telling:
    """An act, and the folded words by which it is known again in other words.

    `agents` are of who acts, of them `names` of names and peoples; `patients` of what is acted upon,
    `others` of each thing that takes part, what is acted upon among them; `called` tells how the article
    writes them. `sentence` is where it stands. `cue` is true where the word only carries what somebody
    says.
    """

    act: Act
    sentence: Span
    stem: str
    agents: frozenset[str]
    names: frozenset[str]
    patients: frozenset[str]
    others: tuple[frozenset[str], ...]
    called: Mapping[str, str]
    manner: frozenset[str] = frozenset()
    cue: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """All words by which the act is known: of who acts, of what takes part, and its own."""
        return self.agents | self.things | {self.stem}

    @property
    def things(self) -> frozenset[str]:
        """The words of all that takes part beside who acts."""
        return frozenset().union(*self.others)


def acts(parsed: Parsed) -> tuple[Telling, ...]:
    """Return the acts of an article in the order of its text, without those in noise."""
    marks = marked(parsed)
    cues = frozenset(
        (speech.cue.field, at)
        for speech in parsed.speech
        if speech.cue
        for at in range(speech.cue.start, speech.cue.end)
    )
    found: list[Telling] = []
    for sentence in parsed.sentences:
        if sentence.noise is None:
            found += _Tree(sentence, marks, cues).acts()
    return tuple(found)


def is_act(noun: str) -> bool:
    """Tell whether a noun by itself tells of an act."""
    return noun in _NOUNS


class _Tree:
    """The parse of one sentence, walked from its words."""

    def __init__(self, sentence: Sentence, marks: Sequence[Span], cues: frozenset[tuple[str, int]]) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self._marks = marks
        self._cues = cues
        self._listed = {n for one in listed(self.words) for n in range(one.first, one.last + 1)}
        self._below: list[list[int]] = [[] for _ in self.words]
        for n, word in enumerate(self.words):
            if word.head != n:
                self._below[word.head].append(n)

    def acts(self) -> Iterator[Telling]:
        """Yield the acts of the sentence."""
        for n, word in enumerate(self.words):
            # Capitals throughout are a dateline or an abbreviation.
            if not word.lemma.isalpha() or (word.text.isupper() and len(word.text) > 1):
                continue
            if word.pos == "VERB" and word.lemma not in _LIGHT and not self._modifies(n):
                yield self._verb(n)
            elif word.dep != "compound" and (word.pos == "NOUN" or is_act(word.lemma)):
                # Titles write nouns with a capital: "Al Aqsa Raids".
                yield self._noun(n)

    def _modifies(self, n: int) -> bool:
        """Tell whether a participle only describes ("in occupied X"); the parser takes some for verbs."""
        word = self.words[n]
        before = self.words[n - 1].pos if n else ""
        return word.dep in ("amod", "compound") or (word.tag in ("VBN", "VBD") and before == "ADP")

    def _verb(self, n: int) -> Telling:
        below = self._below[n]
        passive = self._passive(n)
        # "Was shot and killed by police": who acts is told once for both.
        both = [n, *(c for c in below if self.words[c].dep == "conj" and self._passive(c))]
        by = [
            g
            for verb in (both if passive else [n])
            for c in self._below[verb]
            if self.words[c].dep == "agent"
            for g in self._below[c]
            if self._acts(g)
        ]
        agent = by[0] if by else None if passive else self._subject(n)
        patient = self._patient(n, passive)
        form: Construction = ("passive" if by else "agentless") if passive else "active"
        others = [patient] if patient is not None else []
        others += self._through(n)
        if patient is not None:
            others += self._through(patient)
        manner = [
            c
            for c in below
            if self.words[c].dep == "advmod"
            and self.words[c].text.endswith("ly")
            and self.words[c].lemma not in _WHEN
        ]
        return self._telling(n, form, agent, patient, manner, others)

    def _acts(self, n: int) -> bool:
        """Tell whether what stands behind "by" may act: no time, and no other act ("by raising taxes")."""
        return self.words[n].dep == "pobj" and self.words[n].entity not in _TIMES

    def _passive(self, n: int) -> bool:
        if any(self.words[c].dep in ("nsubjpass", "auxpass") for c in self._below[n]):
            return True
        # "The men arrested on Friday" tells by whom as little as a passive; "was shot and killed" is one.
        word = self.words[n]
        return word.tag == "VBN" and (word.dep == "acl" or (word.dep == "conj" and self._passive(word.head)))

    def _noun(self, n: int) -> Telling:
        below = self._below[n]
        people = [c for c in below if self.words[c].dep == "amod" and self.words[c].entity in _PEOPLES]
        owner = [c for c in below if self.words[c].dep == "poss" and self.words[c].entity not in _TIMES]
        by = [g for c in below if self.words[c].lemma == "by" for g in self._below[c] if self._acts(g)]
        agent = next(iter((*by, *(() if self.words[n].lemma in _SUFFERED else owner), *people)), None)
        through = self._through(n)
        patient = next((c for c in through if self.words[self.words[c].head].lemma in _UPON), None)
        named = [c for c in below if self.words[c].dep in ("compound", "nmod") and c != agent]
        patient = (
            patient if patient is not None else next(iter((*(c for c in owner if c != agent), *named)), None)
        )
        # Of the adjectives of a noun those that only describe are no manner: "the second raid".
        manner = [c for c in below if self.words[c].dep == "amod" and c in self._listed]
        return self._telling(n, "noun", agent, patient, manner, (*through, *named))

    def _subject(self, n: int) -> int | None:
        """Return the subject of a verb, or of the verb that it goes on from or depends on."""
        for _ in range(len(self.words)):
            subject = next((c for c in self._below[n] if self.words[c].dep in _SUBJECT), None)
            if subject is not None:
                if self.words[subject].tag == "WDT" or self.words[subject].lemma in ("who", "that", "which"):
                    return self.words[n].head if self.words[n].dep == "relcl" else None
                return subject
            if self.words[n].dep not in ("conj", "xcomp", "advcl", "pcomp") or self.words[n].head == n:
                return None
            # "By attacking" hangs on its preposition. Of a verb in the passive, its subject does not act in
            # what goes on from it either.
            n = self.words[n].head if self.words[n].dep != "pcomp" else self.words[self.words[n].head].head
            if any(self.words[c].dep == "auxpass" for c in self._below[n]):
                return None
        return None

    def _patient(self, n: int, passive: bool) -> int | None:
        kinds = ("nsubjpass",) if passive else _OBJECT
        found = next((c for c in self._below[n] if self.words[c].dep in kinds), None)
        if found is None and passive and self.words[n].dep == "acl":
            return self.words[n].head
        if found is None and passive and self.words[n].dep == "conj":
            return self._patient(self.words[n].head, passive)
        return found

    def _through(self, n: int) -> list[int]:
        """Return what a word reaches by a preposition, its agent ("by") left out."""
        found = []
        for c in self._below[n]:
            if self.words[c].dep in ("prep", "dative") and self.words[c].lemma != "by":
                # "From inside the hall" is two prepositions.
                inner = [g for g in self._below[c] if self.words[g].dep == "prep"]
                below = [g for p in (c, *inner) for g in self._below[p]]
                found += [
                    g
                    for g in below
                    if self.words[g].dep in ("pobj", "pcomp") and self.words[g].entity not in _TIMES
                ]
        return found

    def _telling(
        self,
        n: int,
        form: Construction,
        agent: int | None,
        patient: int | None,
        manner: Sequence[int],
        others: Sequence[int],
    ) -> Telling:
        word = self.words[n]
        own = self._span(n, n)
        first, last = min((n, *manner)), max((n, *manner))
        if form != "agentless" and form != "passive" and patient is not None:
            left, right = self._bounds(patient)
            # What stands far away is told by its own place.
            if left - last < REACH and first - right < REACH:
                first, last = min(first, left), max(last, right)
        act = Act(
            own,
            self._span(first, last),
            word.lemma,
            form,
            self._phrase(agent),
            self._phrase(patient),
            tuple(self._span(c, c) for c in manner),
            any(within(own, self._marks)),
        )
        agents = self._keys([agent] if agent is not None else [])
        names = self._keys([agent] if agent is not None else [], named=True)
        lemma = fold(word.lemma)
        cue = word.lemma in KIND and (own.field, own.start) in self._cues
        things = [keys for other in dict.fromkeys(others) if (keys := self._keys([other]))]
        patients = self._keys([patient] if patient is not None else [], bare=True)
        where = self.sentence.span
        told = frozenset(self.words[c].lemma for c in manner)
        called = {key(w): w.text for w in self.words if _carries(w)}
        return Telling(act, where, lemma[:STEM], agents, names, patients, tuple(things), called, told, cue)

    def _phrase(self, n: int | None) -> Span | None:
        return None if n is None else self._span(*self._bounds(n))

    def _bounds(self, n: int) -> tuple[int, int]:
        """Return the first and last word of a noun with what stands before it."""
        first = n
        for c in self._below[n]:
            if self.words[c].dep in _MODIFIERS and c < n:
                first = min(first, self._first(c))
        return first, n

    def _first(self, n: int) -> int:
        return min((n, *(self._first(c) for c in self._below[n] if c < n)))

    def _span(self, first: int, last: int) -> Span:
        where = self.sentence.span
        return Span(where.article, where.field, self.words[first].start, self.words[last].end)

    def _keys(self, heads: Sequence[int], named: bool = False, bare: bool = False) -> frozenset[str]:
        """Return the content words of noun phrases, times and clauses left out.

        Only those of names where `named`, only those before their nouns where `bare`.
        """
        found: set[str] = set()
        waiting = list(heads)
        while waiting:
            n = waiting.pop()
            word = self.words[n]
            if _carries(word) and (word.entity or word.pos == "PROPN" or not named):
                found.add(key(word))
            waiting += [
                c
                for c in self._below[n]
                if self.words[c].dep not in _CLAUSES
                and self.words[c].entity not in _TIMES
                and not (bare and self.words[c].dep == "prep")
            ]
        return frozenset(found)


# An object further from its verb than so many words is not shown with it: what lies between would be longer
# than the act. Set by eye.
REACH = 4
# Prepositions behind a noun of an act that lead to whom it is done to.
_UPON = frozenset(("of", "on", "against", "at", "in", "into", "over", "to", "with"))


def key(word: Word) -> str:
    """Return what a word is known by: the country of a people, else the first letters of its lemma."""
    own = country(word.text)
    return (own[0] if own else fold(word.lemma))[: STEM + 1]


def _carries(word: Word) -> bool:
    return (
        word.pos in ("NOUN", "PROPN", "ADJ", "VERB", "NUM")
        and word.lemma.casefold() not in FUNCTION
        and any(c.isalnum() for c in word.text)
    )
