"""Distances and directions on a sphere; degrees WGS 84 in, kilometres out."""

import math

EARTH_KM = 6371.0
KM_PER_DEGREE = 111.2


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance."""
    p, q = math.radians(a_lat), math.radians(b_lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away in direction `bearing` (degrees clockwise from north)."""
    d, b = km / EARTH_KM, math.radians(bearing)
    p, m = math.radians(lat), math.radians(lon)
    q = math.asin(math.sin(p) * math.cos(d) + math.cos(p) * math.sin(d) * math.cos(b))
    n = m + math.atan2(math.sin(b) * math.sin(d) * math.cos(p), math.cos(d) - math.sin(p) * math.sin(q))
    return math.degrees(q), (math.degrees(n) + 540) % 360 - 180


Box = tuple[float, float, float, float]


def half(box: Box, bearing: float) -> Box:
    """The half (or quarter) of a box (west, south, east, north) that lies towards `bearing`, a multiple of 45 degrees."""
    west, south, east, north = box
    if bearing in (0.0, 45.0, 315.0):
        south = (south + north) / 2
    if bearing in (180.0, 135.0, 225.0):
        north = (south + north) / 2
    if bearing in (90.0, 45.0, 135.0):
        west = (west + east) / 2
    if bearing in (270.0, 225.0, 315.0):
        east = (west + east) / 2
    return west, south, east, north


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Mean point (lat, lon) of points that lie near one another."""
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
