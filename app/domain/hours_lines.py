"""One line of the file for a payroll or invoicing office: hours, never anything of support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.hours import earned_cents

if TYPE_CHECKING:
    from datetime import date

    from app.domain.vocabulary import EngagementModel


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One person's hours on one day, or their reversal. Units: minutes, cents.

    Payroll knows the person by the employer's own reference, and by the first name where the
    client lets it; an invoice by a number that only means something within the order. A reversal
    has minutes below zero.
    """

    order_reference: str
    title: str
    organisation: str
    business_id: str
    cost_centre: str
    site: str
    worked_on: date
    person_number: int
    payroll_reference: str
    first_name: str
    minutes: int
    cents_per_hour: int
    agreed_how: str
    reverses: bool
    model: EngagementModel | None = None

    @property
    def cents(self) -> int:
        """What the minutes bring; below zero for a reversal."""
        return earned_cents(self.minutes, self.cents_per_hour)


@dataclass(frozen=True, slots=True)
class HoursFile:
    """A file ready to be sent: its name, its kind and its bytes."""

    name: str
    media_type: str
    data: bytes


def order_reference(ref: str | None, task_id: object) -> str:
    """The orderer's own reference, else the first signs of the order's id."""
    return ref or str(task_id).partition("-")[0].upper()
