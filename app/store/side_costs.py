"""The employer's side costs by the way of engaging and the day of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.costs import side_costs_key
from app.domain.dated_rules import RulesOn
from app.store import rules

if TYPE_CHECKING:
    from datetime import date

    from app.domain.dated_rules import DatedRule
    from app.domain.vocabulary import EngagementModel


def find_side_costs(model: EngagementModel | None, *, on: date) -> DatedRule | None:
    """The row that says what share of the wage they are; None where nobody has said."""
    if model is None:
        return None
    key = side_costs_key(model)
    return RulesOn(rules.list_dated({key}), on).find(key)
