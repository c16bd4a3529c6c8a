"""What a client lives on and earns by month, and what an offer does to it by the dated rules.

`outcome_of_offer` asks for nobody in particular: whoever shows the outcome to a person goes by
`get_outcome`, which asks the policy.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from app.domain.benefits import (
    RULE_KEYS,
    UNKNOWN_SITUATION,
    MonthEarnings,
    Outcome,
    Situation,
    judge,
    worst_of,
)
from app.domain.calendar import local_day, month_bounds, month_start, shift_minutes
from app.domain.errors import Missing
from app.domain.hours import LATE_CANCEL, earned_cents
from app.domain.lifecycle import AGREED_OFFERS, AttendanceState, HoursState, ShiftState
from app.domain.money import pay_for
from app.domain.policy import Verb, require
from app.store import clients, offers, reading, rules
from app.store.db import db
from app.store.former_terms import PAY
from app.store.models.people import BenefitSituation
from app.store.models.work import Attendance, Offer, OfferShift, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

# A shift of these brings nothing; neither does one that the orderer cancelled in time.
_BRINGS_NOTHING = (
    AttendanceState.CANNOT_COME,
    AttendanceState.DID_NOT_COME,
    AttendanceState.CANCELLED,
)
_LIVE = WorkedHours.reverses_id.is_(None) & (WorkedHours.state != HoursState.REVERSED)


# So many clients are named in a query; of more, everybody is asked and the others left out.
FEW = 200


def find_situation(client_id: UUID, *, on: date) -> Situation:
    """What the client lives on, on a day; unknown where nobody has said anything."""
    row = db.session.execute(
        select(
            BenefitSituation.benefit, BenefitSituation.own_limit_cents,
            BenefitSituation.social_assistance, BenefitSituation.housing_allowance,
            BenefitSituation.other_cents_month,
        )
        .where(BenefitSituation.client_id == client_id, BenefitSituation.valid_from <= on)
        .order_by(BenefitSituation.valid_from.desc())
        .limit(1)
    ).first()  # fmt: skip
    return Situation(*row) if row is not None else UNKNOWN_SITUATION


def earnings_of_month(
    client_id: UUID, month: date, *, without_offer: UUID | None = None
) -> MonthEarnings:
    """The month's pay, each shift once: by its hours when it is done, else as it is planned."""
    rows = db.session.execute(_earned(month).where(OfferShift.client_id == client_id)).all()
    return _sum_up(month, [row for row in rows if row.offer_id != without_offer])


def earnings_of_all(month: date, client_ids: Collection[UUID]) -> dict[UUID, MonthEarnings]:
    """The same for many at once; who has no work in the month is in it with nothing."""
    rows: dict[UUID, list[Any]] = {client_id: [] for client_id in client_ids}
    query = _earned(month)
    if len(rows) <= FEW:
        query = query.where(OfferShift.client_id.in_(rows))
    for row in db.session.execute(query):
        if row.client_id in rows:
            rows[row.client_id].append(row)
    return {client_id: _sum_up(month, earned) for client_id, earned in rows.items()}


