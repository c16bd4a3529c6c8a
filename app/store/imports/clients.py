"""Clients from files: found by a keyed hash of their number, sealed and written in bulk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, or_, select, update

from app.domain.cards import ANIMALS, TONES
from app.domain.imports.columns import Remark
from app.domain.vocabulary import RelationKind, Role
from app.store.crypto import blind_index, phone_digits, seal
from app.store.db import Model, db
from app.store.imports import client_rows
from app.store.imports.client_rows import PLAIN
from app.store.imports.people import Staff, Units
from app.store.imports.shelf import (
    Bulk,
    Change,
    Occasion,
    Stored,
    Touched,
    id_from_key,
    random_ids,
)
from app.store.models.people import (
    Availability,
    BenefitSituation,
    Client,
    Limit,
    OwnLimit,
    Pass,
    Relation,
    User,
    Wish,
    WorkActivityDay,
)
from app.store.models.times import AvailabilityException, WorkActivitySession

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from app.domain.imports.clients import ClientRow

_RELATIONS = (
    (RelationKind.COACH, "coach_email", "coach_unknown", frozenset({Role.COACH})),
    (
        RelationKind.RESPONSIBLE_WORKER, "worker_email", "worker_unknown",
        frozenset({Role.RESPONSIBLE_WORKER}),
    ),
)  # fmt: skip
_COLUMN_OF = {"worker_email": "responsible_worker_email"}
# The tables that a changed field of the row is written to anew.
_PARTS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Availability, ("availability",)),
    (WorkActivityDay, ("work_activity_days",)),
    (Wish, ("wishes", "avoid")),
    (Limit, ("limits",)),
    (OwnLimit, ("limits",)),
    (AvailabilityException, ("exceptions",)),
    (WorkActivitySession, ("sessions",)),
)


def number_index(number: str) -> bytes:
    """The index by which a client number is found."""
    return blind_index("number", number)


def face_of(ref: str) -> tuple[str, str]:
    """Animal and colour of the client's card, always the same for the same number."""
    drawn = hashlib.sha256(ref.encode()).digest()
    return ANIMALS[drawn[0] % len(ANIMALS)], TONES[drawn[1] % len(TONES)]


def _part_rows(model: type[Model], row: ClientRow) -> Iterable[dict[str, Any]]:
    names, values = _told_of(model, row)
    return (dict(zip(names, one, strict=True)) for one in values)


def _told_of(model: type[Model], row: ClientRow) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
    """The columns of a table that hangs on clients, and what the row says for them."""
    wishes = [*((one, True) for one in row.wishes), *((one, False) for one in row.avoid)]
    told: dict[type[Model], tuple[Sequence[str], Iterable[Sequence[Any]]]] = {
        Availability: (("weekday", "starts_minute", "ends_minute"), row.availability),
        WorkActivityDay: (("weekday",), ((day,) for day in row.work_activity_days)),
        Wish: (("category", "wanted"), wishes),
        Limit: (("scale", "level"), row.limits.levels),
        OwnLimit: (("rule",), ((rule,) for rule in row.limits.rules)),
        AvailabilityException: (
            ("applies_on", "starts_minute", "ends_minute", "free"), row.exceptions
        ),
        WorkActivitySession: (("starts_at", "ends_at"), row.sessions),
    }  # fmt: skip
    return told[model]


