"""How far and how long it is between two places: one estimate for everybody.

It is an estimate from the distance as the crow flies, shown with "noin"; no map service is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088


class Point(NamedTuple):
    """A place in degrees, WGS 84."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class TravelSetting:
    """How distance becomes minutes. Units: minutes, and tenths of a minute per kilometre.

    Source: the dated setting of the design pages (8 minutes and 2.4 a kilometre; walking 12
    minutes a kilometre on ways 1.3 times as long as the straight line).
    """

    base_minutes: int = 8
    tenths_per_km: int = 24
    walking_tenths_per_km: int = 156

    def __post_init__(self) -> None:
        if min(self.base_minutes, self.tenths_per_km, self.walking_tenths_per_km) < 0:
            raise ValueError("a travel setting below zero")


DEFAULT = TravelSetting()


def point(lat: float | None, lon: float | None) -> Point | None:
    """The place, or None when it is not known."""
    return None if lat is None or lon is None else Point(lat, lon)


def great_circle_km(start: Point, end: Point) -> float:
    """The distance along the surface of a round earth. Units: kilometres."""
    lat1, lat2 = radians(start.lat), radians(end.lat)
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin(radians(end.lon - start.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def great_circle_metres(start: Point, end: Point) -> int:
    """The distance in whole metres, so that everything after it is exact."""
    return round(great_circle_km(start, end) * 1000)


def _rounded_up(metres: int, tenths_per_km: int) -> int:
    return -(-metres * tenths_per_km // 10_000)


def travel_minutes(start: Point, end: Point, setting: TravelSetting = DEFAULT) -> int:
    """How long it takes from door to door. Units: minutes, rounded up."""
    metres = great_circle_metres(start, end)
    return setting.base_minutes + _rounded_up(metres, setting.tenths_per_km)


def walking_minutes(start: Point, end: Point, setting: TravelSetting = DEFAULT) -> int:
    """How long it takes on foot from the stop. Units: minutes, rounded up."""
    return _rounded_up(great_circle_metres(start, end), setting.walking_tenths_per_km)


def minutes_between(
    start: Point | None, end: Point | None, setting: TravelSetting = DEFAULT
) -> int:
    """The time to keep free between two pieces of work: none at one place or an unknown one."""
    if start is None or end is None or start == end:
        return 0
    return travel_minutes(start, end, setting)


def walk_from(stop: Point | None, door: Point | None, told: int | None = None) -> int | None:
    """How long one walks from the stop: as people of the place say, else by the distance."""
    if told is not None:
        return told
    return None if stop is None or door is None else max(1, walking_minutes(stop, door))
