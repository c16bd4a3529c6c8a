"""Days, times, lengths and money in the words of four languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.domain.calendar import Span
from app.web.shared import formats

TODAY = date(2026, 11, 24)
STARTS = datetime(2026, 11, 25, 8, tzinfo=UTC)  # ten o'clock in Helsinki
ENDS = datetime(2026, 11, 25, 10, tzinfo=UTC)


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fi", "ma 9–14, su 9.30–24"),
        ("fi@selko", "ma 9–14, su 9.30–24"),
        ("sv", "mån 9–14, sön 9.30–24"),
        ("en", "Mon 09:00–14:00, Sun 09:30–24:00"),
    ],
)
def test_week_times(locale: str, words: str) -> None:
    spans = (Span(0, 540, 840), Span(6, 570, 1440))
    assert spaced(formats.week_times(spans, locale)) == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fi", "huomenna, keskiviikkona 25. marraskuuta, kello 10–12"),
        ("fi@selko", "huomenna, keskiviikkona 25. marraskuuta, kello 10–12"),
        ("sv", "i morgon, onsdag 25 november, klockan 10–12"),
        ("en", "tomorrow, Wednesday 25 November, 10 am to 12 noon"),
    ],
)
def test_when_words(locale: str, words: str) -> None:
    assert spaced(formats.when_words(STARTS, ENDS, TODAY, locale)) == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fi", "ke 25.11. klo 10–12"),
        ("sv", "ons 25.11 kl. 10–12"),
        ("en", "Wed 25 Nov 10:00–12:00"),
    ],
)
def test_when_short(locale: str, words: str) -> None:
    assert spaced(formats.when_short(STARTS, ENDS, TODAY, locale)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "eilen, maanantaina 23. marraskuuta"),
        (date(2026, 11, 24), "tänään, tiistaina 24. marraskuuta"),
        (date(2026, 11, 26), "torstaina 26. marraskuuta"),
        (date(2026, 11, 29), "sunnuntaina 29. marraskuuta"),
        (date(2027, 1, 4), "maanantaina 4. tammikuuta 2027"),
    ],
)
def test_day_words(day: date, words: str) -> None:
    assert spaced(formats.day_words(day, TODAY, "fi")) == words


def test_a_day_as_a_heading() -> None:
    assert formats.day_title(TODAY, "fi") == "Tiistai 24. marraskuuta"
    assert formats.day_title(TODAY, "sv") == "Tisdag 24 november"


def test_the_day_is_the_local_one() -> None:
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    assert formats.day_words(late, TODAY, "fi").startswith("huomenna")


def test_the_year_shows_when_it_is_another() -> None:
    assert spaced(formats.day_short(date(2025, 11, 25), TODAY, "fi")) == "ti 25.11.2025"
    assert spaced(formats.day_short(date(2025, 11, 25), TODAY, "sv")) == "tis 25.11.2025"
    assert spaced(formats.day_short(date(2025, 11, 25), TODAY, "en")) == "Tue 25 Nov 2025"


@pytest.mark.parametrize(
    ("locale", "starts", "ends", "words"),
    [
        ("fi", time(9, 30), time(12), "kello 9.30–12"),
        ("sv", time(9), None, "klockan 9"),
        ("en", time(9, 15), time(13, 45), "9:15 am to 1:45 pm"),
        ("en", time(22), time(0), "10 pm to midnight"),
    ],
)
def test_clock_words(locale: str, starts: time, ends: time | None, words: str) -> None:
    assert spaced(formats.clock_words(starts, ends, locale)) == words


def test_midnight_is_a_time_too() -> None:
    assert spaced(formats.clock_short(time(22), time(0), "fi")) == "klo 22–0"


@pytest.mark.parametrize(
    ("cents", "locale", "exact", "about"),
    [
        (2_440, "fi", "24,40 €", "noin 24 euroa"),
        (2_450, "sv", "24,50 €", "ungefär 25 euro"),
        (123_400, "en", "€1,234.00", "about 1,234 euros"),
        (100, "fi", "1,00 €", "noin 1 euro"),
    ],
)
def test_money(cents: int, locale: str, exact: str, about: str) -> None:
    assert spaced(formats.money(cents, locale)) == exact
    assert spaced(formats.about_money(cents, locale)) == about


def test_euro_words() -> None:
    assert spaced(formats.euro_words(8_000, "fi")) == "80 euroa"
    assert spaced(formats.euro_words(1_240, "fi")) == "12,40 euroa"


@pytest.mark.parametrize(
    ("length", "short", "words"),
    [
        (150, "2 h 30 min", "2 tuntia ja 30 minuuttia"),
        (120, "2 h", "2 tuntia"),
        (61, "1 h 1 min", "1 tunti ja 1 minuutti"),
        (0, "0 min", "0 minuuttia"),
        (-45, "−45 min", "−45 minuuttia"),
    ],
)
def test_minutes(length: int, short: str, words: str) -> None:
    assert spaced(formats.minutes(length)) == short
    assert spaced(formats.minutes_words(length, "fi")) == words
