"""The rule rows that come with the site, as its migration brings them; checked or not."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from app.domain.dated_rules import DatedRule
from app.store.models.people import BenefitSituation
from app.store.models.rules import RuleValue
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.vocabulary import Benefit
    from tests.world import World

MIGRATION = Path(__file__).parent.parent / "migrations" / "versions" / "0009_money_honestly.py"


@cache
def first_rows(*, confirmed: bool = True) -> tuple[DatedRule, ...]:
    spec = spec_from_file_location("money_honestly", MIGRATION)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return tuple(
        DatedRule(key, value, unit, since, until, source, confirmed)
        for key, unit, value, since, until, source, _note in module.ROWS
    )


def live_on(world: World, client: Actor, benefit: Benefit, **facts: Any) -> UUID:
    """Say what a client lives on, all of it known, and have the rules of it checked."""
    known: dict[str, Any] = {
        "social_assistance": False, "housing_allowance": False, "other_cents_month": 0,
        "valid_from": date(2026, 1, 7),
    }  # fmt: skip
    with unit_of_work() as session:
        session.execute(update(RuleValue).values(confirmed=True))
    return world.add(BenefitSituation(client_id=client.client_id, benefit=benefit, **known | facts))
