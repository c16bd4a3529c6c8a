"""A month's sums: the total is its rows to the cent, a credit is the exact negative."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.hours_parts import invoiced
from app.domain.invoice_lines import total_of
from app.domain.months import MonthRow, summary_of
from app.domain.vocabulary import EngagementModel
from tests.domain.test_invoice_lines import LINE, VERSIONS, WORKED, reversal_of

# Two of the orders have the same title.
ORDERS = [(UUID(int=number), title) for number, title in enumerate(("Apua", "Apua", "Piha"))]
AGREED = st.builds(
    lambda order, person, line: MonthRow(*order, UUID(int=person), line),
    st.sampled_from(ORDERS), st.integers(1, 4), WORKED,
)  # fmt: skip
WAITING = st.builds(
    lambda order, person, minutes: MonthRow(*order, UUID(int=person), None, minutes),
    st.sampled_from(ORDERS), st.integers(1, 4), st.integers(0, 1440),
)  # fmt: skip
MANY = st.lists(AGREED | WAITING, max_size=20)
ONE = MonthRow(*ORDERS[0], UUID(int=1), LINE)


def taken_back(row: MonthRow) -> list[MonthRow]:
    """A row that was reversed, and its reversal."""
    assert row.line is not None
    return [replace(row, stands=False), replace(row, line=reversal_of(row.line), stands=False)]


@given(MANY)
def test_the_total_is_the_sum_of_the_rows(rows):
    month = summary_of(rows, (), VERSIONS)
    lines = [row.line for row in rows if row.line]
    assert month.total.cents == sum(one.sums.cents for one in month.orders) == total_of(lines).cents
    assert month.total.minutes == total_of(lines).minutes
    assert month.total.invoiced_cents == total_of(invoiced(lines, VERSIONS)).cents
    assert month.total.times == len(rows)
    assert month.total.waiting_minutes == sum(row.minutes for row in rows)
    assert [one.task_id for one in month.orders] == sorted({row.task_id for row in rows})
    assert month.people == len({row.person_id for row in rows})


@given(MANY, AGREED)
def test_what_is_taken_back_changes_no_sum_and_its_credit_is_the_exact_negative(rows, one):
    before = summary_of(rows, (), VERSIONS)
    after = summary_of([*rows, *taken_back(one)], (), VERSIONS)
    assert (after.total.minutes, after.total.cents) == (before.total.minutes, before.total.cents)
    assert after.total.invoiced_cents == before.total.invoiced_cents
    assert (after.total.times, after.people) == (before.total.times, before.people)
    credit = (after.total.credit_minutes, after.total.credit_cents)
    assert credit == (-one.line.minutes, -one.line.cents)


def test_what_waits_is_apart_from_what_is_agreed() -> None:
    waiting = replace(ONE, line=None, minutes=90)
    (order,) = summary_of([ONE, waiting], (), VERSIONS).orders
    assert (order.sums.minutes, order.sums.waiting_minutes) == (165, 90)
    assert (order.sums.times, order.sums.waiting, order.people) == (2, 1, 1)


def test_work_that_nobody_invoices_costs_pay_and_no_invoice() -> None:
    hired = replace(ONE, line=replace(LINE, model=EngagementModel.DIRECT_HIRE))
    sums = summary_of([hired], (), VERSIONS).total
    assert (sums.cents, sums.invoiced_cents, sums.invoiced_lines) == (3438, 0, 0)


def test_a_month_without_hours_or_ends_is_empty() -> None:
    assert summary_of([], (), VERSIONS).is_empty
    assert not summary_of([ONE], (), VERSIONS).is_empty
