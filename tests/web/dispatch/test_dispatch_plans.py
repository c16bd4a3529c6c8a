"""The dispatcher's joint plans: asked for, watched, stopped, read in numbers, set aside."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.lifecycle import PlanState
from app.services import planning, week_plans
from app.store.models.people import Client, Unit
from app.store.models.plan import PlanRow, WeekPlan
from app.store.transaction import unit_of_work

NEXT = date(2026, 11, 30)


@pytest.fixture
def plan(world):
    """The address of a made plan of all units with one shift in it."""
    world.shift("ti", weeks=1, title="Tiskaus", places=4)
    return made(world)


def made(world, area=""):
    plan_id = week_plans.ask_for_joint(world.dina, NEXT, area, now=world.now)
    planning.make_plans(now=world.now)
    return f"/dispatch/plan/{plan_id}"


def test_a_plan_is_asked_for_and_shows_how_far_it_is(world, browse):
    browser = browse(world.dina)
    page = browser.get("/dispatch/plan")
    assert page.text.count("Yhteistä suunnitelmaa ei ole vielä tehty.") == 3
    asked = browser.submit(page.form("/dispatch/plan"), week_on="2026-11-30", area="")
    running = browser.follow(asked)
    assert running.h1 == "Suunnitelmaa tehdään"
    assert "Odottaa vuoroaan" in running.text
    assert running.find("progress")[0].get("value") == "0"
    planning.make_plans(now=world.now)
    ready = browser.get(asked.location)
    assert "Viikolla ei ole avoimia vuoroja." in ready.text
    assert "Avaa suunnitelma" in browser.get("/dispatch/plan").text


def test_how_far_it_is_tells_no_small_number_of_people(world, browse):
    plan_id = week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    told = {"phase": "polish", "people": 3, "done": 1, "of": 2, "gap": 12_000}
    world.change(WeekPlan, plan_id, progress=told)
    page = browse(world.dina).get(f"/dispatch/plan/{plan_id}")
    assert "Vaihe 3 kolmesta" in page.text
    assert "alle 5 asiakkaalle" in page.text
    assert "Enintään 1,2 prosenttia alle parhaan" in page.text
    bar = page.find("progress")[0]
    assert (bar.get("value"), bar.get("max")) == ("250", "300")
    world.change(WeekPlan, plan_id, progress=told | {"people": 38})
    assert "noin 40 asiakkaalle" in browse(world.dina).get(f"/dispatch/plan/{plan_id}").text


def test_an_area_is_chosen(world, browse):
    world.change(Unit, world.units["U02"], area="Itäkeskus")
    browser = browse(world.dina)
    page = browser.get("/dispatch/plan")
    asked = browser.submit(page.form("/dispatch/plan"), week_on="2026-11-30", area="Itäkeskus")
    assert "Alueen yksiköille yhdessä: Itäkeskus" in browser.follow(asked).all_text
    browser.post("/dispatch/plan", {"week_on": "2026-11-30", "area": "Kuu"}, status=404)


def test_a_second_one_waits_for_the_first(world, browse):
    week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    browser = browse(world.dina)
    page = browser.post("/dispatch/plan", {"week_on": "2026-11-30"})
    assert "Tätä viikkoa suunnitellaan jo." in browser.follow(page).all_text


def test_the_numbers_and_no_name(world, browse, plan):
    page = browse(world.dina).get(plan)
    assert page.h1 == "Viikon 49 yhteinen suunnitelma"
    assert "ihmistä saisi työtä alle 5" in page.text
    assert "Paras mahdollinen" in page.text
    assert "Kalasataman työtoiminta" in page.text
    assert "Odottaa valmentajia" in page.text
    assert "Tämä on viikon ensimmäinen suunnitelma näille yksiköille." in page.text
    for client in world.all(Client):
        assert client.first_name not in page.all_text
        assert str(client.id) not in page.html
    assert "%" not in page.text


def test_open_places_are_told_with_what_keeps_them_open(world, browse):
    world.shift("su", weeks=1, title="Tiskaus", places=4)
    page = browse(world.dina).get(made(world))
    assert "Paikat, jotka jäävät auki" in page.text
    assert "Tiskaus" in page.all_text
    assert "Vuoro ei sovi nyt kenellekään niistä, joille suunniteltiin." in page.all_text


def test_what_has_changed_since_the_plan_before(world, browse, plan):
    world.pass_time(minutes=1)
    assert "Kaikki on kuten edellisessä suunnitelmassa." in browse(world.dina).get(made(world)).text
    world.shift("ke", weeks=1, title="Haravointi")
    world.pass_time(minutes=1)
    page = browse(world.dina).get(made(world))
    assert "Uusia ehdotuksia" in page.text
    assert "Ennen 0, nyt" in page.all_text


def test_it_is_stopped_with_what_there_is(world, browse):
    plan_id = week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    browser = browse(world.dina)
    path = f"/dispatch/plan/{plan_id}"
    stopped = browser.submit(browser.get(path).form("/stop"))
    page = browser.follow(stopped)
    assert "Suunnittelu päättyy hetken kuluttua." in page.all_text
    assert [form.action for form in page.forms if form.action.endswith("/stop")] == []
    planning.make_plans(now=world.now)
    late = browser.post(f"{path}/stop")
    assert "Suunnitelma on jo käsitelty." in browser.follow(late).all_text


def test_a_plan_that_was_stopped_says_so(world, browse, plan):
    world.change(WeekPlan, world.all(WeekPlan)[0].id, ended_by="stopped")
    assert "Suunnittelu päätettiin kesken." in browse(world.dina).get(plan).text


def test_a_plan_is_set_aside(world, browse, plan):
    browser = browse(world.dina)
    page = browser.submit(browser.get(plan).form("/discard"))
    assert "Suunnitelma on jätetty pois." in browser.follow(page).all_text
    assert world.all(WeekPlan)[0].state is PlanState.DISCARDED
    assert "Suunnitelma on jätetty pois." in browser.get(plan).text


def test_a_plan_that_could_not_be_made_says_why(world, browse):
    plan_id = week_plans.ask_for_joint(world.dina, NEXT, now=world.now)
    world.change(WeekPlan, plan_id, attempts=planning.MOST_ATTEMPTS)
    planning.make_plans(now=world.now)
    page = browse(world.dina).get(f"/dispatch/plan/{plan_id}")
    assert "Suunnitelmaa ei saatu tehtyä." in page.text
    assert "Suunnittelu keskeytyi monta kertaa." in page.text


def test_how_far_the_coaches_are(world, browse, plan):
    with unit_of_work() as session:
        for row in session.query(PlanRow).filter(PlanRow.client_id.is_not(None)):
            row.state = "offered"
    assert "Käsitelty" in browse(world.dina).get(plan).text


def test_the_plan_of_one_unit_is_not_the_dispatchers(world, browse):
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    browse(world.dina).get(f"/dispatch/plan/{plan_id}", status=404)
    for other in (world.carla, world.maija, world.aada, world.kalle, world.oona):
        browse(other).get("/dispatch/plan", status=404)


def test_the_pages_are_reached_from_the_week(world, browse):
    assert "/dispatch/plan" in browse(world.dina).get("/dispatch/board").links.values()
