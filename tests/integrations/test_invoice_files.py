"""The basis of an invoice: numbers as numbers, no name, no formula, nothing of support."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from app.domain.invoice_lines import InvoiceLine
from app.integrations.invoice_files import HEADER, write

LINE = InvoiceLine(
    order_reference="T-17", title="Apua keittiöön", organisation="Palvelutalo Pihlaja",
    business_id="1234567-1", cost_centre="04400", site="Pääovi", worked_on=date(2026, 11, 23),
    person_number=2, minutes=165, cents=3438, is_credit=False,
)  # fmt: skip
CREDIT = replace(LINE, minutes=-165, cents=-3438, is_credit=True)


def test_csv_and_xlsx_say_the_same_and_sum_to_nothing_after_a_credit():
    text = write([LINE, CREDIT], "csv", name="lasku").data.decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert (first["rivi"], first["euroa"], second["rivi"], second["euroa"]) == (
        "työ", "34,38", "hyvitys", "-34,38",
    )  # fmt: skip
    sheet = load_workbook(io.BytesIO(write([LINE, CREDIT], "xlsx", name="lasku").data)).active
    header, *rows = sheet.iter_rows(values_only=True)
    assert header == HEADER
    work, credit = (dict(zip(HEADER, row, strict=True)) for row in rows)
    assert (work["päivä"], work["henkilönumero"]) == (datetime(2026, 11, 23), 2)
    assert (work["kustannuspaikka"], work["tilausviite"]) == ("04400", "T-17")
    assert [work["senttiä"] + credit["senttiä"], work["euroa"] + credit["euroa"]] == [0, 0]


def test_there_is_no_column_for_a_name_or_for_support():
    assert not {"etunimi", "palkanmaksajan_viite", "hyväksytty"} & set(HEADER)


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(evil):
    line = replace(LINE, title=evil, cost_centre=evil)
    text = write([line], "csv", name="t").data.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert row["tilaus"][0] not in "=+-@\t"
    sheet = load_workbook(io.BytesIO(write([line], "xlsx", name="t").data)).active
    texts = [cell for cell in sheet[2] if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" and cell.value[0] not in "=+-@\t" for cell in texts)
