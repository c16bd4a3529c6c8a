"""Hours as files for a payroll office, a line for each row of hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.hours import LATE_CANCEL
from app.integrations.tables import Table, plain_text, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.hours_lines import HoursFile, HoursLine
    from app.integrations.tables import Cell

HEADER = (
    "tilausviite",
    "tilaus",
    "tilaaja",
    "y_tunnus",
    "kustannuspaikka",
    "paikka",
    "päivä",
    "henkilönumero",
    "palkanmaksajan_viite",
    "etunimi",
    "minuutit",
    "senttiä_tunnissa",
    "senttiä",
    "euroa",
    "rivi",
    "hyväksytty",
)
_TABLE = Table("Tunnit", HEADER, (14, 28, 28, 12, 16, 28, 12, 14, 20, 14, 10, 16, 10, 10, 10, 12))
_AGREED = {
    "person": "henkilö",
    "link": "linkki",
    "time": "aika",
    "dispatcher": "välittäjä",
    LATE_CANCEL: "peruttu myöhään",
}


def _cells(line: HoursLine) -> list[Cell]:
    return [
        plain_text(line.order_reference),
        plain_text(line.title),
        plain_text(line.organisation),
        plain_text(line.business_id),
        plain_text(line.cost_centre),
        plain_text(line.site),
        line.worked_on,
        line.person_number,
        plain_text(line.payroll_reference),
        plain_text(line.first_name),
        line.minutes,
        line.cents_per_hour,
        line.cents,
        line.cents / 100,
        "hyvitys" if line.reverses else "tunnit",
        _AGREED.get(line.agreed_how, line.agreed_how),
    ]


def write(lines: Iterable[HoursLine], kind: str, *, name: str) -> HoursFile:
    """The lines as a file of this kind: "csv" or "xlsx". Raises: KeyError for another."""
    return write_table(_TABLE, map(_cells, lines), kind, name=name)
