"""From hours to files and back: cents are exact, a row leaves once, a credit is the negative."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.engagement import Party
from app.domain.hours_lines import HoursLine
from app.domain.hours_parts import INVOICE, PARTS, invoiced, lines_of_part
from app.domain.invoice_lines import invoice_lines, total_of
from app.domain.vocabulary import EngagementModel
from tests.domain.test_engagement import CITY

DAY = date(2026, 11, 23)
LINE = HoursLine(
    order_reference="T-17", title="Apua keittiöön", organisation="Palvelutalo Pihlaja",
    business_id="1234567-1", cost_centre="04400", site="Pääovi", worked_on=DAY, person_number=1,
    payroll_reference="K-1", first_name="Kalle", minutes=165, cents_per_hour=1250,
    agreed_how="link", reverses=False,
)  # fmt: skip
VERSIONS = [
    replace(CITY, model=model, invoices=Party.NOBODY if "hire" in model else Party.CITY)
    for model in EngagementModel
]
WORKED = st.builds(
    lambda minutes, pay, day, person, order, model: replace(
        LINE, minutes=minutes, cents_per_hour=pay, worked_on=DAY + timedelta(day),
        person_number=person, order_reference=order, model=model,
    ),
    st.integers(0, 1440), st.integers(0, 20_000), st.integers(0, 3), st.integers(1, 3),
    st.sampled_from(["T-1", "T-2"]), st.sampled_from([*EngagementModel, None]),
)  # fmt: skip
MANY = st.lists(WORKED, max_size=25)


def reversal_of(line: HoursLine) -> HoursLine:
    return replace(line, minutes=-line.minutes, reverses=True)


@given(MANY)
def test_the_lines_of_an_invoice_come_to_what_the_rows_come_to(rows):
    lines = invoice_lines(rows)
    assert total_of(lines).cents == total_of(rows).cents
    assert total_of(lines).minutes == total_of(rows).minutes
    days = [(line.order_reference, line.worked_on, line.person_number) for line in lines]
    assert len(days) == len(set(days))


@given(MANY)
def test_every_row_stands_in_exactly_one_file_for_payroll(rows):
    parts = [line for part in PARTS if part != INVOICE for line in lines_of_part(rows, part)]
    assert sorted(map(id, parts)) == sorted(map(id, rows))


@given(MANY, st.data())
def test_what_is_taken_back_comes_to_nothing_and_each_credit_is_the_exact_negative(rows, data):
    back = data.draw(st.lists(st.sampled_from(rows), unique_by=id)) if rows else []
    given_back = [reversal_of(row) for row in back]
    assert [(-one.minutes, -one.cents) for one in given_back] == [
        (row.minutes, row.cents) for row in back
    ]
    kept = [row for row in rows if not any(row is one for one in back)]
    for part in PARTS[:-1]:
        left = total_of(lines_of_part([*rows, *given_back], part))
        assert left.cents == total_of(lines_of_part(kept, part)).cents
    invoice = invoice_lines([*rows, *given_back])
    assert total_of(invoice).cents == total_of(invoice_lines(kept)).cents
    assert all(line.cents <= 0 for line in invoice if line.is_credit)
    assert all(line.cents >= 0 for line in invoice if not line.is_credit)


@given(MANY)
def test_what_nobody_invoices_is_not_in_the_basis(rows):
    models = {line.model for line in invoiced(rows, VERSIONS)}
    assert EngagementModel.DIRECT_HIRE not in models
    wanted = [row for row in rows if row.model is not EngagementModel.DIRECT_HIRE]
    assert len(invoiced(rows, VERSIONS)) == len(wanted)


def test_two_shifts_of_a_day_are_one_line_and_the_credit_is_another():
    second = replace(LINE, minutes=30)
    first, credit = invoice_lines([LINE, second, reversal_of(second)])
    assert (first.minutes, first.cents, first.is_credit) == (195, 4063, False)
    assert (credit.minutes, credit.cents, credit.is_credit) == (-30, -625, True)
