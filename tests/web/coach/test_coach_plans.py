"""The week plan in the browser: asked for, read, accepted, pinned."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import planning, week_plans
from app.store.models.plan import Pin, PlanRow
from app.store.models.work import Offer

NEXT = date(2026, 11, 30)


@pytest.fixture
def plan(world):
    """The address of a made plan of Carla's unit with one shift in it."""
    world.shift("ti", weeks=1, title="Tiskaus")
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    return f"/coach/plan/{plan_id}"


def test_a_plan_is_asked_for_and_shows_how_far_it_is(world, browse):
    browser = browse(world.carla)
    page = browser.get("/coach/plan")
    assert page.text.count("Suunnitelmaa ei ole vielä tehty.") == 3
    asked = browser.post("/coach/plan", {"week_on": "2026-11-30"})
    running = browser.follow(asked)
    assert running.h1 == "Suunnitelmaa tehdään"
    planning.make_plans(now=world.now)
    assert "Suunnitelmassa ei ole työtä" in browser.get(asked.location).text


def test_a_plan_is_read_by_day_with_reasons(world, browse, plan):
    page = browse(world.carla).get(plan)
    assert page.h1 == "Viikon 49 suunnitelma"
    assert "Tiistai 1. joulukuuta" in page.text
    assert "Tiskaus" in page.text
    assert "Ilman työtä tällä viikolla" in page.text
    assert "Paras mahdollinen" in page.text
    assert "%" not in page.text


def test_the_chosen_become_offers(world, browse, plan):
    browser = browse(world.carla)
    (row,) = (one for one in world.all(PlanRow) if one.client_id and one.shift_id)
    page = browser.submit(browser.get(plan).form("/accept"), row=str(row.id))
    assert "1 tarjous on tehty." in browser.follow(page).all_text
    assert world.count(Offer) == 1
    again = browser.post(f"{plan}/accept", {"row": str(row.id)})
    assert "Suunnitelma on jo käsitelty." in browser.follow(again).all_text


def test_nothing_chosen_is_said(world, browse, plan):
    browser = browse(world.carla)
    page = browser.post(f"{plan}/accept", {})
    assert "Valitse ensin ainakin yksi asiakas." in browser.follow(page).all_text


def test_a_plan_is_set_aside(world, browse, plan):
    browser = browse(world.carla)
    page = browser.submit(browser.get(plan).form("/discard"))
    assert "Suunnitelma on jätetty pois." in browser.follow(page).all_text
    assert "Voit tehdä uuden suunnitelman." in browser.get(plan).text


def test_a_plan_of_another_unit_is_not_there(world, browse, plan):
    browse(world.cleo).get(plan, status=404)


def test_a_pin_says_why_and_can_be_taken_back(world, browse):
    shift_id = world.shift("ti", weeks=1)
    browser = browse(world.carla)
    path = f"/coach/clients/{world.kalle.client_id}/shifts/{shift_id}/pin"
    page = browser.submit(browser.get(path).form("/pin"), reason="", status=422)
    assert "Kirjoita ensin syy." in page.text
    browser.submit(browser.get(path).form("/pin"), wanted="yes", reason="Toivoi juuri tätä")
    assert world.all(Pin)[0].reason == "Toivoi juuri tätä"
    shown = browser.get(path)
    assert "Kiinnitetty: aina mukana" in shown.text
    browser.submit(shown.form("/unpin"))
    assert world.count(Pin) == 0
