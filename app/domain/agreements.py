"""A client's agreement with an employer, by whose reference payroll knows the person.

Source: architecture 7 (WorkAgreement). The reference is the employer's own word for the person;
a personal identity code never comes in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from app.domain.engagement import Responsibility

REFERENCE_LENGTH, EMPLOYER_LENGTH = 40, 120
# A fresh mistake is taken away without a trace on the files; later an agreement only ends.
UNDO_WITHIN = timedelta(minutes=15)
# Day, month, year, the sign of the century, a number and a sign: never stored here.
_IDENTITY_CODE = re.compile(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Agreement:
    """From a day to a day, both included; no last day means until further notice."""

    id: UUID
    employer_key: str
    reference: str
    from_on: date
    to_on: date | None
    name_released: bool

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


def employer_key(found: Responsibility, organisation_id: UUID) -> str:
    """Who the employer is: the orderer itself, else one employer for all work of that way."""
    if found.employer_is_orderer:
        return f"{found.model.value}:{organisation_id}"
    return found.model.value


def agreement_on(rows: Iterable[Agreement], key: str, on: date) -> Agreement | None:
    """The agreement with an employer that holds on the day of the work, or None."""
    holding = (row for row in rows if row.employer_key == key and row.holds(on))
    return max(holding, key=lambda row: row.from_on, default=None)


def check_reference(text: str) -> str:
    """The employer's reference as one line.

    Raises: RuleBroken("reference_missing", "reference_too_long", "reference_identity_code").
    """
    words = " ".join(text.split())
    if not words:
        raise RuleBroken("reference_missing")
    if len(words) > REFERENCE_LENGTH:
        raise RuleBroken("reference_too_long", most=REFERENCE_LENGTH)
    if _IDENTITY_CODE.search(words.replace(" ", "")):
        raise RuleBroken("reference_identity_code")
    return words


def may_be_undone(made_at: datetime, now: datetime) -> bool:
    """Whether the agreement was written so lately that it can be taken away as a mistake."""
    return now < made_at + UNDO_WITHIN
