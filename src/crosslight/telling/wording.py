"""How outlets word the same act: by which verb or noun, who acts in it, and in what manner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from crosslight.model import Contrast, Point, Span, Wording
from crosslight.parsing.nouns import is_person
from crosslight.telling.acts import Telling, is_act
from crosslight.telling.synonyms import near

# Two acts without a common agent are one where so many things that take part are the same in linked
# statements; one more where the statements are not linked. Chosen by eye on the seeds and on stories of basil
# with an even number.
THINGS = 2
# Groups of acts join where so many words are the same of those that each is known by. Chosen by eye on a
# story of 25 reports of groundnews2025, which is one act otherwise.
KNOWN = 2
# Shorter nouns share their first letters with a verb by chance ("man", "manage").
SHORTEST = 6
# The words that articles share in naming an act; more are left out of the reason.
SHOWN = 4


def wording(acts: Sequence[Sequence[Telling]], points: Sequence[Point]) -> tuple[Wording, ...]:
    """Return which of the acts of each article two of them tell in other words, those of most first.

    Acts are one where statements that are linked tell them with the same agent or by the same word, and
    something else that takes part is the same too. What else in the story is told of the same agent and
    the same things joins them. Verbs of saying are left to `attributions`.
    """
    found = [[t for t in its if not t.cue] for its in acts]
    verbs = [{t.stem for t in its if t.act.form != "noun"} for its in found]
    told = [
        t
        for n, its in enumerate(found)
        for t in its
        if t.act.form != "noun" or is_act(t.act.lemma) or _of_verb(t, n, verbs)
    ]
    by_sentence: dict[Span, list[int]] = {}
    for n, telling in enumerate(told):
        by_sentence.setdefault(telling.sentence, []).append(n)
    homes = _homes(points)
    groups = _cores(points, by_sentence, told)
    rows = []
    for group, more in zip(groups, _more(groups, told), strict=True):
        its = [told[n] for n in sorted((*group.members, *more))]
        outlets: dict[str, set[str]] = {}
        for n in group.members:
            for name in homes.get(told[n].sentence, ()):
                outlets.setdefault(name, set()).add(told[n].act.span.article)
        ids = tuple(name for name, articles in outlets.items() if len(articles) > 1)
        row = Wording(ids, tuple(t.act for t in its), _differ(its), _why(its))
        if row.differ:
            rows.append(row)
    return tuple(sorted(rows, key=_rank))


def _rank(row: Wording) -> tuple[int, bool, int]:
    """Return what rows are sorted by: most articles first, then those told with a manner."""
    articles = len({act.span.article for act in row.acts})
    return -articles, not any(act.manner and not act.quoted for act in row.acts), -len(row.differ)


def _of_verb(noun: Telling, article: int, verbs: Sequence[set[str]]) -> bool:
    """Tell whether a noun is of a verb that another article has, and not who does it ("investigator")."""
    lemma = noun.act.lemma
    if len(lemma) < SHORTEST or lemma.endswith(("er", "or", "ee", "ist")) or is_person(lemma):
        return False
    return any(noun.stem in its for n, its in enumerate(verbs) if n != article)


def _homes(points: Sequence[Point]) -> Mapping[Span, list[str]]:
    homes: dict[Span, list[str]] = {}
    for point in points:
        if len({s.span.article for s in point.statements}) > 1:
            for statement in point.statements:
                homes.setdefault(statement.span, []).append(point.id)
    return homes


class _Group:
    """Acts that are one, and the words that half of them or more have: what the act is known by."""

    def __init__(self, members: Sequence[int], told: Sequence[Telling]) -> None:
        self.members = list(members)
        counts = Counter(key for n in members for key in told[n].keys)
        self.known = frozenset(key for key, count in counts.items() if 2 * count >= len(self.members))

    def takes(self, keys: frozenset[str]) -> bool:
        """Tell whether enough of what the act is known by is among these words."""
        return len(self.known & keys) >= KNOWN


def _cores(
    points: Sequence[Point], by_sentence: Mapping[Span, Sequence[int]], told: Sequence[Telling]
) -> list[_Group]:
    """Join the acts of linked statements that are one: of each sentence the best match in another.

    Where links are many, one act would drag the next along; so groups join only where they are known by
    the same words.
    """
    links = {(k.a, k.b) for point in points for k in point.links if k.relation != "dispute"}
    pairs = [
        pair for a, b in links for pair in _matches(by_sentence.get(a, ()), by_sentence.get(b, ()), told)
    ]
    group_of: dict[int, _Group] = {}
    for _, a, b in sorted(set(pairs), key=lambda pair: (-pair[0], pair[1:])):
        one, other = (group_of.get(n) or _Group([n], told) for n in (a, b))
        alone = len(one.members) == len(other.members) == 1
        if one is not other and (alone or len(one.known & other.known) >= KNOWN):
            joined = _Group([*one.members, *other.members], told)
            group_of.update(dict.fromkeys(joined.members, joined))
    groups = {id(group): group for _, group in sorted(group_of.items())}
    return list(groups.values())


def _matches(a: Sequence[int], b: Sequence[int], told: Sequence[Telling]) -> Iterator[tuple[int, int, int]]:
    """Yield, with how alike they are, the acts of two linked sentences that are one, each act once."""
    pairs = sorted(((_linked(told[i], told[j]), i, j) for i in a for j in b), key=lambda pair: -pair[0])
    taken: set[int] = set()
    for score, i, j in pairs:
        if score and not {i, j} & taken:
            taken |= {i, j}
            yield score, i, j


def _more(groups: Sequence[_Group], told: Sequence[Telling]) -> list[list[int]]:
    """Return for each group what else in the story tells of the same act; nothing is in two groups."""
    home = {n: number for number, group in enumerate(groups) for n in group.members}
    # Only acts in which something is the same can be one.
    by_thing: dict[str, list[int]] = {}
    for n in home:
        for thing in told[n].things:
            by_thing.setdefault(thing, []).append(n)
    for n, telling in enumerate(told):
        if n not in home:
            near = {m for thing in telling.things for m in by_thing.get(thing, ())}
            score, best = max(((_anywhere(telling, told[m]), -home[m]) for m in near), default=(0, 0))
            if score and groups[-best].takes(telling.keys):
                home[n] = -best
    # "The raids" and "the Israeli raids on the mosque" are the same in one article.
    nouns = {noun: number for n, number in home.items() if (noun := _noun(told[n]))}
    for n, telling in enumerate(told):
        noun = _noun(telling)
        if n not in home and noun in nouns:
            home[n] = nouns[noun]
    more: list[list[int]] = [[] for _ in groups]
    held = {n for group in groups for n in group.members}
    for n, number in home.items():
        if n not in held:
            more[number].append(n)
    return more


def _noun(telling: Telling) -> tuple[str, str] | None:
    act = telling.act
    return (act.span.article, act.lemma) if act.form == "noun" else None


def _linked(a: Telling, b: Telling) -> int:
    """Return how alike two acts in linked statements are, 0 where they are not one."""
    agents, things = a.agents & b.agents, common(a.others, b.others)
    if a.stem == b.stem:
        return 4 + len(agents) + things
    if a.agents and b.agents and not agents:
        return 0
    if (agents or things) and synonyms(a, b):
        return 3 + len(agents) + things
    if agents and (touching(a, b) or things >= THINGS):
        return 2 + things
    return things if things >= THINGS else 0


def synonyms(a: Telling, b: Telling) -> bool:
    """Tell whether two verbs, or two nouns, can stand for each other."""
    if (a.act.form == "noun") != (b.act.form == "noun"):
        return False
    return near(a.act.lemma, b.act.lemma, "noun" if a.act.form == "noun" else "verb")


def _anywhere(a: Telling, b: Telling) -> int:
    """Return how alike two acts are wherever in the story they are told, 0 where they are not one."""
    if a.agents and b.agents and not a.agents & b.agents:
        return 0
    things, upon = common(a.others, b.others), touching(a, b)
    if upon and (a.agents & b.agents & a.names & b.names or a.stem == b.stem):
        return 1 + things + 2 * (a.stem == b.stem)
    return things if things > THINGS else 0


def common(a: Sequence[frozenset[str]], b: Sequence[frozenset[str]]) -> int:
    """Return how many things of one act take part in the other."""
    return min(sum(any(x & y for y in b) for x in a), sum(any(x & y for x in a) for y in b))


def touching(a: Telling, b: Telling) -> bool:
    """Tell whether what is acted upon in one of two acts takes part in the other."""
    return bool(a.patients & b.things or b.patients & a.things)


def _differ(its: Sequence[Telling]) -> tuple[Contrast, ...]:
    """Return in what two articles differ in their own voice: what each quotes is the speaker's wording."""
    kinds: dict[Contrast, dict[str, set[str]]] = {"word": {}, "construction": {}, "manner": {}}
    for telling in its:
        if not telling.act.quoted:
            article = telling.act.span.article
            kinds["word"].setdefault(article, set()).add(telling.act.lemma)
            kinds["construction"].setdefault(article, set()).add(telling.act.form)
            kinds["manner"].setdefault(article, set()).update(telling.manner)
    return tuple(
        kind for kind, sets in kinds.items() if any(x != y for x, y in combinations(sets.values(), 2))
    )


def _why(its: Sequence[Telling]) -> tuple[str, ...]:
    """Return in words what the acts of different articles share."""
    called = {key: word for t in reversed(its) for key, word in (*t.called.items(), (t.stem, t.act.lemma))}
    kinds: tuple[tuple[str, Callable[[Telling], frozenset[str]]], ...] = (
        ("the same word", lambda t: frozenset((t.stem,))),
        ("who acts", lambda t: t.agents),
        ("who or what else takes part", lambda t: t.things),
    )
    reasons = []
    for what, keys in kinds:
        articles: dict[str, set[str]] = {}
        for telling in its:
            for key in keys(telling):
                articles.setdefault(key, set()).add(telling.act.span.article)
        shared = sorted((-len(its), key) for key, its in articles.items() if len(its) > 1)[:SHOWN]
        if shared:
            reasons.append(f"{what}: {', '.join(called.get(key, key) for _, key in shared)}")
    return tuple(reasons)
