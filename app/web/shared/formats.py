"""Days, times, lengths and money in the words of the page's language.

The functions take all they need; FILTERS, at the end, are the same for templates, with the
language and the day of the request. Instants are aware UTC.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from app.domain import calendar
from app.domain.money import divide_half_up
from app.web.shared.language import locale as page_locale
from app.web.shared.now import today as page_today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.domain.calendar import Span

NBSP = "\u00a0"
MINUS = "\u2212"

_NEAR_DAYS = {
    "fi": {-1: "eilen", 0: "tänään", 1: "huomenna"},
    "sv": {-1: "i går", 0: "i dag", 1: "i morgon"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
_MONTH_DAY = {"fi": "d. MMMM", "sv": "d MMMM", "en": "d MMMM"}
_DAY_SHORT = {"fi": "EEE d.M.", "sv": "EEE d.M", "en": "EEE d MMM"}
_YEAR_SHORT = {"fi": "y", "sv": ".y", "en": " y"}
_CLOCK_SIGN = {"fi": "klo" + NBSP, "sv": "kl." + NBSP, "en": ""}
_ABOUT = {"fi": "noin", "sv": "ungefär", "en": "about"}
_EURO = {"fi": ("euro", "euroa"), "sv": ("euro", "euro"), "en": ("euro", "euros")}
_HOUR = {"fi": ("tunti", "tuntia"), "sv": ("timme", "timmar"), "en": ("hour", "hours")}
_MINUTE = {"fi": ("minuutti", "minuuttia"), "sv": ("minut", "minuter"), "en": ("minute", "minutes")}
_AND = {"fi": "ja", "sv": "och", "en": "and"}

# Any Monday, for the names of weekdays.
_MONDAY = date(2026, 1, 5)

Moment = date | datetime
Clock = time | datetime


def speech_of(locale: Locale | str) -> str:
    """The language that a locale's dates are written in: Easy Finnish speaks Finnish."""
    code = locale.language if isinstance(locale, Locale) else locale[:2]
    return code if code in _NEAR_DAYS else "fi"


def _day(moment: Moment) -> date:
    return calendar.local_day(moment) if isinstance(moment, datetime) else moment


def _clock(clock: Clock) -> time:
    return calendar.local_time(clock) if isinstance(clock, datetime) else clock


def weekday_on(day: date, locale: Locale | str) -> str:
    """On which weekday: "keskiviikkona", "onsdag", "Wednesday"."""
    speech = speech_of(locale)
    # The library's own Finnish form lacks the ending on Sunday.
    ending = "na" if speech == "fi" else ""
    return f"{format_date(day, 'cccc', locale=speech)}{ending}"


def day_title(day: date, locale: Locale | str) -> str:
    """The day as a heading: "Maanantai 23. marraskuuta"."""
    speech = speech_of(locale)
    words = format_date(day, f"cccc {_MONTH_DAY[speech]}", locale=speech)
    return f"{words[:1].upper()}{words[1:]}"


def day_words(moment: Moment, today: date, locale: Locale | str) -> str:
    """The day in words: "huomenna, tiistaina 3. marraskuuta"; the year only when it is another."""
    speech, day = speech_of(locale), _day(moment)
    date_words = format_date(day, _MONTH_DAY[speech], locale=speech).replace(" ", NBSP)
    words = f"{weekday_on(day, locale)} {date_words}"
    if day.year != today.year:
        words = f"{words} {day.year}"
    near = _NEAR_DAYS[speech].get((day - today).days)
    return f"{near}, {words}" if near else words


def day_short(moment: Moment, today: date, locale: Locale | str) -> str:
    """The day for lists: "ke 25.11."; the year only when it is another."""
    speech, day = speech_of(locale), _day(moment)
    pattern = _DAY_SHORT[speech]
    if day.year != today.year:
        pattern += _YEAR_SHORT[speech]
    return format_date(day, pattern, locale=speech).replace(" ", NBSP)


def _plain_clock(clock: time) -> str:
    return f"{clock.hour}.{clock.minute:02d}" if clock.minute else str(clock.hour)


def _english_clock(clock: time) -> str:
    if not clock.minute and clock.hour in {0, 12}:
        return "12 noon" if clock.hour else "midnight"
    minutes = f":{clock.minute:02d}" if clock.minute else ""
    return f"{(clock.hour - 1) % 12 + 1}{minutes}{NBSP}{'pm' if clock.hour >= 12 else 'am'}"


def clock_words(starts: Clock, ends: Clock | None, locale: Locale | str) -> str:
    """The time in words: "kello 9–12", "klockan 9–12", "9 am to 12 noon"."""
    speech, clocks = (
        speech_of(locale),
        [_clock(clock) for clock in (starts, ends) if clock is not None],
    )
    if speech == "en":
        return " to ".join(_english_clock(clock) for clock in clocks)
    sign = "kello" if speech == "fi" else "klockan"
    return f"{sign}{NBSP}{'–'.join(_plain_clock(clock) for clock in clocks)}"


def clock_short(starts: Clock, ends: Clock | None, locale: Locale | str) -> str:
    """The time for lists: "klo 10–12"."""
    speech, clocks = (
        speech_of(locale),
        [_clock(clock) for clock in (starts, ends) if clock is not None],
    )
    write = _plain_clock if speech != "en" else lambda clock: f"{clock:%H:%M}"
    return _CLOCK_SIGN[speech] + "–".join(write(clock) for clock in clocks)


