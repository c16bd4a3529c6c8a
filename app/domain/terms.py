"""Pay, place and demands of an order that is open or rests: what may become of them, who is asked.

Whoever has said yes has said yes to these, so that each of them is asked anew, also when more is
paid or less is asked for: more pay may end a benefit, and what is lighter for one is not so for
another. What has begun stays as it was agreed. While an order rests nobody else is asked; when it
goes on, it goes on with the new terms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.advice import adults, pass_advice, pass_questions, pay_advice
from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import TaskState
from app.domain.tasks import TaskDraft, changed_fields
from app.domain.wages import check_pay, floor_for
from app.domain.working_time import DEFAULT as LAW
from app.domain.working_time import WorkingTimeSetting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.passes import PassRule
    from app.domain.reasons import Reason
    from app.domain.vocabulary import PassKind, PlaceKind, Scale, WayIn
    from app.domain.wages import WageFloor


class Term(StrEnum):
    """What of an order nobody may change without asking those who have said yes."""

    PAY = "pay"
    PLACE = "place"
    DEMANDS = "demands"
    PASSES = "passes"


_FIELDS: Mapping[Term, frozenset[str]] = {
    Term.PAY: frozenset({"pay_cents_per_hour"}),
    Term.PLACE: frozenset({"place", "area", "lat", "lon", "place_kind"}),
    Term.DEMANDS: frozenset({"demands"}),
    Term.PASSES: frozenset({"passes"}),
}
# In these states people may have said yes, so that terms change by asking them.
_ASKED_OF = frozenset({TaskState.OPEN, TaskState.PAUSED})
# What is told of a place and does not go along when the work moves to another one.
_OF_OLD_PLACE = ("door", "way_in", "break_room", "toilet")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the terms become. Units: cents per hour, level indexes of the demand scales.

    Door, way in, break and toilet are of a new place; they are left open where it stays.
    """

    pay_cents_per_hour: int | None
    place: str
    area: str
    place_kind: PlaceKind
    demands: Mapping[Scale, int]
    passes: tuple[PassKind, ...]
    door: str = ""
    way_in: WayIn | None = None
    break_room: str = ""
    toilet: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the orderer's that is known from before."""

    name: str
    area: str
    lat: float | None
    lon: float | None
    door: str
    way_in: WayIn | None
    break_room: str
    toilet: str


def check_state(state: TaskState) -> None:
    """Nothing, when the terms of an order may change. Raises: Conflict("terms_wait")."""
    if not may_change(state):
        raise Conflict("terms_wait")


def may_change(state: TaskState) -> bool:
    """Whether the terms of an order may change on its page."""
    return state in _ASKED_OF


def terms_of(draft: TaskDraft) -> Wanted:
    """The terms of an order as they are."""
    return Wanted(
        draft.pay_cents_per_hour, draft.place, draft.area, draft.place_kind, draft.demands,
        draft.passes,
    )  # fmt: skip


def with_terms(draft: TaskDraft, wanted: Wanted, places: Iterable[Known] = ()) -> TaskDraft:
    """The order as it would be; a known place brings along what is known of it.

    Raises: RuleBroken("place_same") when a door is told of a place that stays.
    """
    new = replace(
        draft, pay_cents_per_hour=wanted.pay_cents_per_hour, place_kind=wanted.place_kind,
        demands=dict(wanted.demands), passes=tuple(sorted(wanted.passes)),
    )  # fmt: skip
    if set(wanted.passes) == set(draft.passes):
        new = replace(new, passes=draft.passes)
    if (wanted.place, wanted.area) != (draft.place, draft.area):
        return _moved(new, wanted, places)
    if any(getattr(wanted, name) for name in _OF_OLD_PLACE):
        raise RuleBroken("place_same")
    return new


