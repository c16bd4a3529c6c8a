"""The usual steps of follow-along plans, kept by two people: one enters, another checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.cadence import check_rule
from app.domain.errors import Conflict, RuleBroken
from app.domain.policy import Verb, require
from app.store import audit, cadence_templates
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.cadence import StepRule
    from app.domain.policy import Actor


def add_step(actor: Actor, rule: StepRule, *, valid_from: date, source: str, now: datetime) -> UUID:
    """The id of a new form of a known step, which counts once another person has checked it.

    Plans that were made before keep the steps of their time.
    Raises: NotAllowed, RuleBroken("rule_source_missing", "rule_unknown", "cadence_days_backwards",
    "cadence_rhythm"), Conflict("rule_dated_already").
    """
    require(actor, Verb.EDIT_RULES)
    if not source.strip():
        raise RuleBroken("rule_source_missing")
    check_rule(rule)
    with unit_of_work():
        if not cadence_templates.is_known(rule):
            raise RuleBroken("rule_unknown")
        if cadence_templates.is_dated(rule, valid_from):
            raise Conflict("rule_dated_already")
        step_id = cadence_templates.add(
            rule, valid_from=valid_from, source=source.strip(), by_id=actor.user_id, now=now
        )
        _record(actor, "create", step_id, rule.step.value, now=now)
        return step_id


def confirm_step(actor: Actor, step_id: UUID, *, now: datetime) -> None:
    """Say that the step is as its source has it; never by whoever entered it.

    Raises: Missing, NotAllowed, RuleBroken("rule_own_check").
    """
    require(actor, Verb.EDIT_RULES)
    with unit_of_work():
        row = cadence_templates.get_step(step_id)
        if row.entered_by_id == actor.user_id:
            raise RuleBroken("rule_own_check")
        if row.checked_at is None:
            cadence_templates.confirm(row, by_id=actor.user_id, now=now)
            _record(actor, "update", step_id, row.step.value, now=now)


def discard_step(actor: Actor, step_id: UUID, *, now: datetime) -> None:
    """Take a step away that somebody entered and nobody has checked yet.

    Raises: Missing, NotAllowed, Conflict("rule_in_force").
    """
    require(actor, Verb.EDIT_RULES)
    with unit_of_work():
        row = cadence_templates.get_step(step_id)
        if row.checked_at is not None or row.entered_by_id is None:
            raise Conflict("rule_in_force")
        step = row.step.value
        cadence_templates.remove(step_id)
        _record(actor, "delete", step_id, step, now=now)


def _record(actor: Actor, action: str, step_id: UUID, step: str, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "cadence_template", step_id, purpose="system", fields=["step"], facts={"key": step}
    )
    audit.record(actor, entry, now=now)
