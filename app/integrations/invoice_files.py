"""The basis of an invoice as CSV and XLSX: no name, no reference of payroll, nothing of support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.integrations.tables import Table, plain_text, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.hours_lines import HoursFile
    from app.domain.invoice_lines import InvoiceLine
    from app.integrations.tables import Cell

HEADER = (
    "rivi",
    "tilausviite",
    "tilaus",
    "tilaaja",
    "y_tunnus",
    "kustannuspaikka",
    "paikka",
    "päivä",
    "henkilönumero",
    "minuutit",
    "senttiä",
    "euroa",
)
_TABLE = Table("Laskutus", HEADER, (10, 14, 28, 28, 12, 16, 28, 12, 14, 10, 10, 10))


def _cells(line: InvoiceLine) -> list[Cell]:
    return [
        "hyvitys" if line.is_credit else "työ",
        plain_text(line.order_reference),
        plain_text(line.title),
        plain_text(line.organisation),
        plain_text(line.business_id),
        plain_text(line.cost_centre),
        plain_text(line.site),
        line.worked_on,
        line.person_number,
        line.minutes,
        line.cents,
        line.cents / 100,
    ]


def write(lines: Iterable[InvoiceLine], kind: str, *, name: str) -> HoursFile:
    """The lines as a file of this kind: "csv" or "xlsx". Raises: KeyError for another."""
    return write_table(_TABLE, map(_cells, lines), kind, name=name)