def _earned(month: date) -> Any:
    begins, ends = month_bounds(month)
    minutes = func.coalesce(
        WorkedHours.agreed_minutes, WorkedHours.proposed_minutes, WorkedHours.planned_minutes
    )
    return (
        select(
            OfferShift.client_id, OfferShift.offer_id, Shift.starts_at, Shift.ends_at,
            PAY.label("pay"), minutes.label("minutes"),
            WorkedHours.pay_cents_per_hour.label("rate"),
        )
        .join(Shift, Shift.id == OfferShift.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .outerjoin(Attendance, Attendance.offer_shift_id == OfferShift.id)
        .outerjoin(WorkedHours, (WorkedHours.attendance_id == Attendance.id) & _LIVE)
        .where(or_(_still_agreed(), WorkedHours.agreed_how == LATE_CANCEL))
        .where(Shift.starts_at >= begins, Shift.starts_at < ends)
        .where(or_(Shift.state != ShiftState.CANCELLED, WorkedHours.id.is_not(None)))
    )  # fmt: skip


def _sum_up(month: date, rows: Iterable[Any]) -> MonthEarnings:
    done, coming = 0, 0
    for row in rows:
        if row.minutes is not None:
            done += earned_cents(row.minutes, row.rate)
        else:
            coming += pay_for(shift_minutes(row.starts_at, row.ends_at), row.pay or 0)
    return MonthEarnings(month_start(month), done, coming)


def _still_agreed() -> Any:
    comes = or_(Attendance.id.is_(None), Attendance.state.not_in(_BRINGS_NOTHING))
    return and_(OfferShift.state.in_(AGREED_OFFERS), comes)


def outcome_of_offer(offer_id: UUID, *, now: datetime) -> Outcome:
    """What taking all of the offer does to the client's benefits: of its months the gravest.

    An offer that is taken already is judged as if it were not. Raises: Missing.
    """
    months = outcomes_of_offer(offer_id, now=now)
    if not months:
        raise Missing
    return worst_of(months)


def outcomes_of_offer(offer_id: UUID, *, now: datetime) -> list[Outcome]:
    """The same for each month in which the offer has work, in order."""
    rows = db.session.execute(
        select(
            Offer.client_id, Offer.state, OfferShift.state.label("part_state"), Shift.starts_at,
            Shift.ends_at, PAY.label("pay"),
        )
        .join(OfferShift, OfferShift.offer_id == Offer.id)
        .join(Shift, Shift.id == OfferShift.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Offer.id == offer_id)
    ).all()  # fmt: skip
    standing = [row for row in rows if row.part_state is row.state] or rows
    pay: dict[date, int] = defaultdict(int)
    for row in standing:
        cents = pay_for(shift_minutes(row.starts_at, row.ends_at), row.pay or 0)
        pay[month_start(local_day(row.starts_at))] += cents
    if not standing:
        return []
    client_id, table = standing[0].client_id, rules.list_dated(RULE_KEYS)
    outcomes = []
    for month, cents in sorted(pay.items()):
        situation = find_situation(client_id, on=max(month, local_day(now)))
        earned = earnings_of_month(client_id, month, without_offer=offer_id)
        outcomes.append(judge(situation, earned, cents, table))
    return outcomes


def get_outcome(actor: Actor, offer_id: UUID, *, now: datetime) -> Outcome:
    """The same for whoever may know it. Raises: Missing for a stranger, NotAllowed."""
    client_id = offers.find_owner(actor, offer_id, now=now)
    require(actor, Verb.READ_BENEFITS, offers.facts_of(actor, client_id, now=now))
    reading.note([client_id])
    return outcome_of_offer(offer_id, now=now)


def get_standing(actor: Actor, client_id: UUID, *, month: date, now: datetime) -> Outcome:
    """How the client's month stands without anything new. Raises: Missing, NotAllowed."""
    return try_works(actor, client_id, (0,), month=month, now=now)[0]


def try_works(
    actor: Actor, client_id: UUID, works: Iterable[int], *, month: date, now: datetime
) -> list[Outcome]:
    """What so much more pay in the month would do, one outcome for each. Units: cents.

    Raises: Missing, NotAllowed.
    """
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.READ_BENEFITS, clients.facts_of(actor, client, now=now))
    situation = find_situation(client_id, on=max(month_start(month), local_day(now)))
    earned, table = earnings_of_month(client_id, month), rules.list_dated(RULE_KEYS)
    return [judge(situation, earned, cents, table) for cents in works]


def put_situation(client_id: UUID, situation: Situation, *, valid_from: date) -> None:
    """Write what the client lives on from a day on; the same day said again is said anew."""
    same_day = (BenefitSituation.client_id == client_id) & (
        BenefitSituation.valid_from == valid_from
    )
    row = db.session.scalar(select(BenefitSituation).where(same_day))
    if row is None:
        row = BenefitSituation(client_id=client_id, valid_from=valid_from)
        db.session.add(row)
    row.benefit = situation.benefit
    row.own_limit_cents = situation.own_limit_cents
    row.social_assistance = situation.social_assistance
    row.housing_allowance = situation.housing_allowance
    row.other_cents_month = situation.other_cents_month
    db.session.flush()
