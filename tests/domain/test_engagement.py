"""Who answers for what is chosen by the day of the work, and only what two people stand behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.engagement import Evidence, Party, Responsibility, model_on
from app.domain.vocabulary import EngagementModel

CITY = Responsibility(
    model=EngagementModel.CITY_EMPLOYER, employs=Party.CITY_UNIT, pays=Party.CITY,
    invoices=Party.CITY_INTERNALLY, directs=Party.INSTRUCTOR_OR_ORDERER, needs_agreement=True,
    evidence=Evidence.INTENDED, valid_from=date(2016, 1, 1), source="F6", came_with_site=True,
)  # fmt: skip
LATER = replace(CITY, pays=Party.PARTNER, valid_from=date(2026, 6, 1), came_with_site=False)
MODEL = EngagementModel.CITY_EMPLOYER


def test_the_version_is_chosen_by_the_day_of_the_work():
    rows = [replace(LATER, confirmed=True), CITY]
    assert model_on(rows, MODEL, date(2026, 5, 31)) is CITY
    assert model_on(rows, MODEL, date(2026, 6, 1)) is rows[0]
    assert model_on(rows, MODEL, date(2015, 12, 31)) is None


def test_what_one_person_has_entered_does_not_count_yet():
    assert model_on([CITY, LATER], MODEL, date(2026, 7, 1)) is CITY


def test_another_way_of_engaging_and_none_at_all_have_no_answer():
    assert model_on([CITY], EngagementModel.PARTNER, date(2026, 7, 1)) is None
    assert model_on([CITY], None, date(2026, 7, 1)) is None


def test_nobody_sends_no_invoice_and_an_employing_orderer_is_told_apart():
    hired = replace(CITY, employs=Party.ORDERER, invoices=Party.NOBODY)
    assert (CITY.is_invoiced, CITY.employer_is_orderer) == (True, False)
    assert (hired.is_invoiced, hired.employer_is_orderer) == (False, True)
