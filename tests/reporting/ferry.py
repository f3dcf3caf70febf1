"""An invented ferry fire in an invented harbour, told by three invented outlets, as a finished dossier."""

# ruff: noqa: E501 - article text and rows of facts read best on one line

from __future__ import annotations

import re
from dataclasses import replace

from crosslight.model import (
    Actor,
    Article,
    Attribution,
    Dossier,
    Edit,
    Event,
    Figure,
    FigurePair,
    Link,
    Moment,
    Name,
    Naming,
    Noise,
    Omission,
    Origin,
    OriginKind,
    Parsed,
    Point,
    Quotation,
    Relation,
    Sentence,
    Share,
    Span,
    Speaker,
    Speech,
    Statement,
    Status,
    Unread,
    Verb,
    Voiced,
)

COURIER = Article(
    id="courier",
    outlet="Ansel Courier",
    headline="Ferry fire off Port Ansel kills 12",
    published="2031-03-05",
    url="https://courier.example/ferry",
    language="en",
    byline="Ilse Marrow",
    text="""PORT ANSEL — A fire on the ferry Maribel killed at least 12 people off Port Ansel on Tuesday night, the coastguard said.

The ship carried 214 passengers and 31 crew. It left the island of Corrow at 9 p.m. for the two-hour crossing.

READ MORE: Ten things to know about the Corrow strait

"We found the engine room door locked from outside," Captain Oda Brandt told reporters on the quay. "Nobody could have opened it."

The operator, Strait Lines, denied that any door was locked. Strait Lines said its crew followed every rule that night.

The fire began in the engine room, the Harbour Authority said in a statement. It had inspected the Maribel in January.

Nobody has been arrested. Divers will go down again on Thursday.

The Maribel was built in 1998 and refitted at a cost of $4 million.

Share this article""",
)
POST = Article(
    id="post",
    outlet="The Meridian Post",
    headline="Fourteen dead as Corrow ferry burns",
    published="2031-03-05T08:30:00+00:00",
    url="https://post.example/2031/corrow",
    language="en",
    text="""Fourteen people died when a ferry caught fire in the Corrow strait late on Tuesday, according to hospital officials.

The vessel had 214 passengers aboard, and a crew of about 30.

The blaze started in the engine room, according to a statement by the Harbour Authority.

Captain Oda Brandt said rescuers had found the engine room door "locked from the outside" and that "no one could have opened it".

Strait Lines rejected the claim. "No door on the Maribel was locked," the company said.

Police have made no arrests.

Families waited through the night in the town hall of Port Ansel. Mayor Teodor Vance called it the darkest day in the history of the town.

Divers return to the wreck later this week.

The burned boat is insured for 11 million euros.""",
)
WIRE = Article(
    id="wire",
    outlet="Northern Wire",
    headline="At least a dozen killed in ferry blaze",
    published="2031-03-04",
    language="en",
    text="""At least a dozen people were killed on Tuesday evening when the ferry Maribel burned off the coast of Port Ansel, the coastguard said.

More than 200 people were on board, most of them returning from the spring market on Corrow.

The coastguard sent four boats and two helicopters. The last passenger was taken off the ship shortly before midnight.

No one has been detained in connection with the fire, a police spokeswoman said.

Strait Lines runs six ferries on the route. A smaller fire on its ship Anneke in 2029 hurt nobody.""",
)
PHARE = Article(
    id="phare",
    outlet="Le Phare d'Ansel",
    headline="Incendie du ferry : douze morts",
    published="2031-03-05",
    language="fr",
    text="Douze personnes sont mortes mardi soir dans l'incendie du ferry Maribel au large de Port-Ansel.",
)
COPY = Article(
    id="evening",
    outlet="Evening Lamp",
    headline="Ferry blaze kills at least a dozen",
    published="2031-03-05",
    language="en",
    text=WIRE.text.split("\n\n")[0],
)
ARTICLES = {article.id: article for article in (COURIER, POST, WIRE, COPY, PHARE)}

