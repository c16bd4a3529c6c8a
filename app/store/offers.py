"""Offers: found with the eyes of the person who asks, and moved on with all their shifts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Uuid, bindparam, exists, false, func, select, true, update
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.domain.calendar import local_day
from app.domain.errors import Gone, Missing
from app.domain.lifecycle import PLACE_HOLDING_OFFERS, OfferState, check_move
from app.domain.policy import Actor, Facts
from app.domain.vocabulary import RelationKind, Role
from app.store.db import db
from app.store.models.asking import WaitlistEntry
from app.store.models.people import Client, Relation
from app.store.models.work import Attendance, Offer, OfferShift, Shift, Task
from app.store.prepared import who, whoever
from app.store.relations import in_force, list_kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

_ANEW = aliased(Offer)
_CLOSED = frozenset(
    {
        OfferState.DECLINED,
        OfferState.EXPIRED,
        OfferState.WITHDRAWN,
        OfferState.FILLED_ELSEWHERE,
    }
)


@dataclass(frozen=True)
class Part:
    """One shift of an offer, as it was read."""

    id: UUID
    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    state: OfferState


@dataclass(frozen=True)
class Held:
    """An offer with its shifts in time order, as it was read: plain values, no live rows."""

    id: UUID
    client_id: UUID
    task_id: UUID
    wave_id: UUID | None
    state: OfferState
    window_ends_at: datetime | None
    answered_at: datetime | None
    parts: tuple[Part, ...]

    @property
    def open_parts(self) -> tuple[Part, ...]:
        """The shifts that stand as the offer stands."""
        return tuple(part for part in self.parts if part.state is self.state)

    @property
    def shift_ids(self) -> tuple[UUID, ...]:
        """The shifts that stand as the offer stands."""
        return tuple(part.shift_id for part in self.open_parts)

    @property
    def first_starts_at(self) -> datetime:
        """When the first of the shifts that stand begins, else the first of all."""
        return min(part.starts_at for part in self.open_parts or self.parts)


def visible_to(actor: Actor, *, on: Any) -> Any:
    """The condition under which this person may see an offer on a day."""
    if actor.role is Role.CLIENT:
        own = (Offer.client_id == actor.client_id) & Offer.sent_at.is_not(None)
        return own & (Offer.id == actor.only_offer_id) if actor.only_offer_id else own
    if actor.role in {Role.COACH, Role.RESPONSIBLE_WORKER}:
        kind = RelationKind.COACH if actor.role is Role.COACH else RelationKind.RESPONSIBLE_WORKER
        return exists().where(
            Relation.client_id == Offer.client_id,
            Relation.user_id == actor.user_id,
            Relation.kind == kind,
            in_force(on),
        )
    if actor.role is Role.UNIT_MANAGER:
        return exists().where(Client.id == Offer.client_id, Client.unit_id == actor.unit_id)
    return true() if actor.role is Role.DISPATCHER else false()


def get_offer(actor: Actor, offer_id: UUID, *, now: datetime) -> Offer:
    """The offer with its task, site, shifts and client. Raises: Missing for a stranger."""
    offer = db.session.scalar(
        select(Offer)
        .where(Offer.id == offer_id, visible_to(actor, on=local_day(now)))
        .options(
            joinedload(Offer.task).joinedload(Task.site),
            joinedload(Offer.task).joinedload(Task.organisation),
            joinedload(Offer.task).selectinload(Task.demands),
            joinedload(Offer.client),
            selectinload(Offer.shifts).joinedload(OfferShift.shift),
        )
    )
    if offer is None:
        raise Missing
    return offer


def find_owner(actor: Actor, offer_id: UUID, *, now: datetime) -> UUID:
    """Whose offer it is. Raises: Missing for a stranger."""
    client_id = db.session.scalar(
        select(Offer.client_id).where(Offer.id == offer_id, visible_to(actor, on=local_day(now)))
    )
    if client_id is None:
        raise Missing
    return client_id


def facts_of(
    actor: Actor, client_id: UUID, *, offer_id: UUID | None = None, now: datetime
) -> Facts:
    """What an offer of this client is to the actor."""
    kinds = list_kinds(actor, [client_id], on=local_day(now))
    return Facts(client_id=client_id, relations=kinds[client_id], offer_id=offer_id)


_COLUMNS = (
    Offer.id, Offer.client_id, Offer.task_id, Offer.wave_id, Offer.state, Offer.window_ends_at,
    Offer.answered_at,
)  # fmt: skip


def load_held(offer_ids: Collection[UUID]) -> list[Held]:
    """These offers as plain values, by id."""
    if not offer_ids:
        return []
    rows = db.session.execute(
        select(
            *_COLUMNS, OfferShift.id.label("part_id"), OfferShift.shift_id, OfferShift.starts_at,
            OfferShift.ends_at, OfferShift.state.label("part_state"),
        )
        .join(OfferShift, OfferShift.offer_id == Offer.id)
        .where(Offer.id.in_(offer_ids))
        .order_by(Offer.id, OfferShift.starts_at)
    ).all()  # fmt: skip
    parts: dict[UUID, list[Part]] = {}
    for row in rows:
        part = Part(row.part_id, row.shift_id, row.starts_at, row.ends_at, row.part_state)
        parts.setdefault(row.id, []).append(part)
    heads = {row.id: row for row in rows}
    return [_held(row, tuple(parts[offer_id])) for offer_id, row in heads.items()]


def _held(row: Any, parts: tuple[Part, ...]) -> Held:
    return Held(
        row.id, row.client_id, row.task_id, row.wave_id, row.state, row.window_ends_at,
        row.answered_at, parts,
    )  # fmt: skip


def get_held(offer_id: UUID) -> Held:
    """One offer as plain values. Raises: Missing."""
    found = load_held([offer_id])
    if not found:
        raise Missing
    return found[0]


def with_parts(held: Held, parts: tuple[Part, ...]) -> Held:
    """The same offer with only these of its shifts."""
    return replace(held, parts=parts)


def lock_client(client_id: UUID) -> None:
    """Let one act at a time go on for a client, so that two answers don't cross.

    A row lock on PostgreSQL, weak enough that others may still write what points to the client;
    on SQLite the one writer is alone already.
    """
    whose = select(Client.id).where(Client.id == client_id)
    db.session.execute(whose.with_for_update(key_share=True))


def lock_free_clients(client_ids: Collection[UUID]) -> list[UUID]:
    """Those of the clients for whom nobody else is acting right now; the others are left alone."""
    if not client_ids:
        return []
    free = select(Client.id).where(Client.id.in_(client_ids)).order_by(Client.id)
    return list(db.session.scalars(free.with_for_update(skip_locked=True, key_share=True)))


def move(held: Held, new: OfferState, *, now: datetime, **values: object) -> None:
    """Move an offer and its shifts on together.

    Raises: Gone("offer_changed") when somebody else was first, Conflict for an illegal step.
    """
    if not move_many([held], new, now=now, **values):
        raise Gone("offer_changed")


def move_many(
    rows: Iterable[Held], new: OfferState, *, now: datetime, **values: object
) -> list[Held]:
    """Move offers on with their shifts; gives those that nobody else had moved meanwhile."""
    by_state: dict[OfferState, list[Held]] = {}
    for held in rows:
        by_state.setdefault(held.state, []).append(held)
    if new in _CLOSED and new is not OfferState.DECLINED:
        values = {"closed_at": now} | values
    moved: list[Held] = []
    for old, group in by_state.items():
        freed: dict[str, object] = {"freed_at": now} if _gives_back(old, new) else {}
        done = _swap(old, new, [held.id for held in group], values, freed)
        moved += [held for held in group if held.id in done]
    return moved


def _gives_back(old: OfferState, new: OfferState) -> bool:
    """Whether a place is held before this step and not after it."""
    return old in PLACE_HOLDING_OFFERS and new not in PLACE_HOLDING_OFFERS


def _swap(
    old: OfferState, new: OfferState, ids: list[UUID], values: dict[str, object],
    freed: dict[str, object],
) -> set[UUID]:  # fmt: skip
    check_move(old, new)
    done = set(
        db.session.scalars(
            update(Offer)
            .where(Offer.id.in_(ids), Offer.state == old)
            .values(state=new, **values)
            .returning(Offer.id)
            .execution_options(synchronize_session=False)
        )
    )
    if done:
        db.session.execute(
            update(OfferShift)
            .where(OfferShift.offer_id.in_(done), OfferShift.state == old)
            .values(state=new, **freed)
            .execution_options(synchronize_session=False)
        )
    return done


def move_parts(
    part_ids: Collection[UUID], old: OfferState, new: OfferState, *, now: datetime
) -> int:
    """Move single shifts of an offer on; how many were still in the old state."""
    freed = {"freed_at": now} if _gives_back(old, new) else {}
    moved: Any = db.session.execute(
        update(OfferShift)
        .where(OfferShift.id.in_(part_ids), OfferShift.state == old)
        .values(state=new, **freed)
        .execution_options(synchronize_session=False)
    )
    return int(moved.rowcount)


def list_on_shifts(
    shift_ids: Collection[UUID], states: Collection[OfferState], *, limit: int | None = None
) -> list[Held]:
    """The offers in these states that have one of these shifts among theirs."""
    ids = db.session.scalars(
        select(OfferShift.offer_id)
        .join(Offer, Offer.id == OfferShift.offer_id)
        .where(OfferShift.shift_id.in_(shift_ids), OfferShift.state.in_(states))
        .where(Offer.state.in_(states))
        .distinct()
        .order_by(OfferShift.offer_id)
        .limit(limit)
    ).all()
    return load_held(ids)


def has_checked_in(held: Held) -> bool:
    """Whether the client has come to any of the offer's shifts."""
    came = exists().where(
        Attendance.offer_shift_id.in_([part.id for part in held.parts]),
        Attendance.in_at.is_not(None),
    )
    return bool(db.session.scalar(select(came)))


