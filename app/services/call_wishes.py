"""An orderer asks to be called about hours, by the link to them or signed in; may take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.policy import Verb, require
from app.store import audit, call_wishes, hours, hours_links, shifts, tasks, users
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


def ask_for_call(token: str, *, now: datetime) -> None:
    """The dispatcher calls whoever has the link; asking again changes nothing.

    Raises: Missing, Gone("link_expired"), RuleBroken("phone_unknown").
    """
    with unit_of_work():
        _ask(*_asking(token, now), now=now)


def ask_about_hours(actor: Actor, hours_id: UUID, *, now: datetime) -> None:
    """The dispatcher calls the orderer about these hours; asking again changes nothing.

    Raises: Missing, NotAllowed, RuleBroken("phone_unknown").
    """
    with unit_of_work():
        _ask(actor, _shift_of(actor, hours_id, now), now=now)


def _ask(actor: Actor, shift_id: UUID, *, now: datetime) -> None:
    user = users.find_active(actor.user_id) if actor.user_id else None
    if user is None or not user.phone:
        raise RuleBroken("phone_unknown")
    if call_wishes.find_waiting(shift_id) is None:
        wish = call_wishes.add(shift_id, user.id, now=now)
        _record(actor, "create", wish.id, now=now)


def drop_call(token: str, *, now: datetime) -> None:
    """The wish is taken back, if there is one. Raises: Missing, Gone("link_expired")."""
    with unit_of_work():
        _drop(*_asking(token, now), now=now)


def drop_about_hours(actor: Actor, hours_id: UUID, *, now: datetime) -> None:
    """The wish about these hours is taken back, if there is one. Raises: Missing, NotAllowed."""
    with unit_of_work():
        _drop(actor, _shift_of(actor, hours_id, now), now=now)


def _drop(actor: Actor, shift_id: UUID, *, now: datetime) -> None:
    wish = call_wishes.find_waiting(shift_id)
    if wish is not None:
        _record(actor, "delete", wish.id, now=now)
        call_wishes.remove(wish)


def _shift_of(actor: Actor, hours_id: UUID, now: datetime) -> UUID:
    counted = hours.get_hours(actor, hours_id, now=now)
    require(actor, Verb.AGREE_HOURS, counted.facts)
    return counted.shift_id


def _asking(token: str, now: datetime) -> tuple[Actor, UUID]:
    actor, shift_id = hours_links.find_orderer(token, now=now)
    task = shifts.get_shift(actor, shift_id).task
    require(actor, Verb.AGREE_HOURS, tasks.facts_of(task, actor))
    return actor, shift_id


def _record(actor: Actor, action: str, wish_id: UUID, *, now: datetime) -> None:
    audit.record(actor, audit.Entry(action, "call_wish", wish_id), now=now)
