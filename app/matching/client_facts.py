"""One client's record made again from the columns, for the few whose reasons are told."""

from __future__ import annotations

from itertools import compress
from math import isnan
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.calendar import Span
from app.domain.travel import Point
from app.domain.vocabulary import Category, Language, OwnRule, PassKind, Scale, SupportNeed
from app.matching.bits import column
from app.matching.client_rows import (
    AT,
    MOST_TOGETHER,
    TOP_LEVEL,
    UNLIMITED,
)
from app.matching.facts import ClientFacts
from app.matching.free_times import QUARTER, QUARTERS

if TYPE_CHECKING:
    import numpy as np

    from app.matching.columns import ClientColumns

WEEKDAYS = tuple(range(7))
CATEGORIES, OWN_RULES, PASS_KINDS = tuple(Category), tuple(OwnRule), tuple(PassKind)
SCALES, LANGUAGES, NEEDS = tuple(Scale), tuple(Language), tuple(SupportNeed)


def client_at(columns: ClientColumns, row: int, strengths: str = "") -> ClientFacts:
    """The record of the client in a row: no rule can tell it from the one that was told.

    Free times come back by the quarter and passes' counters as they are; words of the client's
    own are not kept in memory, whoever tells them gives them.
    """
    flags = column(columns.bits, row).tobytes()
    return ClientFacts(
        id=columns.id_of(row),
        **_known(flags),
        **_numbers(columns, row),
        **_tied(columns, row),
        exceptions=columns.exceptions.get(row, ()),
        sessions=columns.sessions.get(row, ()),
        blocked_from=columns.dated.of(row),
        agreed=columns.agreed.of(row),
        strengths=strengths,
    )


def worker_at(columns: ClientColumns, row: int) -> ClientFacts:
    """Of the client in a row no more than agreed shifts and own ceilings."""
    return ClientFacts(
        id=columns.id_of(row),
        unit_id=UUID(int=columns.names.units.name(int(columns.unit[row]))),
        max_minutes_week=_limit(columns.max_week[row]),
        max_minutes_month=_limit(columns.max_month[row]),
        max_cents_month=_limit(columns.max_cents[row]),
        agreed=columns.agreed.of(row),
    )


def _which(flags: bytes, name: str, words: tuple[Any, ...]) -> frozenset[Any]:
    begins = AT[name]
    found = flags[begins : begins + len(words)]
    return frozenset(compress(words, found)) if 1 in found else frozenset()


def _known(flags: bytes) -> dict[str, Any]:
    together = AT["together"]
    return {
        "availability": _spans(flags),
        "work_activity_weekdays": _which(flags, "work_days", WEEKDAYS),
        "wishes": _which(flags, "wishes", CATEGORIES),
        "avoided": _which(flags, "avoided", CATEGORIES),
        "known_categories": _which(flags, "known_categories", CATEGORIES),
        "own_rules": _which(flags, "own_rules", OWN_RULES),
        "passes": _which(flags, "passes", PASS_KINDS),
        "limits": _limits(flags),
        "support_need": next(iter(_which(flags, "needs", NEEDS))),
        "goes_alone": bool(flags[AT["goes_alone"]]),
        "non_disclosure": bool(flags[AT["non_disclosure"]]),
        "together": 1 + sum(flags[together : together + MOST_TOGETHER - 1]),
    }


def _spans(flags: bytes) -> tuple[Span, ...]:
    spans: list[Span] = []
    for day in compress(WEEKDAYS, flags[AT["free_days"] : AT["free_days"] + 7]):
        ends = day * QUARTERS
        while (begins := flags.find(1, ends, (day + 1) * QUARTERS)) >= 0:
            ends = flags.find(0, begins, (day + 1) * QUARTERS)
            ends = ends if ends >= 0 else (day + 1) * QUARTERS
            first = begins - day * QUARTERS
            spans.append(Span(day, first * QUARTER, (ends - day * QUARTERS) * QUARTER))
        if not spans or spans[-1].weekday != day:
            # A time too short to hold a quarter still says that something is known of the day.
            spans.append(Span(day, 1, 2))
    return tuple(spans)


def _limits(flags: bytes) -> dict[Scale, int]:
    """A limit is the first level that it is not below."""
    found = {}
    for n, scale in enumerate(SCALES):
        if flags[AT["limited"] + n]:
            begins = AT["below"] + n * TOP_LEVEL
            found[scale] = TOP_LEVEL - sum(flags[begins : begins + TOP_LEVEL])
    return found


def _limit(value: np.int32) -> int | None:
    return None if value == UNLIMITED else int(value)


def _numbers(columns: ClientColumns, row: int) -> dict[str, Any]:
    lat, coach = float(columns.lat[row]), int(columns.coach[row])
    return {
        "unit_id": UUID(int=columns.names.units.name(int(columns.unit[row]))),
        "coach_id": UUID(int=columns.names.coaches.name(coach)) if coach >= 0 else None,
        "place": Point(lat, float(columns.lon[row])) if not isnan(lat) else None,
        "language": LANGUAGES[columns.language[row]],
        "max_travel_minutes": _limit(columns.max_travel[row]),
        "max_minutes_week": _limit(columns.max_week[row]),
        "max_minutes_month": _limit(columns.max_month[row]),
        "max_cents_month": _limit(columns.max_cents[row]),
        "waiting_days": int(columns.waiting[row]),
    }


def _tied(columns: ClientColumns, row: int) -> dict[str, Any]:
    names, ties = columns.names, columns.ties

    def ids(name: str, codes: Any) -> frozenset[UUID]:  # noqa: ANN401 - numbers of whole numbers
        return frozenset(UUID(int=codes.name(int(n))) for n in ties[name].codes(row))

    performed = (names.performed.name(int(n)) for n in ties["performed"].codes(row))
    covered = (names.covered.name(int(n)) for n in ties["covered"].codes(row))
    return {
        "blocked_organisation_ids": ids("blocked", names.organisations),
        "asked_shift_ids": ids("asked", names.shifts),
        "known_site_ids": ids("sites", names.sites),
        "familiar_shift_ids": ids("familiar", names.shifts),
        "team_shift_ids": ids("team", names.shifts),
        "committed_task_ids": ids("committed", names.tasks),
        "performed_at_task": {UUID(int=task): times for task, times in performed},
        "covered_weeks": frozenset((UUID(int=task), week) for task, week in covered),
        "pass_work_since": dict(names.since.name(int(n)) for n in ties["since"].codes(row)),
    }
