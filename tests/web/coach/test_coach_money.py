"""The coach and a client's money: the situation, the ledgers, the statement on screen and paper."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import HoursState
from app.domain.vocabulary import AllowanceKind, Benefit
from app.store.models.money import AllowanceEntry
from app.store.models.people import BenefitSituation
from tests.rule_rows import live_on

FORM = {
    "benefit": "general_support", "own_limit": "", "social_assistance": "no",
    "housing_allowance": "yes", "other_wages": "0", "since": "2026-11-01", "said": "phone",
}  # fmt: skip


@pytest.fixture
def carla(world, browse):
    return browse(world.carla)


@pytest.fixture
def place(world):
    return f"/coach/clients/{world.kalle.client_id}"


def test_the_situation_is_told_once_for_a_day_and_shown_back(world, carla, place):
    carla.post(f"{place}/money", FORM)
    carla.post(f"{place}/money", FORM | {"own_limit": "1 100,50", "benefit": "disability_pension"})
    rows = world.all(BenefitSituation, BenefitSituation.client_id == world.kalle.client_id)
    assert len(rows) == 1
    row = rows[0]
    assert (row.benefit, row.own_limit_cents) == (Benefit.DISABILITY_PENSION, 110050)
    assert (row.social_assistance, row.housing_allowance, row.other_cents_month) == (False, True, 0)
    page = carla.get(f"{place}/money")
    assert 'value="1100,50"' in page.html


def test_an_amount_that_nobody_can_read_is_said_at_its_field(carla, place):
    page = carla.post(f"{place}/money", FORM | {"own_limit": "paljon"}, status=422)
    assert "Kirjoita summa euroina" in page.text


def test_allowances_stand_apart_from_wages(world, carla, place):
    paid = {"kind": "work_activity_money", "month": "2026-11-01", "days": "4", "amount": "48"}
    paid["said"] = "shown"
    carla.post(f"{place}/money/allowances", paid)
    carla.post(f"{place}/money/allowances", paid | {"kind": "expense_allowance", "amount": "36,00"})
    rows = world.all(AllowanceEntry)
    assert {(row.kind, row.cents) for row in rows} == {
        (AllowanceKind.WORK_ACTIVITY_MONEY, 4800), (AllowanceKind.EXPENSE_ALLOWANCE, 3600),
    }  # fmt: skip
    page = carla.get(f"{place}/money")
    assert "Kulukorvaus 36,00 €, 4 päivää" in page.text.replace("\u00a0", " ")
    for wrong in ({"amount": "0"}, {"amount": "x"}, {"days": "40"}):
        carla.post(f"{place}/money/allowances", paid | wrong)
    assert world.count(AllowanceEntry) == 2
    carla.post(f"/coach/allowances/{rows[0].id}/remove", {"said": "own_slip"})
    assert world.count(AllowanceEntry) == 1


def test_nobody_elses_coach_comes_near(world, browse, place):
    for actor in (world.celia, world.cleo):
        other = browse(actor)
        other.get(f"{place}/money", status=404)
        other.get(f"{place}/statement.pdf", status=404)
        other.post(f"{place}/money", FORM, status=404)


def test_the_statement_is_in_the_clients_own_language(world, carla, place):
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION)
    world.performed(world.kalle, world.shift(day="ma", weeks=-1), hours=HoursState.AGREED)
    page = carla.get(f"{place}/statement")
    plain = page.all_text.replace("\u00a0", " ")
    for said in (
        "Tuloselvitys", "Saat eläkettä.", "37,50 euroa", "Rajasi on 990 euroa kuukaudessa.",
        "Tämä työ ei pienennä eläkettäsi.", "990,90 € kuukaudessa", "tarkistettu",
        "Tämä on arvio. Kela päättää.", "Palkkaa 100 euroa lisää", "1.1.2026 alkaen",
    ):  # fmt: skip
        assert said in plain, said


def test_the_statement_is_a_tagged_pdf_with_a_title(world, carla, place):
    live_on(world, world.kalle, Benefit.GENERAL_SUPPORT)
    answer = carla.client.get(f"{place}/statement.pdf")
    assert answer.mimetype == "application/pdf"
    for mark in (b"%PDF-1.7", b"/StructTreeRoot", b"/Lang", b"/MarkInfo"):
        assert mark in answer.data, mark


def test_the_offer_shows_what_the_client_saw(world, browse, carla):
    live_on(world, world.kalle, Benefit.GENERAL_SUPPORT)
    offer_id = world.offer(world.kalle, world.shift(day="pe"))
    assert "ei ole vielä katsonut" in carla.get(f"/coach/offers/{offer_id}").text
    browse(world.kalle).get(f"/client/offers/{offer_id}")
    page = carla.get(f"/coach/offers/{offer_id}")
    assert "Saat silti enemmän rahaa kuin ilman työtä." in page.text
    assert "Yleistuki pienenee noin 19 euroa." in page.text.replace("\u00a0", " ")
