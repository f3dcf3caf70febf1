"""The cues by which noise gives itself away: what newsrooms and their page builders write around a report."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern sought in one sentence, and how far the noise reaches from it.

    `line`: only at the head of a line; `words`: of that line or sentence, at most; `after`: only behind
    this share of the lines; `unquoted`: not in a quotation; `back`, `on`: the line's sentences before and
    after it are noise as well.
    """

    why: str
    pattern: re.Pattern[str]
    line: bool = False
    words: int = 60
    after: float = 0.0
    unquoted: bool = False
    back: bool = False
    on: bool = False


def _starts(*ways: str) -> re.Pattern[str]:
    """Match at the start, in any case."""
    return re.compile(rf"^\W{{0,3}}(?:{'|'.join(ways)})", re.IGNORECASE)


def _whole(*ways: str) -> re.Pattern[str]:
    """Match the whole, in any case, whatever marks stand around it."""
    return re.compile(rf"^\W{{0,9}}(?:{'|'.join(ways)})\W{{0,9}}$", re.IGNORECASE)


def _holds(*ways: str) -> re.Pattern[str]:
    """Find the words anywhere, in any case."""
    return re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE)


def _exactly(*ways: str) -> re.Pattern[str]:
    """Find the pattern as it is written."""
    return re.compile("|".join(ways))


_LINK = "link to another page"
_PROMPT = "prompt to share, sign up or comment"
_PHOTO = "photo caption or credit"
_BYLINE = "byline or source line"
_ABOUT = "about the outlet or its writer"
_NOTE = "note of the editors"

_NAME = r"[A-Z][\w.'’-]{0,20}"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"
_AGENCY = "(?:REUTERS|Reuters|AP|AFP|EPA|EFE|ANI|PTI|UPI|DPA|TASS|Xinhua|Getty|Getty Images|Shutterstock|PA)"
_SITE = "(?:Twitter|X|Facebook|Instagram|Telegram|YouTube|Threads|TikTok|WhatsApp|Google|LinkedIn|Bluesky)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WRITER = (
    "(?i:reporters?|journalists?|journalism|correspondent|editor|writer|columnist|contributor|fellow at"
    "|producer"
    "|news ?(?:agency|organi[sz]ation|outlet|letter|paper|room)|freelance|author of|covering|covers)"
)

_LINKS = (
    Cue(
        _LINK,
        _starts(
            r"(?:read|see|watch|listen|more|also|related|recommended|up next|now|next|go deeper|dive deeper"
            r"|don['’]t miss|continue|further|full coverage|in (?:pics|pictures|photos)|photos|gallery"
            r"|videos?"
            r"|live|editor['’]s picks?|most read|trending|popular|learn more|just in)"
            r"(?: (?:also|more|next|now|on|here|reading|watch|stories|articles?|coverage|news|story"
            r"|updates?|this"
            r"|links?|topics?|content|videos?|from [^:|]{1,40}|about [^:|]{1,40})){0,5}\s?[:|»›>→]"
        ),
        line=True,
        words=45,
        on=True,
    ),
    Cue(
        _LINK,
        _exactly(
            r"^\W{0,3}(?:(?:READ|SEE|WATCH|MORE|RELATED|LISTEN)\s?:|(?:READ MORE|READ ALSO|ALSO READ"
            r"|SEE ALSO)\b)",
            r"^[(\[](?:Read|See|Watch|More|Related|Also read|Read also|Read more|See also)\s?:",
        ),
        words=45,
    ),
    Cue(
        _LINK,
        _whole(
            r"(?:related|recommended|latest|top|more|trending|popular)"
            r"(?: (?:stories|articles?|content|topics?|coverage|news|links|videos?|now|for you"
            r"|on this story))?",
            r"read (?:more|next|also)",
            r"more from [\w .]{1,30}",
            r"most (?:read|popular|viewed)",
            r"slideshow(?: \(\d+ images\))?",
            r"(?:\d+\W{1,3})?comments?",
            "also read|up next|next story|close|copied|copy link|loading|menu|home|search|share|tweet"
            "|print|e-?mail|save",
            "log ?in|sign (?:in|up)|subscribe|follow topic|save to favou?rites|have your say",
        ),
        line=True,
        words=6,
        on=True,
    ),
    Cue(_LINK, _starts(r"(?:https?:|www\.|pic\.)\S{1,200}$"), line=True, words=1),
    Cue(
        "advertisement",
        _whole(
            "advertisements?",
            "(?:sponsored|promoted)(?: content)?",
            "skip (?:ad|advertisement)|ad feedback",
            "(?:story|article|post|report) continue[sd](?: (?:below|after)[^.]{0,40})?",
            r"continue reading below[^.]{0,40}",
            r"scroll (?:down|to continue)[^.]{0,40}",
        ),
        line=True,
        words=12,
        on=True,
    ),
)

