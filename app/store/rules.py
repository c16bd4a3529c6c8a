"""Dated rules: what held on a day, with who said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import aliased

from app.domain.dated_rules import DatedRule, RulesOn
from app.domain.errors import Missing
from app.store.db import db
from app.store.models.people import User
from app.store.models.rules import RuleValue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID


def find_rule(key: str, *, on: date) -> RuleValue | None:
    """The row of a rule that holds on a day; None where nobody has said anything."""
    return db.session.scalar(
        select(RuleValue)
        .where(RuleValue.key == key, RuleValue.valid_from <= on)
        .where(or_(RuleValue.valid_to.is_(None), RuleValue.valid_to >= on))
        .order_by(RuleValue.valid_from.desc())
        .limit(1)
    )


def find_whole_number(key: str, *, on: date) -> int | None:
    """The rule's value where it is a whole number, not below nought; else None."""
    return find_whole_numbers([key], on=on)[key]


def find_whole_numbers(keys: Collection[str], *, on: date) -> dict[str, int | None]:
    """The values of several rules, each as `find_whole_number` gives it, by one query."""
    held = RulesOn(list_dated(keys), on)
    rows = {key: held.find(key) for key in keys}
    return {
        key: int(row.value) if row is not None and row.value.isdecimal() else None
        for key, row in rows.items()
    }


def list_dated(keys: Collection[str] = ()) -> tuple[DatedRule, ...]:
    """The rows of these keys, or of all, as plain values."""
    query = select(RuleValue).order_by(RuleValue.key, RuleValue.valid_from)
    rows = db.session.scalars(query.where(RuleValue.key.in_(keys)) if keys else query)
    return tuple(_dated(row) for row in rows)


def _dated(row: RuleValue) -> DatedRule:
    return DatedRule(
        row.key, row.value, row.unit, row.valid_from, row.valid_to, row.source, row.confirmed
    )


def list_keys(first: Iterable[str]) -> list[str]:
    """Every rule that has a row: the named ones in their order, then the others."""
    known = set(db.session.scalars(select(RuleValue.key).distinct()))
    named = [key for key in first if key in known]
    return [*named, *sorted(known - set(named))]


def find_unit(key: str) -> str | None:
    """In what unit a rule is given; None for a rule that nobody knows."""
    return db.session.scalar(select(RuleValue.unit).where(RuleValue.key == key).limit(1))


def is_dated(key: str, valid_from: date) -> bool:
    """Whether a value of the rule begins on this day already."""
    same = select(RuleValue.id).where(RuleValue.key == key, RuleValue.valid_from == valid_from)
    return db.session.scalar(same) is not None


def get_rule(rule_id: UUID) -> RuleValue:
    """One row. Raises: Missing."""
    row = db.session.get(RuleValue, rule_id)
    if row is None:
        raise Missing
    return row


def add(row: DatedRule, *, by_id: UUID | None, now: datetime) -> UUID:
    """Write a row that waits to be checked; returns its id."""
    kept = RuleValue(
        key=row.key, value=row.value, unit=row.unit, valid_from=row.valid_from,
        valid_to=row.valid_to, source=row.source, confirmed=False, entered_by_id=by_id,
        entered_at=now,
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()
    return kept.id


def confirm(rule_id: UUID, *, by_id: UUID | None, on: date) -> bool:
    """Whether the row waited to be checked and now is."""
    row = db.session.get(RuleValue, rule_id, with_for_update=True)
    if row is None or row.confirmed:
        return False
    row.confirmed, row.checked_by_id, row.checked_on = True, by_id, on
    db.session.flush()
    return True


def remove(rule_id: UUID) -> None:
    """Take a row away."""
    db.session.execute(delete(RuleValue).where(RuleValue.id == rule_id))


@dataclass(frozen=True)
class KeptRule:
    """A row as the administrator reads it, with the first names of who entered and checked it."""

    id: UUID
    row: DatedRule
    entered_by: str
    entered_by_id: UUID | None
    checked_by: str
    checked_on: date | None
    note: str


def list_kept() -> dict[str, list[KeptRule]]:
    """Every row by its rule, the newest first."""
    entered, checked = aliased(User), aliased(User)
    rows = db.session.execute(
        select(RuleValue, entered.first_name, checked.first_name)
        .outerjoin(entered, entered.id == RuleValue.entered_by_id)
        .outerjoin(checked, checked.id == RuleValue.checked_by_id)
        .order_by(RuleValue.key, RuleValue.valid_from.desc())
    )
    kept: dict[str, list[KeptRule]] = {}
    for row, entered_by, checked_by in rows:
        one = KeptRule(
            row.id, _dated(row), entered_by or "", row.entered_by_id, checked_by or "",
            row.checked_on, row.note,
        )  # fmt: skip
        kept.setdefault(row.key, []).append(one)
    return kept
