"""Who lives near enough, for many places at once and to the same minute as `domain.travel`.

The chord through a round earth, in single precision, decides for everybody but those who live
within metres of a limit; these are measured again in double precision, and the few whose metres
could round otherwise by the domain's own function. So the answer is the domain's for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.domain.travel import EARTH_RADIUS_KM, Point, great_circle_metres, travel_minutes
from app.matching.bits import WORD, Bits, from_rows, none_of, pack, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.travel import TravelSetting
    from app.matching.bits import Flags, Rows

Float32s = NDArray[np.float32]
Float64s = NDArray[np.float64]

NOWHERE = (float("nan"), float("nan"))
# More minutes, or days, than anything asked of the matcher has.
NO_LIMIT = 10**10
# Ways of so many minutes are looked up; squares of chords so close to a limit are measured again,
# and those between the two halves of the earth. Units: minutes, km².
_MOST_MINUTES, _UNSURE, _FAR_SIDE = 4096, 1e-3, 2 * EARTH_RADIUS_KM**2 * 0.99
# So many rows are measured at a time; fewer places than these one by one.
_BLOCK, _FEW = 320 * WORD, 8
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
    """The places in space, relative to the one in the middle: three rows of km, one of km²."""
    x, y, z = _unit(around)
    a, b, c = unit_vectors(lat, lon).T
    rows = np.stack((a - x, b - y, c - z)) * EARTH_RADIUS_KM
    return np.concatenate((rows, (rows**2).sum(axis=0, keepdims=True))).astype(np.float32)


def unit_vectors(lat: Float64s, lon: Float64s) -> Float64s:
    """The places on a sphere of radius one: a row of three for each."""
    phi, lam = np.radians(lat), np.radians(lon)
    rows = np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)
    return np.stack(rows, axis=1)


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
    if len(lat) < _FEW:
        known = zip(lat.tolist(), lon.tolist(), strict=True)
        return np.array([travel_minutes(Point(*one), place, setting) for one in known], dtype=int)
    tenths: Rows = -(-metres(lat, lon, place) * setting.tenths_per_km // 10_000)
    return tenths + setting.base_minutes


@dataclass(frozen=True)
class Distances:
    """How far every row is from one place: for each its squared chord but for a part all share.

    |p - q|² is |p|² - 2pq, and |q|² which all share. Units: km². Worked out some rows at a time:
    what is larger than a cache, and than what memory is kept at hand, costs more to make than to
    fill.
    """

    space: Float32s
    weights: Float32s
    here2: float
    error2: float
    places: tuple[Float64s, Float64s]
    place: Point
    setting: TravelSetting

    def within(self, most_minutes: int) -> Bits:
        """Who needs at most so many minutes; nobody whose place is not known."""
        limit2 = _chord2(most_metres(most_minutes, self.setting))
        slack, most = self.error2 + 1e-6 * min(limit2, 1e9), limit2 - self.here2
        near, perhaps = self._new_bits(), self._new_bits()
        for some, words in self._blocks():
            short2 = np.einsum("k,kn->n", self.weights, self.space[:, some])
            near[words] = pack(short2 <= most - slack)
            perhaps[words] = pack(short2 <= most + slack)
        unsure = rows_of(perhaps & ~near)
        if len(unsure):
            exact = self.minutes_of(unsure) <= most_minutes
            near |= from_rows(unsure[exact], self.space.shape[1])
        return near

    def near_of(self, rows: Rows, most_minutes: int) -> Flags:
        """Which of these need at most so many minutes: the same for a few."""
        return self.of(rows).within(most_minutes)

    def of(self, rows: Rows) -> FewDistances:
        """How far some rows are."""
        # Row by row: taking along the second axis costs several times as much.
        x, y, z, far2 = (one.take(rows) for one in self.space)
        a, b, c, d = self.weights
        return FewDistances(self, rows, a * x + b * y + c * z + d * far2)

    def beyond(self, reach: Float32s, reach_most: float, limits: NDArray[np.int32]) -> Bits:
        """Who needs more minutes than the own limit; nobody whose place is not known."""
        slack = self.error2 + 1e-6 * reach_most
        far, unsure = self._new_bits(), []
        for some, words in self._blocks():
            over = np.einsum("k,kn->n", self.weights, self.space[:, some])
            over -= reach[some]
            surely, perhaps = over > slack - self.here2, over > -slack - self.here2
            far[words] = pack(surely)
            if np.count_nonzero(surely) != np.count_nonzero(perhaps):
                unsure.append(np.flatnonzero(perhaps & ~surely) + some.start)
        if unsure:
            rows = np.concatenate(unsure)
            exact = self.minutes_of(rows) > limits[rows]
            far |= from_rows(rows[exact], self.space.shape[1])
        return far

    def _new_bits(self) -> Bits:
        return none_of(self.space.shape[1])

    def _blocks(self) -> Iterator[tuple[slice, slice]]:
        """Some rows after others, and the words they are in."""
        for begins in range(0, self.space.shape[1], _BLOCK):
            ends = begins + _BLOCK
            yield slice(begins, ends), slice(begins // WORD, ends // WORD)

    def minutes_of(self, rows: Rows) -> Rows:
        """The minutes from some rows, as the domain counts them."""
        lat, lon = self.places
        return minutes(lat[rows], lon[rows], self.place, self.setting)


@dataclass(frozen=True)
class FewDistances:
    """The same of some rows."""

    all: Distances
    rows: Rows
    short2: Float32s

    def within(self, most_minutes: int) -> Flags:
        """Which of them need at most so many minutes; none whose place is not known."""
        limit2 = _chord2(most_metres(most_minutes, self.all.setting))
        slack, most = self.all.error2 + 1e-6 * min(limit2, 1e9), limit2 - self.all.here2
        near: Flags = self.short2 <= most - slack
        perhaps = self.short2 <= most + slack
        if np.count_nonzero(near) != np.count_nonzero(perhaps):
            unsure = np.flatnonzero(perhaps & ~near)
            near[unsure] = self.all.minutes_of(self.rows[unsure]) <= most_minutes
        return near


def distances(
    space: Float32s, around: Point, places: tuple[Float64s, Float64s], place: Point,
    setting: TravelSetting, span_km: float,
) -> Distances:  # fmt: skip
    """How far every row is from this place; the span is the farthest of `space`. Units: km."""
    x, y, z = _unit(place)
    a, b, c = _unit(around)
    east, north, up = (d * EARTH_RADIUS_KM for d in (x - a, y - b, z - c))
    here2 = east * east + north * north + up * up
    weights = np.array((-2 * east, -2 * north, -2 * up, 1), dtype=np.float32)
    # Sixteen times what seven roundings to single precision of such numbers can come to.
    error2 = 1e-6 * (span_km + here2**0.5) ** 2
    return Distances(space, weights, here2, error2, places, place, setting)


@lru_cache(maxsize=8)
def _reached2(setting: TravelSetting) -> Float64s:
    """For each length of a way in minutes the square of the chord that it reaches. Units: km²."""
    return np.array([_chord2(most_metres(gap, setting)) for gap in range(_MOST_MINUTES)])


@dataclass(frozen=True)
class Places:
    """Some places in degrees, and on a sphere of radius one."""

    lat: Float64s
    lon: Float64s
    units: Float64s

    def part(self, some: slice) -> Places:
        """Neighbouring ones of them."""
        return Places(self.lat[some], self.lon[some], self.units[some])

    def longer(self, gaps: Rows, place: Point, setting: TravelSetting) -> Flags:
        """Whether the way to a place takes more minutes than there are: not where nobody knows.

        As `minutes_between`: there is no way to the very same place.
        """
        apart = self.units - np.array(_unit(place))
        chord2 = np.einsum("ij,ij->i", apart, apart) * EARTH_RADIUS_KM**2
        over = chord2 - _reached2(setting).take(gaps, mode="clip")
        longer: Flags = over > 0
        doubt = np.abs(over) < _UNSURE
        doubt |= (gaps >= _MOST_MINUTES) | (chord2 > _FAR_SIDE)
        if doubt.any():
            unsure = np.flatnonzero(doubt)
            exact = minutes(self.lat[unsure], self.lon[unsure], place, setting)
            longer[unsure] = exact > gaps[unsure]
        longer &= (self.lat != place.lat) | (self.lon != place.lon)
        return longer
