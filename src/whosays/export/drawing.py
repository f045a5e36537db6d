"""Map and timeline as SVG, drawn so that they show what is not known."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Final

WIDTH: Final = 720
LABELLED: Final = 14
"""Places that bear a name on a map: the first ones by number of claims."""
WIDE: Final = frozenset({"province", "region", "country", "sea_air", "district"})
"""Precisions that are drawn as a hatched area, never a point."""
KM_PER_DEGREE: Final = 111.2
BARS: Final = 160
"""Bars of a timeline at most; of more claims, the intervals that are met most often."""

At = Callable[[float, float], tuple[float, float]]
Spot = tuple[str, float, float, float, str]
"""name, lat, lon, radius_km, precision"""


def map_svg(spots: Mapping[Spot, int]) -> str:
    """Places on an equirectangular grid, true to scale at the middle latitude."""
    south, west, north, east = _frame(list(spots))
    stretch = max(math.cos(math.radians((south + north) / 2)), 0.1)
    scale = WIDTH / ((east - west) * stretch)
    height = min(max(int((north - south) * scale), 120), 900)

    def at(lat: float, lon: float) -> tuple[float, float]:
        return round((lon - west) * stretch * scale, 1), round((north - lat) * scale, 1)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Map of places">',
        '<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
        '<line y2="6" stroke="#0b5c8a" stroke-width="1"/></pattern></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#f6f6f2" stroke="#999"/>',
    ]
    parts += _grid(south, west, north, east, at, height)
    ordered = sorted(spots.items(), key=lambda item: (-item[1], item[0]))
    for (name, lat, lon, radius, precision), n in sorted(ordered, key=lambda item: -item[0][3]):
        x, y = at(lat, lon)
        r = max(radius / KM_PER_DEGREE * scale, 3 + math.sqrt(n))
        fill = 'fill="url(#h)" fill-opacity=".5"' if precision in WIDE else 'fill="#0b5c8a" fill-opacity=".45"'
        parts.append(f'<circle cx="{x}" cy="{y}" r="{r:.1f}" {fill} stroke="#0b5c8a"><title>{escape(name)}: {n}</title></circle>')
    for (name, lat, lon, _, _), n in ordered[:LABELLED]:
        x, y = at(lat, lon)
        anchor = "end" if x > WIDTH * 0.75 else "start"
        parts.append(f'<text x="{x + (-6 if anchor == "end" else 6)}" y="{y - 5}" font-size="12" font-family="sans-serif" text-anchor="{anchor}">{escape(name)} ({n})</text>')
    return "".join([*parts, "</svg>"])


def _frame(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """South, west, north, east around all places, with a margin, in a shape that prints."""
    south, north = min(s[1] - s[3] / KM_PER_DEGREE for s in spots), max(s[1] + s[3] / KM_PER_DEGREE for s in spots)
    west, east = min(s[2] - s[3] / KM_PER_DEGREE for s in spots), max(s[2] + s[3] / KM_PER_DEGREE for s in spots)
    tall, wide = max(north - south, 0.4), max(east - west, 0.6)
    tall, wide = max(tall, wide * 0.3), max(wide, tall * 0.9)
    lat, lon = (south + north) / 2, (west + east) / 2
    return max(lat - tall * 0.6, -90), max(lon - wide * 0.6, -180), min(lat + tall * 0.6, 90), min(lon + wide * 0.6, 180)


def _grid(south: float, west: float, north: float, east: float, at: At, height: int) -> list[str]:
    """Lines of round degrees with their figures."""
    step = next((one for one in (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 45) if (east - west) / one <= 8), 90)
    parts = []
    for n in range(math.ceil(west / step), math.floor(east / step) + 1):
        x, _ = at(north, n * step)
        parts.append(f'<line x1="{x}" x2="{x}" y2="{height}" stroke="#ddd"/><text x="{x + 2}" y="{height - 3}" font-size="9" fill="#666">{n * step:g}°</text>')
    for n in range(math.ceil(south / step), math.floor(north / step) + 1):
        _, y = at(n * step, west)
        parts.append(f'<line y1="{y}" y2="{y}" x2="{WIDTH}" stroke="#ddd"/><text x="2" y="{y - 2}" font-size="9" fill="#666">{n * step:g}°</text>')
    return parts


def timeline_svg(intervals: Sequence[tuple[str, str]]) -> str:
    """A bar for each interval (inclusive ISO dates), as long as the day is open; one day is a tick."""
    days = sorted(pair for one, other in intervals if (pair := _days(one, other)) is not None)
    if not days:
        return ""
    low, high = min(first for first, _ in days), max(last for _, last in days)
    shown = days[:: max(1, math.ceil(len(days) / BARS))]
    scale = (WIDTH - 20) / max(high - low + 1, 1)
    row, top = 5, 8
    height = top + row * len(shown) + 22
    parts = [f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Timeline"><rect width="{WIDTH}" height="{height}" fill="#f6f6f2" stroke="#999"/>']
    for n, (first, last) in enumerate(shown):
        x, wide = 10 + (first - low) * scale, max((last - first + 1) * scale, 2)
        fill = "#0b5c8a" if last == first else "#7fb2cf"
        parts.append(f'<rect x="{x:.1f}" y="{top + n * row}" width="{wide:.1f}" height="{row - 1}" fill="{fill}"/>')
    for day, anchor, x in ((low, "start", 10), (high, "end", WIDTH - 10)):
        parts.append(f'<text x="{x}" y="{height - 6}" font-size="11" font-family="sans-serif" text-anchor="{anchor}">{date.fromordinal(day).isoformat()}</text>')
    return "".join([*parts, "</svg>"])


def _days(first: str, last: str) -> tuple[int, int] | None:
    try:
        one, other = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    except ValueError:
        return None
    return one, max(one, other)
