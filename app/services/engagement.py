"""Ways of engaging, kept by two people: one enters a version, another checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Conflict, RuleBroken
from app.domain.policy import Verb, require
from app.store import audit, engagement
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.engagement import Responsibility
    from app.domain.policy import Actor


def add_version(actor: Actor, row: Responsibility, *, now: datetime) -> UUID:
    """The id of a new version, which counts once another person has checked it.

    Versions before it stay: work that was done in their time goes by them.
    Raises: NotAllowed, RuleBroken("rule_source_missing"), Conflict("rule_dated_already").
    """
    require(actor, Verb.EDIT_RULES)
    if not row.source.strip():
        raise RuleBroken("rule_source_missing")
    with unit_of_work():
        if engagement.is_dated(row.model, row.valid_from):
            raise Conflict("rule_dated_already")
        version_id = engagement.add(row, by_id=actor.user_id, now=now)
        _record(actor, "create", version_id, row.model.value, now=now)
        return version_id


def confirm_version(actor: Actor, version_id: UUID, *, now: datetime) -> None:
    """Say that the version is as its source has it; never by whoever entered it.

    Raises: Missing, NotAllowed, RuleBroken("rule_own_check").
    """
    require(actor, Verb.EDIT_RULES)
    with unit_of_work():
        row = engagement.get_version(version_id)
        if row.entered_by_id == actor.user_id:
            raise RuleBroken("rule_own_check")
        if not row.confirmed:
            engagement.confirm(row, by_id=actor.user_id, on=local_day(now))
            _record(actor, "update", version_id, row.model.value, now=now)


def discard_version(actor: Actor, version_id: UUID, *, now: datetime) -> None:
    """Take a version away that somebody entered and nobody has checked yet.

    Raises: Missing, NotAllowed, Conflict("rule_in_force").
    """
    require(actor, Verb.EDIT_RULES)
    with unit_of_work():
        row = engagement.get_version(version_id)
        if row.confirmed or row.entered_by_id is None:
            raise Conflict("rule_in_force")
        model = row.model.value
        engagement.remove(version_id)
        _record(actor, "delete", version_id, model, now=now)


def _record(actor: Actor, action: str, version_id: UUID, model: str, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "engagement_version", version_id, purpose="system", fields=["responsibilities"],
        facts={"model": model},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
