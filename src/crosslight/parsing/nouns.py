"""Nouns by the kind of source that they name: news outlets, bodies, documents."""

from __future__ import annotations

MEDIA = frozenset(
    "times post news journal herald tribune globe guardian agency mail telegraph mirror sun"
    " observer press reuters ap afp bbc cnn nbc cbs abc msnbc npr bloomberg politico axios"
    " television radio tv gazette chronicle examiner star independent express daily weekly magazine"
    " network jazeera mayadeen xinhua tass".split()
)
_MEDIA_NOUNS = frozenset(
    "newspaper paper outlet agency network magazine site website broadcaster station daily channel"
    " publication".split()
)
_DOCUMENTS = frozenset(
    "statement release report study survey letter memo filing complaint lawsuit email e-mail tweet"
    " post message data datum figure notice number poll database investigation finding dossier"
    " transcript memoir book document indictment affidavit analysis announcement video ruling order"
    " note press decision determination opinion verdict petition article interview"
    " estimate forecast projection review assessment bulletin"
    " communique communiqué advisory readout piece op-ed briefing suit motion brief".split()
)
# Texts in which one speaks: who was quoted last goes on in them.
_WORDS_OF = frozenset(
    "statement release email e-mail tweet post message letter memo note announcement video interview article"
    " readout communique communiqué piece op-ed briefing notice book memoir press transcript".split()
)
_BODY_NOUNS = frozenset(
    "agency ministry department court company group campaign party army military committee council"
    " commission government administration organization organisation union bank firm bureau office"
    " police institute university authority board movement militia force service team club"
    " association foundation group charity band panel network airline watchdog regulator giant maker"
    " startup carrier retailer platform nonprofit".split()
)

_PERSONS = frozenset(
    "senator representative congressman congresswoman lawmaker mayor governor president premier"
    " minister secretary chancellor chairman chairwoman chair chief leader ambassador diplomat"
    " politician general colonel judge justice attorney lawyer prosecutor sheriff officer author"
    " writer novelist journalist reporter columnist editor actor actress singer rapper star comedian"
    " director producer coach player athlete champion billionaire businessman businesswoman mogul"
    " executive entrepreneur founder investor activist campaigner whistleblower socialite veteran"
    " teacher professor scientist doctor physician candidate nominee incumbent contender challenger"
    " republican democrat conservative liberal strongman dictator king queen prince princess pope"
    " duke".split()
)


# Kinds by which a body is called that has no such word in its name.
_ANY_BODY = frozenset(
    "agency company group organization organisation firm outfit operator maker giant startup carrier retailer"
    " platform nonprofit charity watchdog regulator body campaign administration club team movement"
    " militia office party airline".split()
)


# Nouns of people who speak in the plural; those of agents besides, by their ending.
_PEOPLE = frozenset(
    "official source authority people family parent resident witness critic woman man student expert aide"
    " relative ally opponent defendant plaintiff attorney colleague friend member analyst economist"
    " democrat republican fan police prosecutor staff doctor medic survivor victim suspect economist company"
    " agency group bishop cleric militant rebel insurgent diplomat envoy brother sister couple judge juror"
    " other some".split()
)
_AGENTS = ("er", "or", "ist", "ian", "man", "woman")

# Platforms, outlets and movements of one word that are no surname.
_WELL_KNOWN = frozenset(
    "twitter facebook google youtube instagram whatsapp telegram tiktok reddit snapchat spotify netflix"
    " amazon microsoft intel nvidia tesla uber airbnb huawei samsung boeing airbus pfizer moderna"
    " reuters huffpost axios politico breitbart newsweek newsmax buzzfeed haaretz vox yahoo"
    " hamas hezbollah isis isil antifa fatah taliban houthi houthis interpol europol unicef nato opec"
    " greenpeace oxfam medicare medicaid pentagon kremlin congress senate parliament".split()
)


def is_any_body(noun: str) -> bool:
    """Tell whether the noun can stand for a body whose name does not hold it ("the company")."""
    return noun in _ANY_BODY


def is_person(noun: str) -> bool:
    """Tell whether the noun names one person by office or trade."""
    return noun in _PERSONS


def is_media(noun: str) -> bool:
    """Tell whether the noun names a news outlet by its kind."""
    return noun in _MEDIA_NOUNS


def is_document(noun: str) -> bool:
    """Tell whether the noun names a text that speaks for who issued it."""
    return noun in _DOCUMENTS


def is_word(noun: str) -> bool:
    """Tell whether the noun names a text in which one person or body speaks ("statement", not "lawsuit")."""
    return noun in _WORDS_OF


def is_body(noun: str) -> bool:
    """Tell whether the noun names a body by its kind."""
    return noun in _BODY_NOUNS


def is_wellknown_body(name: str) -> bool:
    """Tell whether a name in small letters is a body or platform that pipelines often take for a person."""
    return name in _WELL_KNOWN


def is_people(noun: str) -> bool:
    """Tell whether the plural of the noun names people ("officials", "organizers", "activists")."""
    return noun in _PERSONS or noun in _PEOPLE or (noun.endswith(_AGENTS) and not is_document(noun))
