"""After how long orders are asked about and end, on a day: dated rows where there are any."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from app.domain.endings import DEFAULT, EndingSetting
from app.store import rules

if TYPE_CHECKING:
    from datetime import date


def setting_on(day: date) -> EndingSetting:
    """The setting of a day."""
    names = {f"orders.{one.name}": one.name for one in fields(EndingSetting)}
    found = rules.find_whole_numbers(names, on=day)
    return replace(DEFAULT, **{names[key]: value for key, value in found.items() if value})
