"""Dated rules: what held on a day, with who said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from app.domain.dated_rules import DatedRule
from app.store.db import db
from app.store.models.rules import RuleValue

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


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
    row = find_rule(key, on=on)
    return int(row.value) if row is not None and row.value.isdecimal() else None


def list_dated(keys: Collection[str] = ()) -> tuple[DatedRule, ...]:
    """The rows of these keys, or of all, as plain values."""
    query = select(RuleValue).order_by(RuleValue.key, RuleValue.valid_from)
    rows = db.session.scalars(query.where(RuleValue.key.in_(keys)) if keys else query)
    return tuple(
        DatedRule(
            row.key, row.value, row.unit, row.valid_from, row.valid_to, row.source, row.confirmed
        )
        for row in rows
    )
