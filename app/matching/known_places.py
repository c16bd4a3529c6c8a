"""Every place at which there are shifts, once: the way is worked out for places, not for shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.domain.travel import Point
from app.matching.ways import (
    NOWHERE,
    Frame,
    FromPlace,
    limits2_of,
    on_earth,
    on_sphere,
    places_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.travel import TravelSetting
    from app.matching.bits import Rows
    from app.matching.ways import Float32s

_MIDDLE = Point(60.2, 24.9)


class KnownPlaces:
    """Places by their numbers; 0 stands for a place that nobody knows. None is ever forgotten."""

    def __init__(self, told: Sequence[Point | None] = ()) -> None:
        known = [one for one in told if one is not None]
        self.around = known[len(known) // 2] if known else _MIDDLE
        self.origin = on_earth(self.around)
        self._number: dict[Point | None, int] = {None: 0}
        self._frame: Frame | None = None
        self.lat, self.lon = np.array([[NOWHERE[0]], [NOWHERE[1]]])
        self._space = np.full((4, 1), np.nan, dtype=np.float32)
        self.numbers(told)

    def __len__(self) -> int:
        return len(self._number)

    def numbers(self, told: Sequence[Point | None]) -> list[int]:
        """The number of each place, a new one where it is not known yet."""
        new = [one for one in dict.fromkeys(told) if one not in self._number]
        if new:
            self._number |= {one: n for n, one in enumerate(new, len(self))}
            lat, lon = places_of(new)
            self.lat, self.lon = np.append(self.lat, lat), np.append(self.lon, lon)
            space = on_sphere(lat, lon, self.around)
            self._space = np.concatenate((self._space, space), axis=1)
            self._frame = None
        return [self._number[one] for one in told]

    @property
    def span_km(self) -> float:
        """From the middle of the frame to the farthest of them. Units: km."""
        farthest2 = np.nan_to_num(self._space[3]).max(initial=0.0)
        return float(farthest2**0.5) + 0.01

    def space_of(self, numbers: Rows) -> Float32s:
        """Where some of them lie, as `on_sphere` tells it: of shape (4, numbers)."""
        return self._space.take(numbers, axis=1, mode="clip")

    def from_home(self, home: Point, setting: TravelSetting, at: Rows) -> FromPlace:
        """How the ways from a home are worked out to rows of which each is at one of them."""
        frame = self._frame
        if frame is None or frame.setting is not setting or frame.at is not at:
            limits2 = limits2_of(setting)
            frame = Frame(self.origin, self.lat, self.lon, self.span_km, setting, limits2, at)
            self._frame = frame
        return FromPlace(frame, home)
