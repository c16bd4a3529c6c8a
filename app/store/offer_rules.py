"""The numbers of the rules of offers that hold on a day: dated rows where there are any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.offers import DEFAULT, OfferSetting
from app.store import rules

if TYPE_CHECKING:
    from datetime import date

NEW_A_WEEK = "offers.new_a_week"


def setting_on(day: date) -> OfferSetting:
    """The setting of a day."""
    new_a_week = rules.find_whole_number(NEW_A_WEEK, on=day)
    return DEFAULT if new_a_week is None else replace(DEFAULT, new_offers_a_week=new_a_week)
