"""When somebody is missing on a shift: the ladder of what is tried, and what is at risk before it.

Source: features, UX point 23 (same team, knows the site, has the skill, postpone, tell the
orderer) and R8, R9. Each rung of people holds only those whom the matcher lets through, so a coach
can come for everybody who needs one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID


class Rung(StrEnum):
    """What is tried, in this order."""

    TEAM = "team"
    SITE = "site"
    SKILL = "skill"
    OTHERS = "others"
    POSTPONE = "postpone"
    TELL = "tell"


PEOPLE = (Rung.TEAM, Rung.SITE, Rung.SKILL)


def apart(known: Mapping[Rung, Collection[UUID]]) -> dict[Rung, set[UUID]]:
    """The same people with everybody on the highest rung only."""
    seen: set[UUID] = set()
    found: dict[Rung, set[UUID]] = {}
    for rung in PEOPLE:
        found[rung] = set(known.get(rung, ())) - seen
        seen |= found[rung]
    return found


class Risk(StrEnum):
    """Why a shift that is near is not safe, the gravest first."""

    UNFILLED = "unfilled"
    NO_INSTRUCTOR = "no_instructor"
    NO_COACH = "no_coach"
    UNCONFIRMED = "unconfirmed"
    SILENT_ORDERER = "silent_orderer"


def risks_of(
    *,
    missing: int,
    without_coach: int,
    unsure: int,
    orderer_silent: bool,
    instructor_missing: bool = False,
) -> tuple[Risk, ...]:
    """What is at risk, the gravest first. Units: people."""
    found = (
        (Risk.UNFILLED, missing > 0), (Risk.NO_INSTRUCTOR, instructor_missing),
        (Risk.NO_COACH, without_coach > 0),
        (Risk.UNCONFIRMED, unsure > 0), (Risk.SILENT_ORDERER, orderer_silent),
    )  # fmt: skip
    return tuple(risk for risk, there in found if there)
