"""Who lives near enough, for many places at once and to the same minute as `domain.travel`.

The chord through a round earth, in single precision, decides for everybody but those who live
within metres of a limit; these are measured again in double precision, and the few whose metres
could round otherwise by the domain's own function. So the answer is the domain's for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.domain.travel import EARTH_RADIUS_KM, Point, great_circle_metres, travel_minutes
from app.matching.bits import WORD, Bits, from_rows, pack, rows_of
from app.matching.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.domain.travel import TravelSetting
    from app.matching.bits import Flags, Rows
    from app.matching.blocks import Blocks, Split

Float32s = NDArray[np.float32]
Float64s = NDArray[np.float64]

NOWHERE = (float("nan"), float("nan"))
# More minutes, or days, than anything asked of the matcher has.
NO_LIMIT = 10**10
# Ways of so many minutes are looked up; squares of chords so close to a limit are measured again,
# and those between the two halves of the earth. Units: minutes, km².
_ROUNDING = 1e-6
_WHOLE2 = 1e9
_MOST_MINUTES, _UNSURE, _FAR_SIDE = 4096, 1e-3, 2 * EARTH_RADIUS_KM**2 * 0.99
# Fewer places than these are measured one by one.
_FEW = 8
# Within so many metres of half a metre two libraries' sines could round differently.
_DOUBT = 1e-4


def most_metres(minutes: int, setting: TravelSetting) -> int | None:
    """The farthest that takes at most so many minutes: -1 for nothing, None for everything."""
    if minutes < setting.base_minutes:
        return -1
    if setting.tenths_per_km == 0:
        return None
    return (minutes - setting.base_minutes) * 10_000 // setting.tenths_per_km


class _Limits2(dict[int, float]):
    """By minutes the square of the chord that they reach, worked out when asked for. Units: km²."""

    def __init__(self, setting: TravelSetting) -> None:
        super().__init__()
        self._setting = setting

    def __missing__(self, minutes: int) -> float:
        self[minutes] = limit2 = _chord2(most_metres(minutes, self._setting))
        return limit2


limits2_of = lru_cache(maxsize=8)(_Limits2)


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
    if len(minutes) == 1:
        return np.array([_reach2(int(minutes[0]), setting)], dtype=np.float32)
    values, which = np.unique(minutes, return_inverse=True)
    table = [_reach2(value, setting) for value in values.tolist()]
    return np.array(table, dtype=np.float32)[which]


def _reach2(minutes: int, setting: TravelSetting) -> float:
    unlimited = minutes == np.iinfo(np.int32).max
    return float("inf") if unlimited else _chord2(most_metres(minutes, setting))


def reach_km(minutes: int, setting: TravelSetting) -> float:
    """About how far one comes in so many minutes, and no farther than the other side."""
    most = most_metres(minutes, setting)
    return 2 * EARTH_RADIUS_KM if most is None else max(most, 0) / 1000


def places_of(told: Sequence[Point | None]) -> Float64s:
    """Two rows of degrees, one of them north; no numbers for a place that nobody knows."""
    known = [one or NOWHERE for one in told]
    flat = np.fromiter(chain.from_iterable(known), dtype=np.float64, count=2 * len(known))
    return flat.reshape(-1, 2).T


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


def on_earth(place: Point) -> tuple[float, float, float]:
    """A place in space, from the middle of the earth. Units: km."""
    lat, lon = place
    phi, lam = radians(lat), radians(lon)
    from_axis = EARTH_RADIUS_KM * cos(phi)
    return from_axis * cos(lam), from_axis * sin(lam), EARTH_RADIUS_KM * sin(phi)


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


class Frame(NamedTuple):
    """Many places from which ways are worked out: two rows of degrees, in a frame of their own.

    None is farther than the span from the origin, where the middle of the frame lies on the earth.
    Units: km. `at` says at which of the places each row is, where rows share them.
    """

    origin: tuple[float, float, float]
    lat: Float64s
    lon: Float64s
    span_km: float
    setting: TravelSetting
    limits2: Mapping[int, float]
    at: Rows | None = None


class FromPlace:
    """One place, as the ways from many others to it are worked out.

    |p - q|² is |p|² - 2pq, and |q|² which all share. Units: km².
    """

    def __init__(self, frame: Frame, place: Point) -> None:
        """`frame` is that of the others."""
        self._frame, self._place = frame, place
        (a, b, c), (x0, y0, z0) = on_earth(place), frame.origin
        x, y, z = a - x0, b - y0, c - z0
        self.here2 = here2 = x * x + y * y + z * z
        self.weights = -2 * x, -2 * y, -2 * z, 1.0
        self.short_weights: Float32s = np.array(self.weights, dtype=np.float32)
        self.limits2, farthest = frame.limits2, frame.span_km + sqrt(here2)
        self._farthest2 = farthest * farthest

    def slack2(self, limit2: float) -> float:
        """How wrong a square in single precision can be beside such a limit. Units: km².

        Sixteen times what seven roundings of such numbers can come to.
        """
        return _ROUNDING * (self._farthest2 + limit2)

    def squares(self, space: Float32s) -> Float32s:
        """The squares of how far they are, but for what all share; `space` as `on_sphere` tells it.

        Not by BLAS: for so little its wide instructions slow down whatever comes next.
        """
        squares: Float32s = np.einsum("k,k...->...", self.short_weights, space)
        return squares

    def bounds2(self, most_minutes: int) -> tuple[float, float]:
        """Up to which square all are surely as near as so many minutes, and above which none.

        Units: km², without what all share.
        """
        limit2 = self.limits2[most_minutes]
        slack = _ROUNDING * (self._farthest2 + (min(_WHOLE2, limit2)))
        most = limit2 - self.here2
        return most - slack, most + slack

    def minutes_of(self, rows: Rows) -> Rows:
        """The minutes from some of them, as the domain counts them."""
        frame = self._frame
        places = rows if frame.at is None else frame.at[rows]
        return minutes(frame.lat[places], frame.lon[places], self._place, frame.setting)


class Distances(FromPlace):
    """How far every row is from one place: whole blocks are decided by where they lie.

    Of the others each row is measured.
    """

    def __init__(
        self, blocks: Blocks, places: tuple[Float64s, Float64s], place: Point,
        setting: TravelSetting,
    ) -> None:  # fmt: skip
        """`places` are those of the rows: two rows of degrees."""
        frame = Frame(blocks.origin, *places, blocks.span_km, setting, limits2_of(setting))
        super().__init__(frame, place)
        self.blocks = blocks

    @once
    def apart(self) -> Float64s:
        """How far the middle of each block is. Units: km."""
        return self.blocks.apart(np.array(self.weights), self.here2)

    def within(self, most_minutes: int) -> Bits:
        """Who needs at most so many minutes; nobody whose place is not known."""
        limit2 = self.limits2[most_minutes]
        if limit2 < 0:
            return np.zeros_like(self.blocks.placed)
        split = self.blocks.within(self.apart, sqrt(limit2))
        short2, slack = self._short2(split.mixed), self._slacks2(split.mixed, min(limit2, _WHOLE2))
        most = limit2 - self.here2
        return self._decided(
            split, short2 <= most - slack, short2 <= most + slack,
            lambda rows: self.minutes_of(rows) <= most_minutes,
        )  # fmt: skip

    def beyond(self, limits: Rows) -> Bits:
        """Who needs more minutes than the own limit; nobody whose place is not known."""
        split = self.blocks.beyond(self.apart)
        slack = self._slacks2(split.mixed, self.blocks.longest_reach**2)
        over = self._short2(split.mixed) - self.blocks.reach2_of(split.mixed)
        return self._decided(
            split, over > slack - self.here2, over > -slack - self.here2,
            lambda rows: self.minutes_of(rows) > limits[rows],
        )  # fmt: skip

    def surely_beyond(self) -> Bits:
        """Those of `beyond` of whom their block says it."""
        return self.blocks.surely_beyond(np.array(self.weights), self.here2)

    def chords(self, rows: Rows) -> Chords:
        """How far some rows are."""
        return Chords(self, rows, self.squares(self.blocks.space_at(rows)))

    def _short2(self, mixed: Rows) -> Float32s:
        """The squared chords of the rows of these blocks, but for what all share."""
        return self.squares(self.blocks.space_of(mixed))

    def _slacks2(self, mixed: Rows, limit2: float) -> Float32s:
        """The same as `slack2` of each block by itself. Units: km²."""
        slack2: Float32s = self.blocks.span_of(mixed) + self.here2**0.5
        slack2 *= slack2
        slack2 += limit2
        slack2 *= _ROUNDING
        return slack2

    def _decided(
        self, split: Split, surely: Flags, perhaps: Flags, exactly: Callable[[Rows], Flags]
    ) -> Bits:
        """The set, of the rows that single precision does not decide as they are exactly."""
        found, mixed = split
        found[mixed] = sure = pack(surely.ravel())
        unsure = pack(perhaps.ravel()) ^ sure
        if unsure.any():
            places = rows_of(unsure)
            rows = mixed[places // WORD] * WORD + places % WORD
            found |= from_rows(rows[exactly(rows)], len(found) * WORD)
        return found


class Chords(NamedTuple):
    """How far some rows are from one place, each measured in single precision."""

    far: FromPlace
    rows: Rows
    short2: Float32s

    def only(self, places: Rows, rows: Rows) -> Chords:
        """Some of them, by where they are told, and which rows that is."""
        return Chords(self.far, rows, self.short2.take(places))

    def within(self, most_minutes: int) -> Flags:
        """Which of them need at most so many minutes; none whose place is not known."""
        far, short2 = self.far, self.short2
        near, perhaps = far.bounds2(most_minutes)
        return self._decided(
            short2 <= near, short2 <= perhaps, lambda rows: far.minutes_of(rows) <= most_minutes
        )

    def farther(self, most_minutes: int) -> Flags:
        """Which of them need more than so many minutes; none whose place is not known."""
        far, short2 = self.far, self.short2
        perhaps, surely = far.bounds2(most_minutes)
        return self._decided(
            short2 > surely, short2 > perhaps, lambda rows: far.minutes_of(rows) > most_minutes
        )

    def beyond(self, blocks: Blocks, limits: Rows) -> Flags:
        """Which of them need more minutes than the own limit; none whose place is not known."""
        here2 = self.far.here2
        over, slack = (
            self.short2 - blocks.reach2_at(self.rows),
            self.far.slack2(blocks.longest_reach**2),
        )
        return self._decided(
            over > slack - here2, over > -slack - here2,
            lambda rows: self.far.minutes_of(rows) > limits[rows],
        )  # fmt: skip

    def _decided(self, surely: Flags, perhaps: Flags, exactly: Callable[[Rows], Flags]) -> Flags:
        if surely.tobytes() != perhaps.tobytes():
            unsure = np.flatnonzero(perhaps & ~surely)
            surely[unsure] = exactly(self.rows[unsure])
        return surely


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

    def part(self, some: slice | Rows) -> Places:
        """Some of them."""
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
