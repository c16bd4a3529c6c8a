"""The parts of a hand-off: hours for payroll by the way of engaging, and the basis of invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.engagement import model_on
from app.domain.vocabulary import EngagementModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.engagement import Responsibility
    from app.domain.hours_lines import HoursLine

INVOICE, UNNAMED = "invoice", "unnamed"
PARTS = (*(model.value for model in EngagementModel), UNNAMED, INVOICE)


def part_of(line: HoursLine) -> str:
    """In which file for payroll a line stands; every line stands in exactly one."""
    return line.model.value if line.model else UNNAMED


def lines_of_part(lines: Iterable[HoursLine], part: str) -> list[HoursLine]:
    """The lines of one file for payroll."""
    return [line for line in lines if part_of(line) == part]


def invoiced(lines: Iterable[HoursLine], versions: Sequence[Responsibility]) -> list[HoursLine]:
    """The lines somebody invoices, by what held on the day of the work.

    A line without a way of engaging is in, so that nobody's money gets lost unseen.
    """
    return [line for line in lines if _is_invoiced(line, versions)]


def _is_invoiced(line: HoursLine, versions: Sequence[Responsibility]) -> bool:
    found = model_on(versions, line.model, line.worked_on)
    return found is None or found.is_invoiced
