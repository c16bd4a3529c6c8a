"""The week plan in the browser: asked for, read, accepted, pinned."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import planning, week_plans
from app.store.models.plan import Pin, PlanRow, WeekPlan
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
    waits = running.find("div", id="plan-under-way")[0]
    assert waits.get("hx-target") == "this"
    # What it asks for is its own part and nothing around it: scripts would run a second time.
    part = browser.client.get(asked.location, headers={"HX-Request": "true"}).text
    assert part.strip().startswith('<div class="text stack" id="plan-under-way"')
    assert "<script" not in part
    planning.make_plans(now=world.now)
    # The page that waited is loaded as a whole, so that its scripts run once and in their place.
    ready = browser.client.get(asked.location, headers={"HX-Request": "true"})
    assert (ready.headers["HX-Refresh"], ready.data) == ("true", b"")
    page = browser.get(asked.location)
    assert "Viikolla ei ole avoimia vuoroja." in page.text
    assert "Ilman työtä tällä viikolla" not in page.text


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


def test_a_plan_is_read_by_day_by_client_and_by_coach(world, browse, plan):
    browser = browse(world.carla)
    (row,) = (one for one in world.all(PlanRow) if one.client_id and one.shift_id)
    own = {world.kalle.client_id: "Kalle", world.kaisa.client_id: "Kaisa"}[row.client_id]
    assert "Tiistai 1. joulukuuta" in browser.get(plan).text
    by_client = browser.get(f"{plan}?by=client")
    assert own in by_client.text
    assert "Tiistai 1. joulukuuta" not in by_client.text
    assert "1 asiakas, 1 vuoro" in browser.get(f"{plan}?by=coach").text
    assert browser.get(f"{plan}?by=anything").h1 == "Viikon 49 suunnitelma"


def test_what_has_changed_since_the_last_plan_is_said_by_client(world, browse, plan):
    (row,) = (one for one in world.all(PlanRow) if one.client_id and one.shift_id)
    assert "Muutokset edelliseen" not in browse(world.carla).get(plan).text
    world.pass_time(minutes=1)
    week_plans.pin(
        world.carla, row.client_id, row.shift_id, "Ei jaksa", wanted=False, now=world.now
    )
    again = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    page = browse(world.carla).get(f"/coach/plan/{again}").all_text
    assert "Muutokset edelliseen suunnitelmaan" in page
    assert "jäi pois" in page
    assert "uusi" in page


@pytest.mark.parametrize(
    ("others", "words"),
    [(True, "Ei vähennä muiden työtä."), (False, "Ilman tätä työtä saisi 1 ihminen enemmän.")],
)
def test_what_a_pin_costs_is_said_in_people(world, browse, others, words):
    shift_id = world.shift("ti", weeks=1)
    for client in [world.kalle] if others else [world.kalle, world.kaisa]:
        week_plans.pin(
            world.carla, client.client_id, shift_id, "Ei nyt", wanted=False, now=world.now
        )
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    planning.make_plans(now=world.now)
    page = browse(world.carla).get(f"/coach/plan/{plan_id}").all_text
    assert "Kiinnitykset" in page
    assert words in page


def test_a_plan_that_could_not_be_made_says_why(world, browse):
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    world.change(WeekPlan, plan_id, attempts=planning.MOST_ATTEMPTS)
    planning.make_plans(now=world.now)
    page = browse(world.carla).get(f"/coach/plan/{plan_id}").text
    assert "Suunnittelu keskeytyi monta kertaa." in page


def test_a_joint_plan_is_steered_by_nobody_in_a_unit(world, browse):
    world.shift("ti", weeks=1)
    plan_id = week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    browser = browse(world.carla)
    assert "Tämä riittää" not in browser.get(f"/coach/plan/{plan_id}").text
    planning.make_plans(now=world.now)
    page = browser.get(f"/coach/plan/{plan_id}")
    assert "Kaikille yksiköille yhdessä" in page.text
    assert "Jätä suunnitelma pois" not in page.text
    browser.post(f"/coach/plan/{plan_id}/discard", {}, status=403)


def test_a_mended_line_is_shown_as_such(world, browse, plan):
    (row,) = (one for one in world.all(PlanRow) if one.client_id and one.shift_id)
    world.change(PlanRow, row.id, mended=True)
    page = browse(world.carla).get(plan).text
    assert "1 uusi ehdotus, koska tilanne muuttui" in page
    assert "Uusi ehdotus, koska tilanne muuttui" in page
