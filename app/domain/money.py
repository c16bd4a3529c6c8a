"""Money as whole cents, and the one rule by which it is rounded."""

from __future__ import annotations

import re

from app.domain.errors import RuleBroken

_AMOUNT = re.compile(r"^(-?)([0-9]{1,9})(?:[.,]([0-9]{1,2}))?$")
_NOISE = re.compile(r"[\s\u00a0\u202f]|€|eur(?:oa)?$", re.IGNORECASE)


def parse_money(text: str) -> int:
    """Cents of an amount such as "12,10", "12.1" or "1 200 €".

    Raises: RuleBroken("money_unreadable").
    """
    found = _AMOUNT.match(_NOISE.sub("", text.strip().replace("\u2212", "-")))
    if found is None:
        raise RuleBroken("money_unreadable", text=text)
    cents = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0"))
    return -cents if found[1] else cents


def plain_money(cents: int) -> str:
    """The amount as files write it, for example "12.10"; `parse_money` reads it back."""
    sign = "-" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{euros}.{rest:02d}"


def divide_half_up(amount: int, divisor: int) -> int:
    """The quotient rounded to a whole number, halves away from zero: the only rounding rule."""
    sign = -1 if (amount < 0) != (divisor < 0) else 1
    return sign * ((2 * abs(amount) + abs(divisor)) // (2 * abs(divisor)))


def pay_for(minutes: int, cents_per_hour: int) -> int:
    """Cents earned in so many minutes; minutes below zero give the pay of a reversal."""
    return divide_half_up(minutes * cents_per_hour, 60)