def list_for_client(client_id: UUID, states: Collection[OfferState]) -> list[Offer]:
    """A client's offers in these states, the one shown first first."""
    return list(
        db.session.scalars(
            select(Offer)
            .where(Offer.client_id == client_id, Offer.state.in_(states))
            .options(
                joinedload(Offer.task).joinedload(Task.site),
                joinedload(Offer.task).joinedload(Task.organisation),
                joinedload(Offer.task).selectinload(Task.demands),
                selectinload(Offer.shifts).joinedload(OfferShift.shift),
            )
            .order_by(Offer.sent_at, Offer.created_at, Offer.id)
        )
    )


def list_lost(client_id: UUID, *, since: datetime) -> list[Offer]:
    """Offers that went without the client's doing since an instant, newest first.

    What the client is asked about anew is not lost; for what the client waits stays, however old.
    """
    lost = (OfferState.FILLED_ELSEWHERE, OfferState.WITHDRAWN)
    return list(
        db.session.scalars(
            select(Offer)
            .where(Offer.client_id == client_id, Offer.state.in_(lost))
            .where((Offer.closed_at >= since) | exists().where(_waits_on()))
            .where(Offer.sent_at.is_not(None))
            .where(Offer.confirmed_at.is_(None), ~exists().where(_asked_again()))
            .options(joinedload(Offer.task), selectinload(Offer.shifts))
            .order_by(Offer.closed_at.desc(), Offer.id)
            .limit(1)
        )
    )