_PROMPTS = (
    Cue(
        _PROMPT,
        # Imperatives: a report gives its reader no orders outside quotations.
        _starts(
            r"(?:please )?(?:sign up|sign in|log in|subscribe|click|tap (?:here|on)|register (?:for|now"
            r"|here|to))\b",
            r"follow (?:us|@|our|him|her|them|topic)\b",
            rf"follow (?:the )?{_NAMES} (?:on|at|@)(?: {_SITE}\b|@| our)",
            r"join (?:our|us on|the (?:conversation|discussion)|thought-provoking|[\w+ ]{1,30} to comment)\b",
            r"download (?:the|our)\b",
            r"get (?:the latest|all the|our|breaking|more from|[\w'’ ]{0,40}(?:newsletter|delivered"
            r"|your inbox))\b",
            r"stay (?:up[- ]to[- ]date|updated|informed|connected|tuned|ahead)\b",
            r"(?:share (?:this|on|via|your)|read or share|support (?:our|us)|become a|connect with us)\b",
            r"contact (?:us|the author)\b",
            rf"(?:e-?mail|write to|send) (?:us|the author|tips|your|{_NAMES} at)\b",
            r"(?:have|got) (?:a|any) (?:news )?(?:tip|story|question)\b",
            r"(?:let us know|tell us|leave a (?:comment|reply)|view comments|comments are|hide caption)\b",
            r"please (?:let us|refresh|enable|share|consider|make a|read our|avoid|contact|disable"
            r"|support|donate)\b",
            r"thank(?:s| you) for (?:registering|subscribing|signing|reading|visiting)\b",
            r"(?:listen to (?:this|our)|(?:listen|tune in) to [^.]{1,60} live"
            r"|watch (?:live|now|more|our|the (?:video|full|clip))"
            r"|enlarge this image)\b",
            r"you(?:['’]re| are) (?:visiting|all set|now subscribed)\b",
            r"you can (?:now listen|unsubscribe|follow|find more|sign up|subscribe)\b",
            r"(?:we (?:use|value) (?:cookies|your)|we welcome your)\b",
            r"this (?:site|website|page) (?:uses|requires|is protected)\b",
            r"by (?:signing up|subscribing|clicking|submitting) ",
            r"if you(?:['’]ve| have)? (?:seen value|enjoyed|like)\b",
            r"(?:pre-?)?order my\b",
            r"visit [\w'’. ]{1,60}(?:homepage|website|for more|to learn more|to read)\b",
            r"for (?:more|the latest|all the latest|breaking|any questions)\b[\w ,-]{0,60}"
            r"(?:visit|follow|click|download|subscribe|contact|order)\b",
        ),
        words=45,
        unquoted=True,
    ),
    Cue(
        _PROMPT,
        _holds(
            r"(?:our|your|free|daily|weekly|morning) (?:[\w-]{1,20} ){0,3}(?:newsletters?|inbox)",
            r"(?:our|my) (?:new )?(?:app|book|whatsapp|telegram|youtube)",
            r"(?:news|stories|headlines|updates)\W[\w ,]{0,30}delivered (?:daily|weekday|every|straight"
            r"|directly|to your)",
            r"commenting (?:forum|guidelines|policy)|issues with commenting|browser extensions?"
            r"|unlimited access",
            r"(?:our|this) (?:privacy policy|terms of (?:use|service))",
        ),
        unquoted=True,
    ),
)

_PICTURES = (
    Cue(
        _PHOTO,
        _exactly(
            r"^\W{0,2}(?:FILE(?: ?PHOTO)?\s?[:–—_-]|(?:File|Featured|Representational"
            r"|Representative) (?:photo|image|pic)"
            r"|(?:PHOTO|IMAGE|VIDEO|CREDIT|Credit|Pictured)S?s?\s?:"
            r"|(?:Photo|Image|Picture|Pic|Photograph|Illustration|Screengrab|Screenshot|Caption)s?"
            r"(?:\s?[:|]| (?:by|via|credit|courtesy|source|copyright|caption|taken)\b))"
        ),
        line=True,
        words=90,
        on=True,
    ),
    Cue(
        _PHOTO,
        _exactly(
            r"(?:\b(?:REUTERS|AFP|EPA|ANI|Xinhua)\s?/\s?[A-Z][\w.]+ [A-Z]"
            rf"|\b[A-Z][\w'’-]{{1,20}}\s?/\s?,? ?{_AGENCY}\b|\b[Vv]ia {_AGENCY}\b"
            r"|\bAP Photo\b|\bAFP PHOTO\b|\b(?:via|by) Getty\b|/ ?Getty\b|\bGetty Images\b|\bPA Wire\b"
            r"|\bEPA-EFE\b"
            rf"|(?:\b|[a-z.])Credit:? ?{_NAME} |\btoggle caption\b|\b[Hh]andout (?:via|photo)"
            r"|[(\[](?:Photo|Photograph|Image|Picture|Pic|File photo|Credit)s?\b|\bImage (?:copyright"
            r"|credit|source)\b"
            r"|\b(?:Video|Photos?|Images?) provided by\b|/(?:File|FILE|Handout|POOL|Pool)\b"
            r"|\b[Ff]ile (?:photo|image)\b)"
            r".{0,40}$",
            r"^[(\[]?(?:AP |AFP )?(?:Photo|Photograph|Image|Picture|Screenshot|Screengrab)s?"
            r"(?: by\b| via\b| courtesy\b| credit\b|:)",
        ),
        back=True,
        unquoted=True,
    ),
)