_SENTENCE = re.compile(r'[^\n]+?(?:[!?]|(?<!p\.m)(?<!a)(?<! p)\.)"?(?=\s|$)|[^\n]+')


def words(article: str, text: str, nth: int = 0) -> Span:
    """Return the span of these words in an article's text."""
    start = -1
    for _ in range(nth + 1):
        start = ARTICLES[article].text.index(text, start + 1)
    return Span(article, "text", start, start + len(text))


def inside(article: str, text: str, part: str) -> Span:
    """Return the span of a part of these words."""
    place = words(article, text)
    start = place.start + text.index(part)
    return Span(article, "text", start, start + len(part))


def _before(article: str, text: str) -> Span:
    """Return the empty span before these words."""
    start = words(article, text).start
    return Span(article, "text", start, start)


def headline(article: str, text: str = "") -> Span:
    """Return the span of these words (by default all) in an article's headline."""
    whole = ARTICLES[article].headline
    start = whole.index(text) if text else 0
    return Span(article, "headline", start, start + len(text or whole))


def sentence(article: str, text: str) -> Span:
    """Return the span of the sentence that holds these words."""
    place = words(article, text)
    return next(s for s in sentences(ARTICLES[article]) if s.field == "text" and s.covers(place))


def sentences(article: Article) -> list[Span]:
    """Return the sentences of an article, those of the headline first."""
    spans = [Span(article.id, "headline", 0, len(article.headline))] if article.headline else []
    for match in _SENTENCE.finditer(article.text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        spans.append(Span(article.id, "text", start, match.end()))
    return spans


def _parsed(article: Article, compared: bool = True) -> Parsed:
    text = article.text
    noise = [
        Noise(words(article.id, line), why)
        for line, why in (
            ("READ MORE: Ten things to know about the Corrow strait", "link to another article"),
            ("Share this article", "share prompt"),
        )
        if line in text
    ]
    why = {n.span: n.why for n in noise}
    speech = []
    if article is COURIER:
        content = words("courier", '"We found the engine room door locked from outside,"')
        speech.append(
            Speech(
                "courier",
                words("courier", "Captain Oda Brandt"),
                "Captain Oda Brandt",
                words("courier", "told reporters"),
                (content, words("courier", '"Nobody could have opened it."')),
                "direct",
                0.97,
            )
        )
        speech.append(Speech("courier", None, None, None, (headline("courier"),), "indirect", 0.2))
    return Parsed(
        article=article,
        language=article.language,
        headline=headline(article.id),
        sentences=tuple(Sentence(s, (), why.get(s)) for s in sentences(article)) if compared else (),
        noise=tuple(noise),
        actors=(Actor("Strait Lines", "body", (words(article.id, "Strait Lines"),)),)
        if "Strait Lines" in text
        else (),
        speech=tuple(speech),
        figures=(
            Figure(words("courier", "12"), 12, 12, None, "", "person", "at least"),
            Figure(headline("courier", "12"), 12, 12, 12, "", ""),
        )
        if article is COURIER
        else (),
        moments=(
            Moment(words("courier", "Tuesday night"), "TIME", "2031-03-04TNI", "2031-03-04", "2031-03-04"),
        )
        if article is COURIER
        else (),
    )


def _point(
    number: int, status: Status, said: list[tuple[Span, str]], links: list[tuple[int, int, Relation, float, str]],
    origins: list[tuple[str, OriginKind, tuple[str, ...]]], differs: list[Span] | None = None,
) -> Point:  # fmt: skip
    outlets = dict.fromkeys(ARTICLES[span.article].outlet for span, _ in said)
    return Point(
        id=f"p{number}",
        status=status,
        statements=tuple(Statement(span, tuple(s for s in who.split(" < ") if s)) for span, who in said),
        outlets=tuple(outlets),
        origins=tuple(Origin(*origin) for origin in origins),
        links=tuple(
            Link(said[a][0], said[b][0], relation, probability, tuple(why.split("; ")))
            for a, b, relation, probability, why in links
        ),
        differs=tuple(differs or ()),
    )


def _points() -> list[Point]:
    lead = [sentence("courier", "killed at least 12"), sentence("post", "Fourteen people died"),
            sentence("wire", "At least a dozen")]  # fmt: skip
    return [
        _point(
            1, "conflicting",
            [(headline("courier"), ""), (lead[0], "the coastguard"), (headline("post"), ""),
             (lead[1], "hospital officials"), (headline("wire"), ""), (lead[2], "the coastguard"),
             (sentence("evening", "At least a dozen"), "the coastguard")],
            [(1, 3, "conflict", 0.86, "both: ferry, fire, Tuesday; A: 12 dead; B: fourteen dead"),
             (1, 5, "agree", 0.93, "both: coastguard, Maribel, Port Ansel, Tuesday; 12 and a dozen are equal"),
             (3, 5, "overlap", 0.58, "both: ferry, Tuesday; only A: Corrow strait; only B: Maribel"),
             (0, 2, "conflict", 0.7, "12 and fourteen are different"),
             (0, 4, "agree", 0.72, "12 and a dozen are equal")],
            [("coastguard", "source", ("courier", "wire", "evening")), ("hospital officials", "source", ("post",))],
            [words("courier", "at least 12"), words("courier", "night"), words("post", "Fourteen"),
             words("post", "in the Corrow strait"), words("post", "late"), words("post", "hospital officials"),
             words("wire", "At least a dozen"), words("wire", "evening"), headline("courier", "12"),
             headline("post", "Fourteen"), headline("post", "Corrow"), headline("wire", "At least a dozen")],
        ),
        _point(
            2, "corroborated",
            [(sentence("courier", "214 passengers"), ""), (sentence("post", "214 passengers"), ""),
             (sentence("wire", "More than 200"), "")],
            [(0, 1, "agree", 0.91, "both: 214 passengers, crew; 31 and about 30 are compatible"),
             (0, 2, "overlap", 0.55, "214 and more than 200 are compatible; only B: spring market"),
             (1, 2, "overlap", 0.34, "214 and more than 200 are compatible")],
            [("Ansel Courier", "own", ("courier",)), ("The Meridian Post", "own", ("post",)),
             ("Northern Wire", "agency", ("wire",))],
            [words("courier", "31"), words("post", "about 30"), words("wire", "More than 200 people"),
             words("wire", "most of them returning from the spring market on Corrow")],
        ),
        _point(
            3, "single",
            [(sentence("courier", "The fire began"), "Harbour Authority"),
             (sentence("post", "The blaze started"), "Harbour Authority")],
            [(0, 1, "agree", 0.95, "both: engine room, Harbour Authority, statement; same speaker")],
            [("Harbour Authority", "source", ("courier", "post"))],
            [words("courier", "fire began"), words("post", "blaze started")],
        ),
        _point(
            4, "disputed",
            [(sentence("courier", "We found"), "Captain Oda Brandt"),
             (sentence("courier", "Nobody could have"), "Captain Oda Brandt"),
             (sentence("courier", "denied that any door"), "Strait Lines"),
             (sentence("post", "locked from the outside"), "Captain Oda Brandt"),
             (sentence("post", "No door on the Maribel"), "Strait Lines")],
            [(0, 3, "agree", 0.9, "same speaker; both: engine room door, locked"),
             (0, 4, "dispute", 0.82, "Captain Oda Brandt against Strait Lines; both: door, locked; only B: no"),
             (2, 3, "dispute", 0.64, "Strait Lines against Captain Oda Brandt; both: door, locked"),
             (2, 4, "agree", 0.77, "same speaker; both: door, locked")],
            [("Captain Oda Brandt", "source", ("courier", "post")),
             ("Strait Lines", "source", ("courier", "post"))],
            [words("courier", "Nobody could"), words("post", "no one could")],
        ),
        _point(
            5, "corroborated",
            [(sentence("courier", "Nobody has been arrested"), ""), (sentence("post", "no arrests"), ""),
             (sentence("wire", "No one has been detained"), "unnamed: a police spokeswoman < Northern Wire")],
            [(0, 1, "agree", 0.81, "both: arrest, no"), (1, 2, "agree", 0.62, "arrest and detain; both: police, no")],
            [("Ansel Courier", "own", ("courier",)), ("police", "source", ("post", "wire"))],
            [words("post", "Police"), words("wire", "in connection with the fire"), words("wire", "detained")],
        ),
        _point(
            6, "corroborated",
            [(sentence("courier", "Divers will go"), ""), (sentence("post", "Divers return"), "")],
            [(0, 1, "overlap", 0.47, "both: divers; Thursday and later this week are compatible")],
            [("Ansel Courier", "own", ("courier",)), ("The Meridian Post", "own", ("post",))],
            [words("courier", "on Thursday"), words("post", "later this week")],
        ),
        *(
            _point(7 + i, "single", [(sentence(a, text), who)], [], [(ARTICLES[a].outlet, "own", (a,))])
            for i, (a, text, who) in enumerate(
                [
                    ("courier", "It left the island", ""),
                    ("courier", "Strait Lines said its crew", "Strait Lines"),
                    ("courier", "It had inspected", "Harbour Authority"),
                    ("courier", "was built in 1998", ""),
                    ("post", "Families waited", ""),
                    ("post", "Mayor Teodor Vance", "Mayor Teodor Vance"),
                    ("post", "insured for", ""),
                    ("wire", "four boats", ""),
                    ("wire", "The last passenger", ""),
                    ("wire", "Strait Lines runs", ""),
                    ("wire", "A smaller fire", ""),
                ]
            )
        ),
    ]  # fmt: skip


def dossier() -> Dossier:
    """Return the finished comparison: what every format is tested on."""
    points = _points()
    return Dossier(
        articles=tuple(_parsed(a, compared=a is not PHARE) for a in ARTICLES.values()),
        copies={"evening": "wire"},
        links=tuple(link for point in points for link in point.links),
        points=tuple(points),
        figures=(
            FigurePair(words("courier", "12"), words("post", "Fourteen"), "different", "12", "14", "", "people killed",
                       "at least 12 allows 14, but both say how many died by Wednesday"),
            FigurePair(words("courier", "12"), words("wire", "a dozen"), "equal", "12", "12", "", "people killed"),
            FigurePair(words("courier", "214"), words("post", "214"), "equal", "214", "214", "", "passengers"),
            FigurePair(words("courier", "31"), words("post", "about 30"), "compatible", "31", "30", "", "crew",
                       "about 30 allows 31"),
            FigurePair(words("courier", "Thursday"), words("post", "later this week"), "compatible", "2031-03-06",
                       "2031-W10", "", "divers return", "Thursday lies in the week"),
        ),
        timeline=(
            Event("2029-01-01", "2029-12-31", (words("wire", "2029"),), (sentence("wire", "A smaller fire"),)),
            Event("2031-01-01", "2031-01-31", (words("courier", "January"),), (sentence("courier", "inspected"),)),
            Event("2031-03-04", "2031-03-04",
                  (words("courier", "Tuesday night"), words("post", "Tuesday"), words("wire", "Tuesday evening")),
                  (sentence("courier", "killed at least 12"), sentence("post", "Fourteen people died"),
                   sentence("wire", "At least a dozen"))),
            Event("2031-03-06", "2031-03-06", (words("courier", "Thursday"),), (sentence("courier", "Divers"),)),
            Event("2031-03-05", "2031-03-09", (words("post", "later this week"),), (sentence("post", "Divers"),)),
            Event("", "", (words("wire", "shortly before midnight"),), (sentence("wire", "The last passenger"),)),
        ),
        quotes=(
            Quotation(
                "Captain Oda Brandt",
                (words("courier", '"We found the engine room door locked from outside,"'),
                 words("post", '"locked from the outside"')),
                (words("courier", "We found the engine room door"), inside("post", "the outside", "the")),
                (words("post", "rescuers had found the engine room door"),),
                (words("courier", '"We found the engine room door locked from outside,"'),),
                (Edit("reported", "beginning", words("courier", "We found the engine room door"), _before("post", "locked from the")),
                 Edit("added", "middle", _before("courier", "outside,"), inside("post", "the outside", "the"), shown=False)),
            ),
            Quotation(
                "Captain Oda Brandt",
                (words("courier", '"Nobody could have opened it."'), words("post", '"no one could have opened it"')),
                (words("courier", "Nobody"), words("post", "no one")),
            ),
            Quotation("Strait Lines", (words("post", '"No door on the Maribel was locked,"'),)),
            Quotation("Strait Lines", (words("courier", "its crew followed every rule that night"),)),
            Quotation("Mayor Teodor Vance", (words("post", "the darkest day in the history of the town"),)),
        ),
        speakers=(
            Speaker("Captain Oda Brandt", (
                Share("courier", (words("courier", "told"),), (words("courier", '"We found the engine room door locked from outside,"'),), (), 13, 0),
                Share("post", (inside("post", "Captain Oda Brandt said", "said"),), (words("post", '"locked from the outside"'),),
                      (words("post", "rescuers had found the engine room door"),), 10, 7),
            )),
            Speaker("unnamed: a police spokeswoman", (
                Share("wire", (sentence("wire", "No one has been detained"),), (), (sentence("wire", "No one has been detained"),), 0, 11),
            )),
        ),
        attributions=(
            Attribution("p5", "fact", (
                Voiced(sentence("courier", "Nobody has been arrested"), (), stated=True),
                Voiced(sentence("wire", "No one has been detained"), (), stated=False),
            )),
            Attribution("p4", "kind", (
                Voiced(sentence("courier", "denied that any door"), (Verb(words("courier", "denied"), "deny", "denying", "Strait Lines"),), stated=False),
                Voiced(sentence("post", "No door on the Maribel"), (Verb(inside("post", "the company said", "said"), "say", "neutral", "Strait Lines"),), stated=False),
            )),
            Attribution("p2", "apart", (Voiced(sentence("post", "214 passengers"), (), stated=True),)),
        ),
        naming=(
            Naming("ferry Maribel", "other", (
                Name("the ferry Maribel", (words("courier", "the ferry Maribel"), words("wire", "the ferry Maribel")),
                     (False, False)),
                Name("The burned boat", (words("post", "The burned boat"),), (False,)),
                Name("the Maribel", (words("courier", "the Maribel"), words("post", "the Maribel")), (False, True)),
            )),
            Naming("Strait Lines", "body", (
                Name("Strait Lines", tuple(words(a, "Strait Lines") for a in ("courier", "post", "wire")),
                     (False, False, False)),
            )),
        ),
        omissions=(Omission("p3", ("wire",)), Omission("p4", ("wire",)), Omission("p6", ("wire",))),
        unread=(
            Unread("phare", "language fr: only English is compared"),
            Unread("scan.pdf", "a PDF, not text"),
        ),
    )  # fmt: skip


def parted() -> Dossier:
    """The dossier, in which all links of the first wire's lede share no more than its middle."""
    told = dossier()
    lede, shared = sentence("wire", "At least a dozen"), words("wire", "the ferry Maribel burned")

    def part(link: Link) -> Link:
        a, b = ((shared,) if side == lede else (side,) for side in (link.a, link.b))
        return replace(link, a_parts=a, b_parts=b)

    return replace(
        told,
        links=tuple(map(part, told.links)),
        points=tuple(replace(p, links=tuple(map(part, p.links))) for p in told.points),
    )
