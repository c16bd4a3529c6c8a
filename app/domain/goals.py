"""What a client wants to reach, in own words, with a day to look at it again."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

# Units: signs; whole months until the goal is looked at again.
LONGEST = 300
REVIEW_MONTHS = (1, 3, 6)
DEFAULT_MONTHS = 3
# So many goals stand open at a time: more than that nobody keeps in mind.
MOST_OPEN = 3


def months_after(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
