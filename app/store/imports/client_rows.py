"""Clients as the rows of files: read from their tables, many at a time, without loading objects."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.calendar import Span, merge_spans
from app.domain.imports.cells import Limits, tidy
from app.domain.imports.clients import ClientRow
from app.domain.vocabulary import Benefit, RelationKind
from app.store import times
from app.store.crypto import unseal
from app.store.db import Model, db
from app.store.models.people import (
    Availability,
    BenefitSituation,
    Client,
    Limit,
    OwnLimit,
    Pass,
    Relation,
    Wish,
    WorkActivityDay,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from app.store.imports.people import Staff, Units

PLAIN = (
    "first_name", "service_group", "started_on", "language", "birth_year", "stop", "lat", "lon",
    "max_travel_minutes", "max_minutes_week", "max_minutes_month", "support_need",
    "non_disclosure", "goes_alone", "channel", "max_cents_month", "waiting_since",
)  # fmt: skip
SEALED = ("number", "last_name", "phone", "strengths")
_COLUMNS = [
    Client.__table__.c[name]
    for name in ("id", "unit_id", *PLAIN, *(f"{name}_sealed" for name in SEALED))
]
_OPEN_KINDS = (RelationKind.COACH, RelationKind.RESPONSIBLE_WORKER)
Values = dict["UUID", list[Any]]


def rows_of(ids: Sequence[UUID], *, units: Units, staff: Staff, today: date) -> list[ClientRow]:
    """The rows of these clients in the same order."""
    records = db.session.execute(select(*_COLUMNS).where(Client.id.in_(ids))).mappings()
    by_id = {record["id"]: record for record in records}
    people, parts = _open_relations(ids), _parts(ids, today)
    return [
        _row(by_id[one], people.get(one, {}), {name: p.get(one, []) for name, p in parts.items()},
             units, staff)
        for one in ids
    ]  # fmt: skip


def _row(
    record: Any, people: dict[RelationKind, UUID], parts: dict[str, list[Any]], units: Units,
    staff: Staff,
) -> ClientRow:  # fmt: skip
    client_id = record["id"]
    texts = {name: _open(record[f"{name}_sealed"], name, client_id) for name in SEALED}
    wishes = parts["wishes"]
    return ClientRow(
        ref=texts["number"] or client_id.hex, last_name=texts["last_name"],
        phone=texts["phone"], strengths=texts["strengths"],
        unit_code=units.codes[record["unit_id"]],
        coach_email=staff.email(people.get(RelationKind.COACH)),
        worker_email=staff.email(people.get(RelationKind.RESPONSIBLE_WORKER)),
        availability=merge_spans(Span(*span) for span in parts["availability"]),
        work_activity_days=tuple(sorted(day for (day,) in parts["days"])),
        wishes=tuple(sorted(category for category, wanted in wishes if wanted)),
        avoid=tuple(sorted(category for category, wanted in wishes if not wanted)),
        limits=Limits(
            tuple(sorted((scale, level) for scale, level in parts["limits"])),
            tuple(sorted(rule for (rule,) in parts["rules"])),
        ),
        passes=tuple(sorted(kind for (kind,) in parts["passes"])),
        exceptions=tuple(sorted(parts["exceptions"])), sessions=tuple(parts["sessions"]),
        benefit=parts["benefit"][-1][0] if parts["benefit"] else Benefit.UNKNOWN,
        **{name: record[name] for name in PLAIN},
    )  # fmt: skip


def _open(sealed: bytes | None, column: str, client_id: UUID) -> str:
    return tidy(unseal(sealed, "client", column, client_id)) if sealed else ""


def _open_relations(ids: Sequence[UUID]) -> dict[UUID, dict[RelationKind, UUID]]:
    query = select(Relation.client_id, Relation.kind, Relation.user_id).where(
        Relation.client_id.in_(ids), Relation.kind.in_(_OPEN_KINDS), Relation.ends_on.is_(None)
    )
    found: dict[UUID, dict[RelationKind, UUID]] = defaultdict(dict)
    for client_id, kind, user_id in db.session.execute(query):
        found[client_id][kind] = user_id
    return found


def _parts(ids: Sequence[UUID], today: date) -> dict[str, Values]:
    """What a client has several of, by client; benefits in the order in which they began."""
    span = (Availability.weekday, Availability.starts_minute, Availability.ends_minute)
    known = (BenefitSituation.valid_from <= today,)
    return {
        "exceptions": times.list_exceptions(ids),
        "sessions": times.list_sessions(ids),
        "availability": _listed(Availability, span, ids),
        "days": _listed(WorkActivityDay, (WorkActivityDay.weekday,), ids),
        "wishes": _listed(Wish, (Wish.category, Wish.wanted), ids),
        "limits": _listed(Limit, (Limit.scale, Limit.level), ids),
        "rules": _listed(OwnLimit, (OwnLimit.rule,), ids),
        "passes": _listed(Pass, (Pass.kind,), ids),
        "benefit": _listed(
            BenefitSituation, (BenefitSituation.benefit,), ids, known, BenefitSituation.valid_from
        ),
    }


def _listed(
    model: type[Model], columns: Sequence[Any], ids: Sequence[UUID],
    where: Iterable[Any] = (), order: Any = None,
) -> Values:  # fmt: skip
    owner = model.__table__.c.client_id
    query = select(owner, *columns).where(owner.in_(ids), *where)
    found: Values = defaultdict(list)
    for client_id, *values in db.session.execute(query if order is None else query.order_by(order)):
        found[client_id].append(tuple(values))
    return found
