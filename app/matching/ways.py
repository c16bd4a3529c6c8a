"""Who lives near enough, for many places at once and to the same minute as `domain.travel`.

The chord through a round earth, in single precision, decides for everybody but those who live
within metres of a limit; these are measured again in double precision, and the few whose metres
could round otherwise by the domain's own function. So the answer is the domain's for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.domain.travel import EARTH_RADIUS_KM, Point, great_circle_metres

if TYPE_CHECKING:
    from app.domain.travel import TravelSetting
    from app.matching.bits import Flags, Rows

Float32s = NDArray[np.float32]
Float64s = NDArray[np.float64]

NOWHERE = (float("nan"), float("nan"))
# More minutes, or days, than anything asked of the matcher has.
NO_LIMIT = 10**10
# Within so many metres of half a metre two libraries' sines could round differently.
_DOUBT = 1e-4


def most_metres(minutes: int, setting: TravelSetting) -> int | None:
    """The farthest that takes at most so many minutes: -1 for nothing, None for everything."""
    if minutes < setting.base_minutes:
        return -1
    if setting.tenths_per_km == 0:
        return None
    return (minutes - setting.base_minutes) * 10_000 // setting.tenths_per_km


def _chord2(metres: int | None) -> float:
    """The square of the chord under which the rounded distance is certainly the metres or less."""
    if metres is None:
        return float("inf")
    if metres < 0:
        return -1.0
    angle = min((metres + 0.5) / 1000 / EARTH_RADIUS_KM / 2, asin(1.0))
    return float((2 * EARTH_RADIUS_KM * sin(angle)) ** 2)


def reach2(minutes: NDArray[np.int32], setting: TravelSetting) -> Float32s:
    """For each travel limit the square of the chord it reaches. Units: minutes, km²."""
    values, which = np.unique(minutes, return_inverse=True)
    unlimited = np.iinfo(np.int32).max
    table = [
        float("inf") if value == unlimited else _chord2(most_metres(int(value), setting))
        for value in values
    ]
    return np.array(table, dtype=np.float32)[which]


def on_sphere(lat: Float64s, lon: Float64s, around: Point) -> Float32s:
    """The places in space, relative to the one in the middle: three rows of kilometres."""
    phi, lam = np.radians(lat), np.radians(lon)
    x, y, z = _unit(around)
    rows = (np.cos(phi) * np.cos(lam) - x, np.cos(phi) * np.sin(lam) - y, np.sin(phi) - z)
    return (np.stack(rows) * EARTH_RADIUS_KM).astype(np.float32)


def _unit(place: Point) -> tuple[float, float, float]:
    phi, lam = radians(place.lat), radians(place.lon)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def metres(lat: Float64s, lon: Float64s, place: Point) -> Rows:
    """The whole metres from each place to this one, as `great_circle_metres` gives them."""
    if not len(lat):
        return np.empty(0, dtype=np.int64)
    lat1, lat2 = np.radians(lat), radians(place.lat)
    half = np.sin((lat2 - lat1) / 2) ** 2
    half += np.cos(lat1) * cos(lat2) * np.sin(np.radians(place.lon - lon) / 2) ** 2
    exact = 2000 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    whole = np.rint(exact)
    # On the far side of the earth a sine says little of the distance.
    for one in np.flatnonzero((np.abs(np.abs(exact - whole) - 0.5) < _DOUBT) | (half > 0.5)):
        whole[one] = great_circle_metres(Point(float(lat[one]), float(lon[one])), place)
    found: Rows = whole.astype(np.int64)
    return found


def minutes(lat: Float64s, lon: Float64s, place: Point, setting: TravelSetting) -> Rows:
    """The minutes from each place to this one, as `travel_minutes` gives them."""
    tenths: Rows = -(-metres(lat, lon, place) * setting.tenths_per_km // 10_000)
    return tenths + setting.base_minutes


@dataclass(frozen=True)
class Distances:
    """How far every row is from one place: squared chords. Units: km²."""

    chord2: Float32s
    lat: Float64s
    lon: Float64s
    place: Point
    setting: TravelSetting
    span_km: float

    def _slack(self, limit2: float) -> np.float32:
        """How much single precision can be off at such a distance, on the safe side."""
        position = 4e-7 * (self.span_km + 1)
        return np.float32(2 * max(limit2, 1.0) ** 0.5 * position + 1e-6 * max(limit2, 1.0))

    def within(self, most_minutes: int) -> Flags:
        """Who needs at most so many minutes; nobody whose place is not known."""
        limit = np.float32(_chord2(most_metres(most_minutes, self.setting)))
        slack = self._slack(min(float(limit), 1e9))
        near: Flags = self.chord2 <= limit - slack
        unsure = np.flatnonzero((self.chord2 <= limit + slack) & ~near)
        if len(unsure):
            near[unsure] = self._minutes(unsure) <= most_minutes
        return near

    def beyond(self, reach: Float32s, reach_most: float, limits: NDArray[np.int32]) -> Flags:
        """Who needs more minutes than the own limit; nobody whose place is not known."""
        over = self.chord2 - reach
        slack = self._slack(reach_most)
        far: Flags = over > slack
        unsure = np.flatnonzero((over > -slack) & ~far)
        if len(unsure):
            far[unsure] = self._minutes(unsure) > limits[unsure]
        return far

    def _minutes(self, rows: Rows) -> Rows:
        return minutes(self.lat[rows], self.lon[rows], self.place, self.setting)


def distances(
    space: Float32s, around: Point, places: tuple[Float64s, Float64s], place: Point,
    setting: TravelSetting, span_km: float,
) -> Distances:  # fmt: skip
    """The squared chords from every row to this place. Units: km²; the span is of `space`."""
    x, y, z = _unit(place)
    a, b, c = _unit(around)
    here = np.array([x - a, y - b, z - c]) * EARTH_RADIUS_KM
    total = np.subtract(space[0], np.float32(here[0]))
    total *= total
    for axis in (1, 2):
        part = np.subtract(space[axis], np.float32(here[axis]))
        part *= part
        total += part
    span = max(span_km, float(np.abs(here).max()))
    return Distances(total, *places, place, setting, span)
