"""The numbers of the rules of offers that hold on a day: dated rows where there are any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.offers import DEFAULT, OfferSetting
from app.store import rules

if TYPE_CHECKING:
    from datetime import date

NEW_A_WEEK = "offers.new_a_week"
_RULES = {
    NEW_A_WEEK: "new_offers_a_week",
    "offers.wave_factor": "wave_factor",
    "offers.default_window_hours": "default_window_hours",
    "offers.min_window_hours": "min_window_hours",
}


def setting_on(day: date) -> OfferSetting:
    """The setting of a day."""
    said = rules.find_whole_numbers(_RULES, on=day)
    known = {_RULES[key]: n for key, n in said.items() if n is not None}
    # Rows are entered one by one: together they must never make a setting that cannot be.
    least = max(known.get("min_window_hours", DEFAULT.min_window_hours), 1)
    usual = max(known.get("default_window_hours", DEFAULT.default_window_hours), least)
    known |= {
        "min_window_hours": least, "default_window_hours": usual,
        "max_window_hours": max(DEFAULT.max_window_hours, usual),
        "wave_factor": max(known.get("wave_factor", DEFAULT.wave_factor), 1),
    }  # fmt: skip
    return replace(DEFAULT, **known)