def when_words(
    starts_at: datetime, ends_at: datetime | None, today: date, locale: Locale | str
) -> str:
    """Day and time in words: "huomenna, tiistaina 3. marraskuuta, kello 9–12"."""
    return f"{day_words(starts_at, today, locale)}, {clock_words(starts_at, ends_at, locale)}"


def when_short(
    starts_at: datetime, ends_at: datetime | None, today: date, locale: Locale | str
) -> str:
    """Day and time for lists: "ke 25.11. klo 10–12"."""
    return f"{day_short(starts_at, today, locale)} {clock_short(starts_at, ends_at, locale)}"


def week_times(spans: Iterable[Span], locale: Locale | str) -> str:
    """Times of every week for lists: "ma 9–14, ti 9.30–16"."""
    speech = speech_of(locale)
    return ", ".join(
        f"{format_date(_MONDAY + timedelta(days=span.weekday), 'EEE', locale=speech)}{NBSP}"
        f"{_of_day(span.starts_minute, speech)}–{_of_day(span.ends_minute, speech)}"
        for span in spans
    )


def _of_day(minute: int, speech: str) -> str:
    """A time of day; its last one is 24."""
    hour, rest = divmod(minute, 60)
    if speech == "en":
        return f"{hour:02d}:{rest:02d}"
    return f"{hour}.{rest:02d}" if rest else str(hour)


def money(cents: int, locale: Locale | str) -> str:
    """The exact amount: "12,40 €"."""
    return format_currency(cents / 100, "EUR", locale=_number_locale(locale))


def about_money(cents: int, locale: Locale | str) -> str:
    """The amount in whole euros and in words: "noin 24 euroa"."""
    speech, euros = speech_of(locale), divide_half_up(cents, 100)
    return f"{_ABOUT[speech]} {_counted(euros, _EURO[speech], locale)}"


def euro_words(cents: int, locale: Locale | str) -> str:
    """The exact amount in words: "80 euroa", "12,40 euroa"."""
    names = _EURO[speech_of(locale)]
    if cents % 100 == 0:
        return _counted(cents // 100, names, locale)
    number = format_decimal(cents / 100, "#,##0.00", locale=_number_locale(locale))
    return f"{number}{NBSP}{names[1]}"


def minutes(length: int) -> str:
    """The length for lists: "2 h 30 min". Units: minutes."""
    hours, rest = divmod(abs(length), 60)
    parts = [f"{hours}{NBSP}h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{NBSP}min")
    return (MINUS if length < 0 else "") + NBSP.join(parts)


def minutes_words(length: int, locale: Locale | str) -> str:
    """The length in words: "2 tuntia", "1 tunti ja 30 minuuttia". Units: minutes."""
    speech = speech_of(locale)
    hours, rest = divmod(abs(length), 60)
    parts = [_counted(hours, _HOUR[speech], locale)] if hours else []
    if rest or not hours:
        parts.append(_counted(rest, _MINUTE[speech], locale))
    return (MINUS if length < 0 else "") + f" {_AND[speech]} ".join(parts)


def _number_locale(locale: Locale | str) -> str:
    speech = speech_of(locale)
    return "en_GB" if speech == "en" else speech


def _counted(number: int, names: tuple[str, str], locale: Locale | str) -> str:
    written = format_decimal(number, locale=_number_locale(locale))
    return f"{written}{NBSP}{names[0] if number == 1 else names[1]}"


def _here() -> tuple[date, Locale]:
    """The day and the language of this request."""
    return page_today(), page_locale()


def _dated(function: Callable[..., str]) -> Callable[..., str]:
    """The same for templates; an instant that is not there gives an empty text."""

    @wraps(function)
    def filtered(first: object, *rest: object) -> str:
        return function(first, *rest, *_here()) if first is not None else ""

    return filtered


def _spoken(function: Callable[..., str]) -> Callable[..., str]:
    @wraps(function)
    def filtered(first: object, *rest: object) -> str:
        return function(first, *rest, _here()[1]) if first is not None else ""

    return filtered


def _span(function: Callable[..., str]) -> Callable[..., str]:
    """Lets the end be left out: `starts_at|when_words` and `starts_at|when_words(ends_at)`."""

    @wraps(function)
    def spanned(starts: object, ends: object = None) -> str:
        return function(starts, ends)

    return spanned


def days_after(day: date, number: int) -> date:
    """The day so many days later, or earlier for a number below zero."""
    return day + timedelta(days=number)


FILTERS: dict[str, Callable[..., object]] = {
    "days_after": days_after,
    "day_words": _dated(day_words),
    "day_title": _spoken(day_title),
    "day_short": _dated(day_short),
    "clock_words": _span(_spoken(clock_words)),
    "clock_short": _span(_spoken(clock_short)),
    "when_words": _span(_dated(when_words)),
    "when_short": _span(_dated(when_short)),
    "week_times": _spoken(week_times),
    "money": _spoken(money),
    "about_money": _spoken(about_money),
    "euro_words": _spoken(euro_words),
    "minutes": minutes,
    "minutes_words": _spoken(minutes_words),
}
