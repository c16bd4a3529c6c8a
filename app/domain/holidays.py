"""The public holidays of Finland, so that nobody is asked to work on one by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holidays import country_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

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
