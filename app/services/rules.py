"""Dated rules, kept by two people: one enters a value, another checks it against the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.dated_rules import DatedRule, check_value
from app.domain.errors import Conflict, RuleBroken
from app.domain.policy import Verb, require
from app.store import audit, rules
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor


def add_rule(
    actor: Actor, key: str, value: str, *, valid_from: date, source: str, now: datetime
) -> UUID:
    """The id of a new value of a known rule; it waits for another person's check.

    Rows before it stay as they are, and what was reckoned with them keeps them.
    Raises: NotAllowed, RuleBroken("rule_unknown", "rule_value_unreadable", "rule_source_missing"),
    Conflict("rule_dated_already").
    """
    require(actor, Verb.EDIT_RULES)
    if not source.strip():
        raise RuleBroken("rule_source_missing")
    with unit_of_work():
        unit = rules.find_unit(key)
        if unit is None:
            raise RuleBroken("rule_unknown")
        if rules.is_dated(key, valid_from):
            raise Conflict("rule_dated_already")
        row = DatedRule(key, check_value(value, unit), unit, valid_from, None, source.strip())
        rule_id = rules.add(row, by_id=actor.user_id, now=now)
        _record(actor, "create", rule_id, key, now=now)
        return rule_id


def confirm_rule(actor: Actor, rule_id: UUID, *, now: datetime) -> None:
    """Say that the value is as its source has it; never by whoever entered it.

    A row that came with the site has been entered by nobody here, so any one person may check it.
    Raises: Missing, NotAllowed, RuleBroken("rule_own_check").
    """
    require(actor, Verb.EDIT_RULES)
    with unit_of_work():
        row = rules.get_rule(rule_id)
        if row.entered_by_id == actor.user_id:
            raise RuleBroken("rule_own_check")
        if rules.confirm(rule_id, by_id=actor.user_id, on=local_day(now)):
            _record(actor, "update", rule_id, row.key, now=now)


def discard_rule(actor: Actor, rule_id: UUID, *, now: datetime) -> None:
    """Take a value away that somebody entered and nobody has checked yet.

    Raises: Missing, NotAllowed, Conflict("rule_in_force").
    """
    require(actor, Verb.EDIT_RULES)
    with unit_of_work():
        row = rules.get_rule(rule_id)
        if row.confirmed or row.entered_by_id is None:
            raise Conflict("rule_in_force")
        key = row.key
        rules.remove(rule_id)
        _record(actor, "delete", rule_id, key, now=now)


def _record(actor: Actor, action: str, rule_id: UUID, key: str, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "rule_value", rule_id, purpose="system", fields=["value"], facts={"key": key}
    )
    audit.record(actor, entry, now=now)
