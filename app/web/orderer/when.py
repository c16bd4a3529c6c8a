"""A day in three fields and two clock times, written as one says them."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from app.web.shared.fields import stripped, text_field, whole_number
from app.web.shared.forms import SiteForm, needed

if TYPE_CHECKING:
    from wtforms import Field

_CLOCK = re.compile(r"^(?:klo\s*)?([01]?[0-9]|2[0-3])(?:[.:]?([0-5][0-9]))?$", re.IGNORECASE)


class WhenForm(SiteForm):
    """When work is, on one day."""

    day = text_field(_l("Ensimmäinen päivä"), 2)
    month = text_field(_l("Kuukausi"), 2)
    year = text_field(_l("Vuosi"), 4)
    start_time = text_field(
        _l("Alkaa kello"), 8, needed(_l("Kirjoita, mihin aikaan työ alkaa.")),
        description=_l("Esimerkiksi 10 tai 10.30"),
    )  # fmt: skip
    end_time = text_field(
        _l("Päättyy kello"), 8, needed(_l("Kirjoita, mihin aikaan työ päättyy.")),
        description=_l("Esimerkiksi 12.30"),
    )  # fmt: skip

    def validate_day(self, _field: Field) -> None:
        if self.first_on is None:
            raise ValidationError(_("Kirjoita päivä numeroina, esimerkiksi 25 11 2026."))

    def validate_start_time(self, field: Field) -> None:
        if parse_clock(field.data) is None:
            raise ValidationError(_("Kirjoita kellonaika, esimerkiksi 10.30."))

    validate_end_time = validate_start_time

    @property
    def first_on(self) -> date | None:
        """The day that the three fields name, or None."""
        return day_of(self.day.data, self.month.data, self.year.data)


def day_of(day: str | None, month: str | None, year: str | None) -> date | None:
    """The day that three texts name, or None."""
    numbers = [whole_number(text) or 0 for text in (year, month, day)]
    try:
        return date(numbers[0] + 2000 if 20 <= numbers[0] < 100 else numbers[0], *numbers[1:])
    except ValueError:
        return None


def parse_clock(text: str | None) -> time | None:
    """The clock time of "10", "10.30", "10:30" or "1030", or None."""
    found = _CLOCK.match(stripped(text))
    return time(int(found[1]), int(found[2] or 0)) if found else None


def clock_text(clock: time) -> str:
    """A clock time as people write it: "10" or "10.30"."""
    return f"{clock.hour}.{clock.minute:02d}" if clock.minute else str(clock.hour)