def _waits_on() -> Any:
    """The client waits for the place and has not been asked."""
    waits = WaitlistEntry.ended.is_(None) & WaitlistEntry.told_at.is_(None)
    return (WaitlistEntry.lost_id == Offer.id) & waits


def _asked_again() -> Any:
    same = (_ANEW.client_id == Offer.client_id) & (_ANEW.task_id == Offer.task_id)
    return same & _ANEW.asks_anew & (_ANEW.created_at >= Offer.closed_at)


def list_for_coach(
    actor: Actor, states: Collection[OfferState], *, now: datetime, limit: int = 200,
    newest_first: bool = False,
) -> list[Offer]:  # fmt: skip
    """Offers to the coach's own clients in these states, the most urgent first."""
    order = Offer.created_at.desc() if newest_first else Offer.window_ends_at
    return list(
        db.session.scalars(
            select(Offer)
            .where(visible_to(actor, on=local_day(now)), Offer.state.in_(states))
            .options(
                joinedload(Offer.task).joinedload(Task.site),
                joinedload(Offer.client),
                selectinload(Offer.shifts).joinedload(OfferShift.shift),
            )
            .order_by(order, Offer.created_at, Offer.id)
            .limit(limit)
        )
    )


def count_states(actor: Actor, *, now: datetime) -> dict[OfferState, int]:
    """How many offers in each state this person may see."""
    rows = db.session.execute(
        select(Offer.state, func.count())
        .where(visible_to(actor, on=local_day(now)))
        .group_by(Offer.state)
    )
    return dict(rows.all())


def list_for_shift(actor: Actor, shift_id: UUID, *, now: datetime) -> list[Offer]:
    """The offers of one shift that this person may see, in asking order."""
    values = {"shift_id": shift_id, "on": local_day(now), **who(actor)}
    return list(db.session.scalars(_for_shift_query(actor.role), values))


@cache
def _for_shift_query(role: Role | None) -> Any:
    on_shift = OfferShift.shift_id == bindparam("shift_id", type_=Uuid())
    return (
        select(Offer)
        .where(visible_to(whoever(role), on=bindparam("on")))
        .where(exists().where(OfferShift.offer_id == Offer.id, on_shift))
        .options(joinedload(Offer.client), selectinload(Offer.shifts))
        .order_by(Offer.created_at, Offer.position, Offer.id)
    )


def count_open_places(shift_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many places are free on each of these shifts."""
    rows = db.session.execute(
        select(Shift.id, Shift.places - Shift.taken).where(Shift.id.in_(shift_ids))
    )
    return {shift_id: int(left) for shift_id, left in rows}