def _moved(draft: TaskDraft, wanted: Wanted, places: Iterable[Known]) -> TaskDraft:
    """The order at another place: nothing of the old one comes along."""
    here = (one for one in places if (one.name, one.area) == (wanted.place, wanted.area))
    known = next(here, Known(wanted.place, wanted.area, None, None, "", None, "", ""))
    return replace(
        draft, place=wanted.place, area=wanted.area, lat=known.lat, lon=known.lon,
        door=wanted.door or known.door, way_in=wanted.way_in or known.way_in,
        break_room=wanted.break_room or known.break_room, toilet=wanted.toilet or known.toilet,
    )  # fmt: skip


def changed_terms(old: TaskDraft, new: TaskDraft) -> tuple[Term, ...]:
    """Which terms differ, in the order in which they are told."""
    changed = changed_fields(old, new)
    return tuple(term for term, names in _FIELDS.items() if names & changed)


def check_changed(old: TaskDraft, new: TaskDraft) -> tuple[Term, ...]:
    """The terms that change. Raises: RuleBroken("nothing_changed")."""
    found = changed_terms(old, new)
    if not found:
        raise RuleBroken("nothing_changed")
    return found


def check_new_pay(
    old: TaskDraft, new: TaskDraft, floors: Iterable[WageFloor], *, on: date, by_us: bool
) -> None:
    """Nothing, when this pay may be paid from a day on.

    Where no floor is known the pay was confirmed by name when the order was opened, so that only a
    dispatcher (`by_us`) may lower it. Raises: RuleBroken("pay_missing", "pay_under_floor" or
    "pay_lower_unknown").
    """
    if old.pay_cents_per_hour == new.pay_cents_per_hour:
        return
    why = check_pay(new.pay_cents_per_hour, floor_for(floors, on=on, category=new.category))
    if why is None:
        return
    if why.code != "floor_unknown":
        raise RuleBroken(why.code, **dict(why.facts))
    if not by_us and (new.pay_cents_per_hour or 0) < (old.pay_cents_per_hour or 0):
        raise RuleBroken("pay_lower_unknown")


def advise_terms(
    draft: TaskDraft, floors: Iterable[WageFloor], pass_rules: Sequence[PassRule],
    limits: WorkingTimeSetting = LAW, *, on: date,
) -> tuple[Reason, ...]:  # fmt: skip
    """What the law says of pay and passes from a day on, as before an order is sent.

    Of a floor that is not known nothing is told: the pay was confirmed when the order was opened.
    """
    then = replace(draft, first_on=max(draft.first_on, on))
    under = pay_advice(then, floors)
    found = [
        under if under is not None and under.code == "advice_under_floor" else None,
        *pass_advice(then, pass_rules),
        *pass_questions(then, pass_rules),
        adults(limits),
    ]
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A time of work that lies ahead, as a change of terms sees it."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    taken: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of terms would do, to the times that lie ahead.

    `people`: how many are asked anew. `version`: of the order as it was read.
    """

    version: int
    old: TaskDraft
    new: TaskDraft
    terms: tuple[Term, ...]
    ahead: tuple[Ahead, ...]
    people: int
    advice: tuple[Reason, ...] = ()

    @property
    def mark(self) -> str:
        """A short sign of all of it, the same in every process."""
        new = self.new
        place = [getattr(new, name) for name in ("place", "area", "place_kind", *_OF_OLD_PLACE)]
        told = (place, new.pay_cents_per_hour, sorted(new.demands.items()), sorted(new.passes))
        return sha256(repr((self.version, told, self.ahead)).encode()).hexdigest()[:32]


def trail_facts(old: TaskDraft, new: TaskDraft) -> dict[str, object]:
    """What the trail keeps of a change, old and new: numbers and codes, no words."""
    found: dict[str, object] = {}
    for when, draft in (("old", old), ("new", new)):
        found[f"{when}_pay"] = draft.pay_cents_per_hour
        found[f"{when}_place_kind"] = draft.place_kind.value
        found[f"{when}_passes"] = sorted(kind.value for kind in draft.passes)
        found[f"{when}_demands"] = {one.value: n for one, n in sorted(draft.demands.items())}
    return found
