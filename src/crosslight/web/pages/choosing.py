"""Which points a reader asked for, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from crosslight.model import Status
from crosslight.reporting.view import Row, View
from crosslight.web.pages.place import POINTS, Place

Order = Literal["told", "outlets", "doubt"]
ORDERS: dict[Order, str] = {
    "told": "as they are told",
    "outlets": "most outlets first",
    "doubt": "least sure first",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What points are shown: of these statuses, told or not told by a report, about an actor."""

    status: tuple[Status, ...] = ()
    told: str = ""
    lacking: str = ""
    actor: str = ""
    order: Order = "told"
    part: int = 1

    @property
    def is_open(self) -> bool:
        """Tell whether all points are shown, as they are told."""
        return not (self.status or self.told or self.lacking or self.actor) and self.order == "told"

    def query(self, **changes: object) -> str:
        """Return the choice as the query of an address, with changes to it."""
        held: dict[str, object] = {
            "status": self.status,
            "told": self.told,
            "lacking": self.lacking,
            "actor": self.actor,
            "order": "" if self.order == "told" else self.order,
            **changes,
        }
        query = urlencode({name: value for name, value in held.items() if value}, doseq=True)
        return f"?{query}" if query else ""

    def toggled(self, status: Status) -> str:
        """Return the query that has this status too, or no more."""
        kept = tuple(own for own in self.status if own != status)
        return self.query(status=kept if len(kept) < len(self.status) else (*kept, status)) or "?"

    def rows(self, view: View, place: Place) -> tuple[Row, ...]:
        """Return the points that are meant, in the order that is meant."""
        labels = [lane.label for lane in view.lanes]
        about = place.actors.get(self.actor, frozenset()) if self.actor else None
        found = [
            row
            for row in view.points
            if (not self.status or row.status in self.status)
            and (not self.told or _tells(row, labels, self.told))
            and (not self.lacking or not _tells(row, labels, self.lacking))
            and (about is None or row.number in about)
        ]
        if self.order == "outlets":
            found.sort(key=lambda row: -row.outlets)
        elif self.order == "doubt":
            found.sort(key=lambda row: max((link.probability for link in row.links), default=1.0))
        return tuple(found)

    def cut(self, rows: Sequence[Row]) -> tuple[Sequence[Row], int]:
        """Return the points of one page, and how many pages there are."""
        parts = max(1, -(-len(rows) // POINTS))
        part = min(self.part, parts)
        return rows[(part - 1) * POINTS : part * POINTS], parts


def _tells(row: Row, labels: Sequence[str], label: str) -> bool:
    return any(cell and own == label for cell, own in zip(row.cells, labels, strict=False))
