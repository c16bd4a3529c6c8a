"""Whether work goes round, counted: clients by waiting, and why some have had no offer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from app.domain.suppression import group_sizes, rounded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from uuid import UUID


class Turn(NamedTuple):
    """What came to one client. `why`: the code of why there was no offer, "" where there was one.

    Units: days of waiting.
    """

    client_id: UUID
    waiting_days: int
    offers: int
    places: int
    why: str


@dataclass(frozen=True)
class Tenth:
    """A group of clients by waiting: how many, how long at least, what came to them."""

    people: int
    least_days: int
    offers: int
    places: int


def tenths(turns: Iterable[Turn]) -> Iterator[Tenth]:
    """The clients by waiting, the longest first, in ten groups at most of five people at least."""
    ordered = sorted(turns, key=lambda one: (-one.waiting_days, one.client_id.int))
    people = iter(ordered)
    for size in group_sizes(len(ordered)):
        group = list(islice(people, size))
        yield Tenth(
            people=size,
            least_days=group[-1].waiting_days,
            offers=sum(one.offers for one in group),
            places=sum(one.places for one in group),
        )


@dataclass(frozen=True)
class UnitCounts:
    """One unit: how many clients, how many of them without an offer, and why most often.

    Numbers of people to the nearest five, None for one to four; `why` is "" where fewer than five
    have the same reason.
    """

    name: str
    people: int | None
    without: int | None
    why: str


def unit_counts(name: str, turns: Collection[Turn]) -> UnitCounts:
    """A unit as somebody outside it may read it."""
    reasons = count_reasons(turns)
    told = told_reasons(reasons)
    return UnitCounts(
        name, rounded(len(turns)), rounded(reasons.total()), told[0][0] if told else ""
    )


def count_reasons(turns: Iterable[Turn]) -> Counter[str]:
    """Of how many clients each reason is why they have had no offer."""
    return Counter(one.why for one in turns if one.why)


def told_reasons(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The reasons that enough people have, to the nearest five, the commonest first."""
    found = ((code, about) for code, number in counts.items() if (about := rounded(number)))
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
