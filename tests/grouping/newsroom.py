"""Invented events, each told by three invented outlets in their own words."""

# ruff: noqa: E501 - article text reads best as sentences

from __future__ import annotations

from crosslight.model import Article

BRIDGE = (
    (
        "Old Sarn bridge closed after crack is found in pillar",
        "Engineers closed the Old Sarn bridge on Monday after a crack as long as a man was found in its middle "
        "pillar. Mayor Ilse Brandt said that nobody would cross the Sarn on foot or by car until the pillar had "
        "been shored up. The bridge carries 12,000 cars a day between Harnau and its harbour. Ferries will run "
        "every ten minutes from the customs house, the council said.",
    ),
    (
        "Harnau cut in two: pillar of Sarn bridge has cracked",
        "Harnau woke up divided on Monday. The Old Sarn bridge, built in 1911, is shut: divers saw a crack in the "
        "middle pillar and engineers would not vouch for it. “We will not gamble with lives,” said Ilse Brandt, "
        "the mayor. Commuters queued for the ferries at the customs house, and the 12,000 cars that use the "
        "bridge each day were sent round by the motorway.",
    ),
    (
        "Divers' find shuts bridge over the Sarn",
        "A routine dive led to the closure of the Old Sarn bridge in Harnau. The crack in the middle pillar is "
        "1.8 metres long, the engineers' report says. Mayor Brandt promised shoring within six weeks; the harbour "
        "board, whose lorries depend on the bridge, spoke of losses. Ferries replace it for people on foot.",
    ),
)
ORCHESTRA = (
    (
        "Velden Philharmonic names Adaeze Okoro as conductor",
        "Adaeze Okoro will lead the Velden Philharmonic from next autumn, the orchestra announced on Tuesday. She "
        "is 38 and the first woman on its podium since it was founded in 1884. Okoro, who now conducts in "
        "Lindholm, signed for five seasons. She follows Pavel Reznik, who leaves after a quarrel about tours.",
    ),
    (
        "Okoro to succeed Reznik on the podium in Velden",
        "After eleven years Pavel Reznik makes room: the musicians of the Velden Philharmonic have chosen Adaeze "
        "Okoro as their conductor. Seventy of 84 musicians voted for her. Her contract runs for five seasons. "
        "Reznik had fallen out with the orchestra over long tours. Okoro comes from the opera in Lindholm.",
    ),
    (
        "A first in Velden: a woman conducts the Philharmonic",
        "The Velden Philharmonic has never had a woman as its conductor. In autumn that ends: Adaeze Okoro, 38, "
        "born in Lindholm, takes the baton that Reznik lays down. She wants to play more new music, she said at "
        "the concert hall on Tuesday, and to tour less than before.",
    ),
)
MINE = (
    (
        "Eleven miners rescued from flooded Kestrel shaft",
        "All eleven miners who were trapped in the Kestrel shaft near Ombrook since Saturday were brought up alive "
        "on Wednesday. Water had broken into the gallery from an old working that was on no map. Pumps from three "
        "counties ran for four days. The owner, Ombrook Coal, has stopped all digging.",
    ),
    (
        "Four days under ground: Ombrook miners are safe",
        "One after another they came up in a steel capsule: the eleven men of the Kestrel shaft. Since Saturday "
        "they had sat on a ledge above the flood in the gallery. Rescuers had pumped day and night. The miners' "
        "union wants to know why Ombrook Coal had no map of the old working that burst.",
    ),
    (
        "Kestrel mine: rescue succeeds, questions remain",
        "The rescue at Ombrook is over and nobody died. Eleven miners left the Kestrel shaft on Wednesday in a "
        "capsule that had been welded overnight. Ombrook Coal says that the flooded gallery was surveyed in 1987; "
        "the inspectorate says that it never saw the survey. Digging is stopped.",
    ),
)
EVENTS = {"bridge": BRIDGE, "orchestra": ORCHESTRA, "mine": MINE}
OUTLETS = ("Harbour Post", "Evening Bell", "North Radio")
DAYS = {"bridge": "2021-05-05", "orchestra": "2021-05-06", "mine": "2021-05-07"}


def reports(dated: bool = True) -> list[Article]:
    """Return nine articles on three events; ids name the event and count its reports from 0."""
    return [
        Article(f"{event}-{n}", text, headline, outlet, DAYS[event] if dated else None)
        for n, outlet in enumerate(OUTLETS)
        for event, told in EVENTS.items()
        for headline, text in told[n : n + 1]
    ]


def long_report(seed: int, words: int = 300) -> str:
    """Return a text of made-up words that shares none of its phrases with that of another seed."""
    state, found = seed * 7919 + 1, []
    for _ in range(words):
        state = (state * 1103515245 + 12345) % 2**31
        found.append(
            "".join("bcdfgklmnprstv"[state >> s & 13] + "aeiou"[(state >> s) % 5] for s in (3, 9, 15))
        )
    return " ".join(found)
