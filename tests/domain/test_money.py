"""Cents, and the one rule by which they are rounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import money
from app.domain.errors import RuleBroken


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,10", 1210),
        ("12.10", 1210),
        ("12.1", 1210),
        ("12", 1200),
        (" 1 200,50 € ", 120050),
        ("1\u00a0200", 120000),
        ("150,00 eur", 15000),
        ("-3,05", -305),
        ("0,05", 5),
    ],
)
def test_amounts_are_read_with_comma_or_point(text: str, cents: int) -> None:
    assert money.parse_money(text) == cents


@pytest.mark.parametrize("text", ["", "abc", "12,345", "1.200,50", "1,2,3", "٣", "1e3", "--1"])
def test_an_amount_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        money.parse_money(text)
    assert caught.value.code == "money_unreadable"


@given(st.integers(-(10**9), 10**9))
def test_the_plain_form_is_read_back(cents: int) -> None:
    assert money.parse_money(money.plain_money(cents)) == cents


@pytest.mark.parametrize(
    ("minutes", "rate", "cents"),
    [(120, 1210, 2420), (50, 1215, 1013), (1, 30, 1), (1, 29, 0), (-1, 30, -1), (0, 1210, 0)],
)
def test_pay_is_rounded_half_up(minutes: int, rate: int, cents: int) -> None:
    assert money.pay_for(minutes, rate) == cents


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_reversal_takes_back_exactly_what_was_paid(minutes: int, rate: int) -> None:
    assert money.pay_for(minutes, rate) + money.pay_for(-minutes, rate) == 0