_MAKERS = (
    Cue(
        _BYLINE,
        _exactly(
            rf"^(?:By|BY|by):? (?:{_NAME})(?:,? (?:{_NAME}|and|&|de|van|von|al|bin|in|for|of|\||staff|writer"
            r"|reporter|correspondent|editor)){0,9}\W*$"
        ),
        line=True,
        words=12,
    ),
    Cue(
        _BYLINE,
        _starts(
            r"(?:additional reporting|reporting|editing|writing|reported|edited|written|compiled"
            r"|produced|translated|posted"
            r"|published|updated|last (?:updated|modified)|first published|originally published)\s?"
            rf"(?:by\b|on (?:\d|[a-z]{{3,6}}day|{_MONTH} \d)|at \d|:|\||\d|{_MONTH} \d)"
        ),
        line=True,
        words=30,
        on=True,
    ),
    Cue(_BYLINE, _starts(r"(?:additional )?(?:reporting|editing|writing) by [a-z]"), words=40, on=True),
    Cue(
        _BYLINE,
        _starts(
            r"with (?:inputs?|files|additional|agency|agencies|contributions?|material|information"
            r"|reports?)\b",
            r"(?:inputs? from|agency inputs?)\b|sources?\s?:|via\s?:|agencies\W*$",
        ),
        line=True,
        words=10,
        on=True,
    ),
    Cue(_BYLINE, _exactly(rf"^[Ww]ith {_NAMES}\W*$"), line=True, words=6),
    Cue(_BYLINE, _holds(r"contributed (?:to (?:this|the) (?:report|story|article|piece)|reporting)")),
    Cue(
        _BYLINE,
        # An agency's name behind a dash, the initials of the desk, the time it takes to read.
        _exactly(
            r"^(?:[–—]|--) ?[A-Z][A-Za-z]{1,20}(?: [A-Z][\w.]{1,20}){0,3}\W*$",
            r"^\w{1,4}/\w{1,4}(?:/\w{1,4})?$",
            r"^\d{1,3} min(?:ute)?s? read\W*$",
        ),
        line=True,
        words=5,
    ),
    Cue(
        _BYLINE,
        _exactly(r"^[A-Z][\w ,.'’-]{2,80} reported from [A-Z]"),
        line=True,
        words=20,
        after=0.75,
        unquoted=True,
        on=True,
    ),
    Cue(
        _ABOUT,
        _exactly(
            rf"^(?:The )?{_NAMES},? (?:is(?: an?| the| [A-Z][\w-]+)|is based|covers|writes|serves as|joined"
            r"|has (?:more than|over|covered|worked|written|reported|been (?:an?|with|cover|writ|report)))\b"
            rf".*\b{_WRITER}\b"
        ),
        after=0.75,
        unquoted=True,
        on=True,
    ),
    Cue(
        _ABOUT,
        _holds(
            r"\d+ years of experience|my expertise|is a (?:team|group) of journalists|news agency with",
            r"verified and authored by|auto-generated|syndicated feed|appeared first (?:on|in)"
            r"|first appeared (?:on|in)",
            r"available without charge to any|contains only a portion of the news"
            r"|republish(?:ed)? (?:articles|our|this)",
        ),
        words=80,
        after=0.6,
        unquoted=True,
        on=True,
    ),
)

_NOTES = (
    Cue(
        _NOTE,
        _starts(
            r"editor['’]?s['’]? note\b",
            r"(?:correction|clarification|disclaimer|note to (?:readers|editors))\s?(?:[:(–—,-]|$)",
            r"(?:an?|the) (?:earlier|previous) version of (?:this|the)\b",
            r"this (?:article|story|post|report|piece|page)(?:['’]s (?:headline"
            r"|introduction))? [^.]{0,40}\b(?:updated|corrected"
            r"|revised|amended|changed|originally|published|appeared|produced by|developing|breaking"
            r"|months? old|years? old"
            r"|part of|adapted|translated|syndicated|edited)\b",
            r"this is a (?:breaking|developing)\b",
        ),
        unquoted=True,
        on=True,
    ),
    Cue(
        _NOTE,
        _holds(
            r"earlier version of this (?:article|story|post|report)",
            r"headline (?:on|of) this (?:article|story|post)",
        ),
        unquoted=True,
        on=True,
    ),
    Cue(
        _NOTE,
        _exactly(r"^(?:[A-Z –—-]{0,30})(?i:original story|updates?|breaking(?: news)?)[A-Za-z ]{0,12}:$"),
        line=True,
        words=5,
    ),
    Cue(
        "copyright",
        re.compile(
            r"^\W{0,3}copyright\b|©|\(c\) ?(?:19|20)\d\d|\ball rights reserved\b"
            r"|\bmay not be (?:published|reproduced|broadcast|republished|rewritten)\b",
            re.IGNORECASE,
        ),
        unquoted=True,
        on=True,
    ),
)

CUES = _LINKS + _PROMPTS + _PICTURES + _MAKERS + _NOTES
