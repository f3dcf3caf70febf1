"""A reliability diagram as SVG: legible in light and in dark, with its text alternative inside."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

# One square plot; under it how many pairs stand behind each point.
SIDE, LEFT, TOP, UNDER, RIGHT = 400, 64, 16, 92, 20

# The colours of the page: paper, ink, quiet, rule, blue.
STYLE = """
text { font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; fill: #1f1d1a }
.quiet { fill: #68635a } .small { font-size: 11px }
.paper { fill: #fdfcf8 } .apart { fill: #f1ede2 } .rule { stroke: #ddd7ca }
.even { stroke: #68635a; stroke-dasharray: 4 4 } .range { stroke: #14568f; stroke-width: 2 }
.point { fill: #14568f }
@media (prefers-color-scheme: dark) {
text { fill: #e4e0d7 } .quiet { fill: #a29c90 } .paper { fill: #17181a } .apart { fill: #222325 }
.rule { stroke: #37373a } .even { stroke: #a29c90 } .range { stroke: #86bdee } .point { fill: #86bdee }
}
"""


def reliability(
    points: Sequence[tuple[float, float, float, float, int]], least: float, every: float, shown: float
) -> str:
    """Return the diagram of points: said, true, the bounds of what is true, and how many pairs.

    What is less probable than `least` is no link that is shown; `every` and `shown` are the expected
    calibration errors of all pairs and of those that are shown.
    """
    told = "; ".join(f"said {said:.2f}, true {true:.2f}, {n} pairs" for said, true, _, _, n in points)
    wide, high = LEFT + SIDE + RIGHT, TOP + SIDE + UNDER
    marks = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        'role="img" aria-labelledby="title desc">',
        '<title id="title">Reliability diagram of the probability of a link</title>',
        f'<desc id="desc">{escape(_alternative(told, every, shown))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{wide}" height="{high}"/>',
        f'<rect class="apart" x="{LEFT}" y="{TOP}" width="{least * SIDE:g}" height="{SIDE}"/>',
    ]
    for n in range(6):
        x, y, label = _x(n / 5), _y(n / 5), f"{n / 5:.1f}"
        marks += [
            f'<path class="rule" fill="none" d="M{x} {_y(0)}V{_y(1)}M{_x(0)} {y}H{_x(1)}"/>',
            f'<text class="quiet" x="{x}" y="{_y(0) + 18}" text-anchor="middle">{label}</text>',
            f'<text class="quiet" x="{LEFT - 8}" y="{y + 4:g}" text-anchor="end">{label}</text>',
        ]
    marks.append(f'<path class="even" fill="none" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>')
    for said, true, low, up, count in points:
        x = _x(said)
        marks += [
            f'<path class="range" fill="none" d="M{x} {_y(low)}V{_y(up)}"/>',
            f'<circle class="point" cx="{x}" cy="{_y(true)}" r="4.5"/>',
            f'<text class="quiet small" x="{x}" y="{_y(0) + 52}" text-anchor="middle">{count:,}</text>',
        ]
    marks += [
        f'<text x="{_x(0.5)}" y="{_y(0) + 36}" text-anchor="middle">probability given to the link</text>',
        f'<text class="quiet small" x="{_x(0.5)}" y="{_y(0) + 68}" text-anchor="middle">'
        "pairs behind each point; bars: 95 of 100 draws of stories</text>",
        f'<text class="quiet small" x="{_x(0.5)}" y="{_y(0) + 84}" text-anchor="middle">'
        f"expected calibration error: {every:.3f} of all pairs, {shown:.3f} of links shown</text>",
        f'<text transform="translate(18 {_y(0.5)}) rotate(-90)" text-anchor="middle">'
        "share that readers link</text>",
        f'<text class="quiet small" x="{LEFT + 8}" y="{TOP + 18}">not shown</text>',
        "</svg>",
    ]
    return "\n".join(marks) + "\n"


def _alternative(told: str, every: float, shown: float) -> str:
    return (
        "For each tenth of the scale, the average probability that was given, and the share of pairs that "
        f"readers link: {told}. On the diagonal, both are the same. Expected "
        f"calibration error: {every:.3f} over all pairs, {shown:.3f} over the links that are shown."
    )


def _x(share: float) -> float:
    return round(LEFT + share * SIDE, 1)


def _y(share: float) -> float:
    return round(TOP + (1 - share) * SIDE, 1)
