"""The files that a payroll office gets: readable, summable, harmless."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.domain.hours_lines import HoursLine, order_reference
from app.integrations.hours_files import HEADER, write

LINE = HoursLine(
    order_reference="T-17", title="Apua keittiöön", organisation="Palvelutalo Pihlaja",
    business_id="1234567-1", cost_centre="04400", site="Pääovi", worked_on=date(2026, 11, 23),
    person_number=2, payroll_reference="K-12", first_name="Kalle", minutes=165,
    cents_per_hour=1250, agreed_how="link",
    reverses=False,
)  # fmt: skip
REVERSAL = replace(LINE, minutes=-165, reverses=True)


def rows_of(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def cells_of(data: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(data)).active
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_csv_opens_in_a_finnish_spreadsheet() -> None:
    file = write([LINE, REVERSAL], "csv", name="tunnit")
    assert file.name == "tunnit.csv"
    assert file.data.startswith(b"\xef\xbb\xbf")
    assert file.data.count(b"\r\n") == 3
    first, second = rows_of(file.data)
    assert (first["päivä"], first["minuutit"], first["senttiä"], first["euroa"]) == (
        "2026-11-23", "165", "3438", "34,38",
    )  # fmt: skip
    assert (second["minuutit"], second["senttiä"], second["euroa"], second["rivi"]) == (
        "-165", "-3438", "-34,38", "hyvitys",
    )  # fmt: skip
    assert first["kustannuspaikka"] == "04400"


def test_xlsx_has_numbers_as_numbers_and_days_as_days() -> None:
    file = write([LINE, REVERSAL], "xlsx", name="tunnit")
    header, first, second = cells_of(file.data)
    assert header == HEADER
    values = dict(zip(HEADER, first, strict=True))
    assert (values["minuutit"], values["senttiä"], values["euroa"]) == (165, 3438, 34.38)
    assert values["päivä"] == datetime(2026, 11, 23)
    assert values["kustannuspaikka"] == "04400"
    assert dict(zip(HEADER, second, strict=True))["minuutit"] == -165


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(evil: str) -> None:
    line = replace(LINE, title=evil, first_name=evil)
    row = rows_of(write([line], "csv", name="t").data)[0]
    assert row["tilaus"][0] not in "=+-@\t\r"
    sheet = load_workbook(io.BytesIO(write([line], "xlsx", name="t").data)).active
    cells = [cell for cell in sheet[2] if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in cells)
    assert all(cell.value[0] not in "=+-@\t\r" for cell in cells)


@given(st.text(max_size=60))
def test_any_text_fits_into_both_files(text: str) -> None:
    line = replace(LINE, title=text, site=text)
    assert len(rows_of(write([line], "csv", name="t").data)) == 1
    assert len(cells_of(write([line], "xlsx", name="t").data)) == 2


def test_the_kind_is_chosen_by_name() -> None:
    assert write([LINE], "xlsx", name="t").name == "t.xlsx"
    with pytest.raises(KeyError):
        write([LINE], "pdf", name="t")


def test_an_order_without_a_reference_has_a_short_one() -> None:
    assert order_reference("T-1", "0a1b2c3d-x") == "T-1"
    assert order_reference(None, "0a1b2c3d-x") == "0A1B2C3D"
