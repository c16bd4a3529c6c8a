"""By whose reference payroll knows a person, and from when to when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app.domain.agreements import (
    Agreement,
    agreement_on,
    check_reference,
    employer_key,
    may_be_undone,
)
from app.domain.engagement import Party
from app.domain.errors import RuleBroken
from tests.domain.test_engagement import CITY

MINE = Agreement(uuid4(), "partner", "K-1", date(2026, 1, 7), date(2026, 6, 30), True)
LATER = replace(MINE, reference="K-2", from_on=date(2026, 9, 1), to_on=None)


def test_both_days_are_included_and_the_gap_is_not():
    found = {
        day: agreement_on([MINE, LATER], "partner", day)
        for day in (
            date(2026, 1, 6), date(2026, 1, 7), date(2026, 6, 30), date(2026, 7, 1),
            date(2026, 9, 1),
        )
    }  # fmt: skip
    assert list(found.values()) == [None, MINE, MINE, None, LATER]
    assert agreement_on([MINE], "city_employer", date(2026, 2, 1)) is None


def test_an_orderer_that_employs_is_an_employer_of_its_own():
    orderer = uuid4()
    assert employer_key(CITY, orderer) == "city_employer"
    hired = replace(CITY, employs=Party.ORDERER)
    assert employer_key(hired, orderer) == f"city_employer:{orderer}"


@pytest.mark.parametrize("code", ["010190-900P", "010204A900A", "130652X902R", "K 010190 - 900p"])
def test_an_identity_code_is_never_a_reference(code):
    with pytest.raises(RuleBroken, match="reference_identity_code"):
        check_reference(code)


def test_a_reference_is_one_short_line():
    assert check_reference("  HKI  2026-00417 ") == "HKI 2026-00417"
    with pytest.raises(RuleBroken, match="reference_missing"):
        check_reference("  ")
    with pytest.raises(RuleBroken, match="reference_too_long"):
        check_reference("x" * 41)


def test_a_mistake_can_be_undone_for_a_quarter_of_an_hour():
    made = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert may_be_undone(made, made + timedelta(minutes=14, seconds=59))
    assert not may_be_undone(made, made + timedelta(minutes=15))
