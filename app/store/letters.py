"""Letters to the people around an order or an offer: who gets them is decided here.

Facts are codes, ids and titles; the address on the site is given as `path`. A key keeps a letter
single: the same key for the same person is written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.reminders import tell_from
from app.domain.vocabulary import Role
from app.store import orderers, outbox
from app.store.db import db
from app.store.models.people import Client, User
from app.store.outbox import Letter
from app.store.relations import find_coach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.store.models.work import Task


def tell_dispatchers(
    task: Task, template: str, key: str, *, now: datetime, **facts: object
) -> None:
    """A letter about an order to everybody who dispatches."""
    about = {"path": f"/dispatch/tasks/{task.id}", "title": task.title} | facts
    tell_all_dispatchers(template, key, now=now, **about)


def tell_all_dispatchers(template: str, key: str, *, now: datetime, **facts: object) -> None:
    """A letter to everybody who dispatches; the facts have the `path`."""
    users = db.session.scalars(select(User).where(User.role == Role.DISPATCHER, User.active))
    _tell(users, template, key, facts, now)


def tell_orderer(
    task: Task, template: str, key: str, *, now: datetime, send_from: datetime | None = None,
    **facts: object,
) -> None:  # fmt: skip
    """A letter about an order to whoever made it, else to all who order for the organisation."""
    about = {"title": task.title, "path": f"/orderer/tasks/{task.id}"} | facts
    _tell(list_addressees(task), template, key, about, now, send_from)


def tell_times_changed(task: Task, *, now: datetime) -> None:
    """That the times of an order are others now, to those whose order it is."""
    key = f"task_times_changed:{task.id}:{int(now.timestamp())}"
    tell_orderer(task, "task_times_changed", key, now=now)


def list_addressees(task: Task) -> list[User]:
    """Who is written to about an order: who made it, else all who order for the organisation."""
    people = orderers.list_orderers(task.organisation_id)
    return [one for one in people if one.id == task.created_by_id] or people


def tell_coach(
    client_id: UUID, template: str, key: str, *, now: datetime, teller: UUID | None = None,
    path: str = "/coach/", **facts: object,
) -> UUID | None:  # fmt: skip
    """The client's own coach, to whom a letter was written unless it is the teller's own news."""
    coach = find_coach(client_id, on=local_day(now))
    if coach is None:
        return None
    if coach.id != teller:
        _tell([coach], template, key, {"path": path} | facts, now)
    return coach.id


def tell_user(
    user_id: UUID, template: str, key: str, *, now: datetime, path: str = "/coach/",
    send_from: datetime | None = None, **facts: object,
) -> None:  # fmt: skip
    """A letter to one person; nothing when the account is closed."""
    users = db.session.scalars(select(User).where(User.id == user_id, User.active))
    _tell(users, template, key, {"path": path} | facts, now, send_from)


def _tell(
    users: Iterable[User], template: str, key: str, facts: Mapping[str, object], now: datetime,
    send_from: datetime | None = None,
) -> None:  # fmt: skip
    for user in users:
        letter = Letter(template, f"{key}:{user.id}", facts, send_from=send_from)
        outbox.queue_to_user(user, letter, now=now)


def tell_clients(
    keys: Mapping[UUID, str], template: str, *, now: datetime, path: str = "/client/",
    useful_until: datetime | None = None, begins_at: datetime | None = None,
) -> None:  # fmt: skip
    """One letter to each of these clients, each under its own key.

    At night it waits for the morning, unless it is of work that `begins_at` this morning.
    """
    send_from = tell_from(now, begins_at)
    for client in _clients(keys.keys()):
        letter = Letter(template, keys[client.id], {"path": path}, useful_until, send_from)
        outbox.queue_to_client(client, letter, now=now)


def _clients(client_ids: Collection[UUID]) -> list[Client]:
    if not client_ids:
        return []
    return list(
        db.session.scalars(select(Client).where(Client.id.in_(client_ids)).order_by(Client.id))
    )
