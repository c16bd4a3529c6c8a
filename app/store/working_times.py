"""The limits of the Working Hours Act by the day of the work: dated rows where there are any.

The matcher, which looks at weeks of work at once, goes by the day of the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.working_time import LIMIT_KEYS, WorkingTimeSetting, setting_on
from app.store import rules

if TYPE_CHECKING:
    from datetime import date


def limits_on(day: date) -> WorkingTimeSetting:
    """The limits that hold on a day."""
    return setting_on(rules.list_dated(LIMIT_KEYS), day)
