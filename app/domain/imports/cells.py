"""How one cell is read and written: each reader gives a value or says what is wrong with the cell.

Readers raise RuleBroken with the text they could not read; writers give the one normal form.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from app.domain import calendar
from app.domain.errors import RuleBroken
from app.domain.money import parse_money, plain_money
from app.domain.vocabulary import LEVELS, Language, OwnRule, Scale

if TYPE_CHECKING:
    from app.domain.calendar import Span

Value = TypeVar("Value")
Read = Callable[[str], Value]
Choice = TypeVar("Choice", bound=StrEnum)

# Lists of words repeat from row to row: reading each text once is most of the speed.
CACHED = 4096
SHOWN = 60
_INVISIBLE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": "", "\0": ""})
_MAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")
_FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?")
_YES = frozenset({"yes", "kyllä", "k", "y", "x", "1", "true", "on"})
_NO = frozenset({"no", "ei", "e", "n", "", "0", "false"})


def tidy(text: str) -> str:
    """A text without what nobody sees: invisible signs, spaces at the ends, split letters."""
    if text.isascii():
        return text.strip() if "\0" not in text else text.replace("\0", "").strip()
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).strip()


def fault(code: str, text: str, **facts: object) -> RuleBroken:
    """What to raise about a text; a long one is cut."""
    return RuleBroken(code, text=text if len(text) <= SHOWN else text[:SHOWN] + "…", **facts)


def _fits(text: str, most: int) -> str:
    if len(text) > most:
        raise fault("text_too_long", text, most=most)
    return text


def line(most: int) -> Read[str]:
    """Reads a name or a code: one line, one space between words."""

    def read(text: str) -> str:
        return _fits(" ".join(tidy(text).split()), most)

    return read


def prose(most: int) -> Read[str]:
    """Reads free text; its line breaks and inner spaces stay."""

    def read(text: str) -> str:
        return _fits(tidy(text).replace("\r\n", "\n"), most)

    return read


def word(value: object) -> str:
    """Writes a text or a code; nothing is an empty cell."""
    return "" if value is None else str(value)


def choice(kind: type[Choice], allowed: Iterable[Choice] = ()) -> Read[Choice]:
    """Reads one code of a closed list."""
    known = {member.value: member for member in (tuple(allowed) or tuple(kind))}
    listed = ", ".join(known)

    def read(text: str) -> Choice:
        if text in known:
            return known[text]
        code = tidy(text)
        found = known.get(code) or known.get(code.casefold().replace(" ", "_"))
        if found is None:
            raise fault("value_unknown", code, allowed=listed)
        return found

    return read


def choices(kind: type[Choice]) -> Read[tuple[Choice, ...]]:
    """Reads codes of a closed list with spaces between them, sorted, each once."""
    one = choice(kind)

    @lru_cache(CACHED)
    def read(text: str) -> tuple[Choice, ...]:
        return tuple(sorted({one(code) for code in re.split(r"[\s,;]+", tidy(text)) if code}))

    return read


def words(values: Iterable[object]) -> str:
    """Writes a list with spaces between."""
    return " ".join(str(value) for value in values)


def languages(text: str) -> tuple[Language, ...]:
    """Languages in the order given, the first one spoken best."""
    one = choice(Language)
    return tuple(dict.fromkeys(one(code) for code in re.split(r"[\s,;]+", tidy(text)) if code))


def maybe(read: Read[Value]) -> Read[Value | None]:
    """The same reader, with None for an empty cell."""

    def read_or_none(text: str) -> Value | None:
        return None if not text or not tidy(text) else read(text)

    return read_or_none


def otherwise(value: Value, read: Read[Value]) -> Read[Value]:
    """The same reader, with a given value for an empty cell."""

    def read_or_given(text: str) -> Value:
        return value if not text or not tidy(text) else read(text)

    return read_or_given


def number(least: int, most: int) -> Read[int]:
    """Reads a whole number within bounds."""

    def read(text: str) -> int:
        plain = tidy(text).removesuffix(",0").removesuffix(".0")
        if not re.fullmatch(r"-?[0-9]{1,9}", plain):
            raise fault("number_unreadable", text)
        if not least <= int(plain) <= most:
            raise fault("number_out_of_bounds", text, least=least, most=most)
        return int(plain)

    return read


def degrees(most: int) -> Read[float]:
    """Reads a latitude or longitude. Units: degrees."""

    def read(text: str) -> float:
        try:
            value = float(tidy(text).replace(",", "."))
        except ValueError:
            raise fault("number_unreadable", text) from None
        if not math.isfinite(value) or abs(value) > most:
            raise fault("number_out_of_bounds", text, least=-most, most=most)
        return value

    return read


def hours(most: int) -> Read[int]:
    """Reads hours such as 6 or 7,5. Units: minutes."""

    def read(text: str) -> int:
        plain = tidy(text).replace(",", ".")
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", plain):
            raise fault("number_unreadable", text)
        if float(plain) > most:
            raise fault("number_out_of_bounds", text, least=0, most=most)
        return round(float(plain) * 60)

    return read


def write_hours(minutes: int | None) -> str:
    """Minutes as hours; every whole minute comes back."""
    return "" if minutes is None else f"{minutes / 60:.4f}".rstrip("0").rstrip(".")


def money(text: str) -> int:
    """An amount of euros. Units: cents."""
    cents = parse_money(tidy(text))
    if cents < 0:
        raise fault("money_unreadable", text)
    return cents


def write_money(cents: int | None) -> str:
    """Cents as euros with two decimals."""
    return "" if cents is None else plain_money(cents)


@lru_cache(CACHED)
def day(text: str) -> date:
    """A date, 2026-12-24 or 24.12.2026."""
    plain = tidy(text)
    found = _FINNISH_DAY.fullmatch(plain)
    try:
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(plain[:10] if plain[10:] == " 00:00:00" else plain)
    except ValueError:
        raise fault("date_unreadable", text) from None


def clock(text: str) -> time:
    """A local clock time, 9, 9.30 or 09:30."""
    found = _CLOCK.fullmatch(tidy(text))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise fault("clock_unreadable", text)
    return time(int(found[1]), int(found[2] or 0))


def write_clock(value: time) -> str:
    """A clock time as 09:30."""
    return f"{value:%H:%M}"


def yes(text: str) -> bool:
    """Yes or no, in English or Finnish."""
    plain = tidy(text).casefold()
    if plain not in _YES and plain not in _NO:
        raise fault("value_unknown", text, allowed="yes, no")
    return plain in _YES


def write_yes(value: object) -> str:
    """Yes or no in English."""
    return "yes" if value else "no"


def mail(text: str) -> str:
    """A mail address in small letters."""
    plain = tidy(text).lower()
    if not _MAIL.fullmatch(plain) or len(plain) > 254:
        raise fault("mail_unreadable", text)
    return plain


def phone(text: str) -> str:
    """A phone number as it was written."""
    plain = " ".join(tidy(text).split())
    if not any(sign.isdigit() for sign in plain) or len(plain) > 40:
        raise fault("phone_unreadable", text)
    return plain


@lru_cache(CACHED)
def week_times(text: str) -> tuple[Span, ...]:
    """The spans of a week; nothing for an empty cell (not known)."""
    try:
        return calendar.parse_week_times(text)
    except RuleBroken as error:
        raise fault("week_times_unreadable", str(error.facts.get("text", text))) from None


@lru_cache(CACHED)
def weekdays(text: str) -> tuple[int, ...]:
    """Weekdays such as "ma ke"."""
    return tuple(sorted(calendar.parse_weekdays(tidy(text))))


class Limits(NamedTuple):
    """The most a client can do: level indexes by scale, and the rules that are on no scale."""

    levels: tuple[tuple[Scale, int], ...] = ()
    rules: tuple[OwnRule, ...] = ()


NO_LIMITS = Limits()


def _level(scale: str, level: str, text: str) -> tuple[Scale, int]:
    try:
        found = Scale(scale.strip().casefold())
    except ValueError:
        raise fault("scale_unknown", text, allowed=", ".join(Scale)) from None
    try:
        return found, LEVELS[found].index(level.strip().casefold())
    except ValueError:
        raise fault("level_unknown", text, allowed=", ".join(LEVELS[found])) from None


_RULES: Mapping[str, OwnRule] = {rule.value: rule for rule in OwnRule}


def _limit_tokens(text: str) -> list[str]:
    joined = re.sub(r"\s*(<=|≤)\s*", "<=", tidy(text))
    return [token for token in re.split(r"[\s,;]+", joined) if token]


@lru_cache(CACHED)
def limits(text: str) -> Limits:
    """Limits such as "lifting<=light no_evenings"; of two on one scale the lower."""
    levels: dict[Scale, int] = {}
    rules: set[OwnRule] = set()
    for token in _limit_tokens(text):
        if token.casefold() in _RULES:
            rules.add(_RULES[token.casefold()])
            continue
        scale, mark, level = token.partition("<=")
        if not mark:
            raise fault("limit_unreadable", token, allowed=", ".join(_RULES))
        known, index = _level(scale, level, token)
        levels[known] = min(index, levels.get(known, index))
    return Limits(tuple(sorted(levels.items())), tuple(sorted(rules)))


def scales_twice(text: str) -> tuple[str, ...]:
    """The scales that a text limits more than once."""
    scales = [token.partition("<=")[0] for token in _limit_tokens(text) if "<=" in token]
    return tuple(sorted({scale for scale in scales if scales.count(scale) > 1}))


def write_limits(value: Limits) -> str:
    """Limits as "lifting<=light no_evenings"."""
    levels = (f"{scale}<={LEVELS[scale][level]}" for scale, level in value.levels)
    return words([*levels, *value.rules])


@lru_cache(CACHED)
def demands(text: str) -> tuple[tuple[Scale, int], ...]:
    """Demands such as "lifting=some;stairs=none"."""
    levels: dict[Scale, int] = {}
    for token in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", tidy(text))):
        if not token:
            continue
        scale, mark, level = token.partition("=")
        if not mark:
            raise fault("demand_unreadable", token)
        known, index = _level(scale, level, token)
        if known in levels:
            raise fault("demand_twice", token)
        levels[known] = index
    return tuple(sorted(levels.items()))


def write_demands(value: Iterable[tuple[Scale, int]]) -> str:
    """Demands as "lifting=some;stairs=none"."""
    return ";".join(f"{scale}={LEVELS[scale][level]}" for scale, level in value)


Days = tuple[date, date]


def absences(text: str) -> tuple[Days, ...]:
    """Spans of days such as "2026-12-23..2026-12-27"; one day stands for itself."""
    spans: list[Days] = []
    for token in re.split(r"[\s,;]+", tidy(text)):
        if not token:
            continue
        first, _, last = token.partition("..")
        span = (day(first), day(last or first))
        if span[1] < span[0]:
            raise fault("absence_backwards", token)
        spans.append(span)
    starts = [first for first, _ in spans]
    if len(set(starts)) < len(starts):
        raise fault("absence_twice", text)
    return tuple(sorted(spans))


def write_absences(value: Iterable[Days]) -> str:
    """Spans of days as "2026-12-23..2026-12-27"."""
    return words(f"{first}..{last}" for first, last in value)


def write_any(value: object) -> str:
    """Writes a date, a number or a code; nothing is an empty cell."""
    return "" if value is None else str(value)
