"""The public holidays of Finland, so that nobody is asked to work on one by mistake."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from holidays import country_holidays

from app.domain import recurrence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# So far ahead holidays are told, and left out of work that is made ahead.
AHEAD = timedelta(days=365)

# The names come from the same calendar that knows the days.
_LANGUAGES = {"sv": "sv_FI", "en": "en_US"}


def list_holidays(days: Iterable[date], language: str = "fi") -> list[tuple[date, str]]:
    """Those of the days that are public holidays, in order, with their names."""
    wanted = sorted(set(days))
    years = {day.year for day in wanted}
    if not years:
        return []
    names = country_holidays("FI", years=years, language=_LANGUAGES.get(language, "fi"))
    return [(day, str(names[day])) for day in wanted if day in names]


def holidays_of(rule: str, first_on: date, language: str = "fi") -> list[tuple[date, str]]:
    """The public holidays in the first year of recurring work, with their names.

    The first day is the orderer's own choice, so it is never among them.
    """
    if not rule:
        return []
    days = recurrence.list_days(rule, first_on, after=first_on, until=first_on + AHEAD)
    return list_holidays(days, language)


def holidays_between(rule: str, first_on: date, *, after: date, until: date) -> frozenset[date]:
    """The days of recurring work after one day and up to another that are public holidays."""
    days = recurrence.list_days(rule, first_on, after=after, until=until)
    return frozenset(day for day, _name in list_holidays(days))


@lru_cache(maxsize=64)
def _of_year(year: int) -> frozenset[date]:
    return frozenset(country_holidays("FI", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices are open: from Monday to Friday, but for public holidays."""
    return day.weekday() < 5 and day not in _of_year(day.year)


def add_working_days(day: date, number: int) -> date:
    """The day after so many working days; after none of them the day itself."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day