class ClientShelf:
    """Clients by their numbers; those without one by their ids."""

    def __init__(self, occasion: Occasion) -> None:
        self._occasion, self._today = occasion, occasion.today
        self._units, self._staff = Units(), Staff()
        self._ids = random_ids()
        parts = [model for model, _fields in _PARTS]
        self._bulk = Bulk(Client, User, Relation, *parts, Pass, BenefitSituation)

    def find(self, rows: Sequence[ClientRow]) -> Mapping[str, Stored]:
        """What is kept of these rows, by their numbers."""
        keys = {number_index(row.ref): row.ref for row in rows}
        ids = {one: row.ref for row in rows if (one := id_from_key(row.ref))}
        query = select(Client.id, Client.number_index).where(
            or_(
                Client.number_index.in_(keys),
                and_(Client.number_index.is_(None), Client.id.in_(ids)),
            )
        )
        found = {
            record.id: keys.get(record.number_index) or ids[record.id]
            for record in db.session.execute(query)
        }
        stored = zip(found, self.rows_of(list(found)), strict=True) if found else ()
        # The same number may be spelt a little otherwise than it was: it is the same client.
        return {found[one]: Stored(one, replace(row, ref=found[one])) for one, row in stored}

    def check(self, row: ClientRow, _stored: Stored | None) -> Iterator[Remark]:
        """A unit, coach or worker whom nobody knows."""
        if self._units.id_of(row.unit_code) is None:
            yield Remark("unit_code", "unit_unknown", {"text": row.unit_code})
        for _kind, field, code, roles in _RELATIONS:
            email = getattr(row, field)
            if email and self._staff.find(email, roles) is None:
                yield Remark(_COLUMN_OF.get(field, field), code, {"text": email})

    def write(self, added: Sequence[ClientRow], changed: Sequence[Change]) -> Touched:
        """Keep the rows with everything that hangs on them."""
        new = [self._add(row) for row in added]
        for change in changed:
            self._change(change.stored, change.row)
        self._bulk.write()
        return new, [change.stored.id for change in changed]

    def _sealed(self, client_id: UUID, row: ClientRow) -> dict[str, Any]:
        return {
            "last_name_sealed": _seal(row.last_name, "last_name", client_id),
            "last_name_index": blind_index("last_name", row.last_name) if row.last_name else None,
            "phone_sealed": _seal(row.phone, "phone", client_id),
            "phone_index": blind_index("phone", phone_digits(row.phone)) if row.phone else None,
            "strengths_sealed": _seal(row.strengths, "strengths", client_id),
        }

    def _add(self, row: ClientRow) -> UUID:
        client_id, now = next(self._ids), self._occasion.now
        animal, colour = face_of(row.ref)
        record = {
            "id": client_id, "number_sealed": _seal(row.ref, "number", client_id),
            "number_index": number_index(row.ref), "unit_id": self._units.ids[row.unit_code],
            "animal": animal, "colour": colour, "created_at": now, "version": 1,
            **{name: getattr(row, name) for name in PLAIN}, **self._sealed(client_id, row),
        }  # fmt: skip
        self._bulk.add(Client, record)
        user = {
            "id": next(self._ids), "role": Role.CLIENT, "first_name": row.first_name,
            "language": row.language, "languages": "fi", "client_id": client_id, "active": True,
            "created_at": now,
        }  # fmt: skip
        self._bulk.add(User, user)
        for kind, field, _code, roles in _RELATIONS:
            self._relate(client_id, kind, self._staff.find(getattr(row, field), roles))
        for model, _fields in _PARTS:
            self._add_parts(model, client_id, row)
        self._add_passes(client_id, row.passes)
        self._add_benefit(client_id, row)
        return client_id

    def _relate(self, client_id: UUID, kind: RelationKind, user_id: UUID | None) -> None:
        if user_id is not None:
            relation = {
                "id": next(self._ids), "client_id": client_id, "user_id": user_id, "kind": kind,
                "starts_on": self._today, "ends_on": None,
            }  # fmt: skip
            self._bulk.add(Relation, relation)

    def _add_parts(self, model: type[Model], client_id: UUID, row: ClientRow) -> None:
        for values in _part_rows(model, row):
            values["id"], values["client_id"] = next(self._ids), client_id
            self._bulk.add(model, values)

    def _add_passes(self, client_id: UUID, kinds: Iterable[Any]) -> None:
        for kind in kinds:
            values = {"id": next(self._ids), "client_id": client_id, "kind": kind, "shown_on": None}
            self._bulk.add(Pass, values)

    def _add_benefit(self, client_id: UUID, row: ClientRow) -> None:
        values = {
            "id": next(self._ids), "client_id": client_id, "benefit": row.benefit,
            "valid_from": self._today,
        }  # fmt: skip
        self._bulk.add(BenefitSituation, values)

    def _change(self, stored: Stored, row: ClientRow) -> None:
        client_id, old = stored.id, stored.row
        columns = {name: getattr(row, name) for name in PLAIN} | self._sealed(client_id, row)
        columns["unit_id"] = self._units.ids[row.unit_code]
        _update(Client, Client.id == client_id, version=Client.version + 1, **columns)
        if (old.first_name, old.language) != (row.first_name, row.language):
            names = {"first_name": row.first_name, "language": row.language}
            _update(User, User.client_id == client_id, **names)
        for kind, field, _code, roles in _RELATIONS:
            if getattr(old, field) != getattr(row, field):
                self._end_relation(client_id, kind)
                self._relate(client_id, kind, self._staff.find(getattr(row, field), roles))
        for model, fields in _PARTS:
            if any(getattr(old, name) != getattr(row, name) for name in fields):
                _delete(model, client_id)
                self._add_parts(model, client_id, row)
        self._change_passes(client_id, old, row)
        if old.benefit is not row.benefit:
            today = BenefitSituation.valid_from == self._today
            _delete(BenefitSituation, client_id, today)
            self._add_benefit(client_id, row)

    def _end_relation(self, client_id: UUID, kind: RelationKind) -> None:
        """The former person's access ends at once: the last day was yesterday."""
        theirs = (Relation.client_id == client_id, Relation.kind == kind)
        yesterday = self._today - timedelta(days=1)
        _update(Relation, *theirs, Relation.ends_on.is_(None), ends_on=yesterday)

    def _change_passes(self, client_id: UUID, old: ClientRow, row: ClientRow) -> None:
        """Passes that stay keep the day on which they were shown."""
        gone = [kind for kind in old.passes if kind not in row.passes]
        if gone:
            _delete(Pass, client_id, Pass.kind.in_(gone))
        self._add_passes(client_id, [kind for kind in row.passes if kind not in old.passes])

    def list_ids(self) -> Sequence[UUID]:
        """All clients in the order in which they came."""
        return list(db.session.scalars(select(Client.id).order_by(Client.created_at, Client.id)))

    def rows_of(self, ids: Sequence[UUID]) -> Sequence[ClientRow]:
        """The rows of these clients."""
        today = self._today
        return client_rows.rows_of(ids, units=self._units, staff=self._staff, today=today)


def _seal(text: str, column: str, client_id: UUID) -> bytes | None:
    return seal(text, "client", column, client_id) if text else None


def _update(model: type[Model], *where: Any, **values: Any) -> None:
    statement = update(model).where(*where).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))


def _delete(model: type[Model], client_id: UUID, *where: Any) -> None:
    owner = model.__table__.c.client_id == client_id
    statement = delete(model).where(owner, *where)
    db.session.execute(statement.execution_options(synchronize_session=False))
