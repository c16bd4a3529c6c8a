"""Dated rules: a value from one day to another, with who says so and whether a person checked it.

Nothing about money or limits is written into the code: a calculation is handed the rows and the
day, and tells which rows it used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable

VALUE_LENGTH, SOURCE_LENGTH, NOTE_LENGTH = 80, 300, 500


@dataclass(frozen=True, slots=True)
class DatedRule:
    """One row: the value is text in the rule's own unit; both days are included."""

    key: str
    value: str
    unit: str
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    confirmed: bool = False

    def holds(self, on: date) -> bool:
        """Whether the row is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def number(self) -> Fraction:
        """The value as an exact number. Raises: ValueError for a word."""
        return Fraction(self.value)

    @property
    def cents(self) -> int:
        """A value in euros as cents."""
        return round(self.number * 100)

    def as_facts(self) -> dict[str, Any]:
        """What is kept of the row beside a calculation that used it."""
        return {
            "key": self.key, "value": self.value, "unit": self.unit,
            "valid_from": self.valid_from.isoformat(), "source": self.source,
            "confirmed": self.confirmed,
        }  # fmt: skip


def rule_from_facts(facts: dict[str, Any]) -> DatedRule:
    """The row again, as it was when it was used."""
    return DatedRule(**facts | {"valid_from": date.fromisoformat(facts["valid_from"])})


@dataclass
class RulesOn:
    """The rows in force on one day; remembers which of them were asked for."""

    rows: Iterable[DatedRule]
    on: date
    used: list[DatedRule] = field(default_factory=list)

    def find(self, key: str) -> DatedRule | None:
        """The newest row of a key that holds on the day, or None where nobody has said anything."""
        fitting = [row for row in self.rows if row.key == key and row.holds(self.on)]
        found = max(fitting, key=lambda row: row.valid_from, default=None)
        if found is not None and found not in self.used:
            self.used.append(found)
        return found

    @property
    def all_checked(self) -> bool:
        """Whether every row that was used has been checked by a person."""
        return all(row.confirmed for row in self.used)


def check_value(value: str, unit: str) -> str:
    """The value as rows hold it: a number with a point, or a word where the unit is one.

    Raises: RuleBroken("rule_value_unreadable").
    """
    text = value.strip()
    if unit == WORD:
        if not text or len(text) > VALUE_LENGTH:
            raise RuleBroken("rule_value_unreadable", text=value)
        return text
    plain = text.replace(",", ".").replace("\u00a0", "").replace(" ", "")
    if not plain.replace(".", "", 1).isdecimal() or len(plain) > VALUE_LENGTH:
        raise RuleBroken("rule_value_unreadable", text=value)
    return plain


WORD = "word"
