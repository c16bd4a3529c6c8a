"""The basis of an invoice as CSV and XLSX: no name, no reference of payroll, nothing of support."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from app.domain.hours_lines import HoursFile
from app.domain.money import plain_money
from app.integrations.hours_files import CSV_TYPE, XLSX_TYPE, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.invoice_lines import InvoiceLine
    from app.integrations.hours_files import Cell

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
_WIDTHS = (10, 14, 28, 28, 12, 16, 28, 12, 14, 10, 10, 10)
_EUROS = HEADER.index("euroa")


def write_csv(lines: Iterable[InvoiceLine], *, name: str) -> HoursFile:
    """The lines as RFC 4180 text that Finnish spreadsheets open: UTF-8 with a mark, `;`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in lines:
        cells = _cells(line)
        cells[_EUROS] = plain_money(line.cents).replace(".", ",")
        writer.writerow(cells)
    return HoursFile(f"{name}.csv", CSV_TYPE, out.getvalue().encode("utf-8-sig"))


def write_xlsx(lines: Iterable[InvoiceLine], *, name: str) -> HoursFile:
    """The lines as a workbook with one sheet."""
    # Here, since the library costs every start of the site a quarter of a second.
    from app.integrations.workbooks import write_workbook  # noqa: PLC0415

    content = write_workbook("Laskutus", HEADER, map(_cells, lines), widths=_WIDTHS)
    return HoursFile(f"{name}.xlsx", XLSX_TYPE, content)


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


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def write(lines: Sequence[InvoiceLine], kind: str, *, name: str) -> HoursFile:
    """The lines as a file of this kind: "csv" or "xlsx". Raises: KeyError for another."""
    return WRITERS[kind](lines, name=name)
