"""The board's own filters, and acts on several orders: said before, done, undone on a page."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.lifecycle import TaskState
from app.services import offers
from app.store.models.bulk import BulkAct, SavedFilter
from app.store.models.rules import WageFloor
from app.store.models.work import Task


@pytest.fixture
def dina(world, browse):
    return browse(world.dina)


@pytest.fixture
def ready(world):
    """Two orders that can be opened, and one whose pay is under the floor."""
    world.add(
        WageFloor(
            agreement="Matkailu", category="", cents_per_hour=1200, valid_from=date(2026, 1, 1),
            source="TES",
        )
    )  # fmt: skip
    titles = {"Ulkoilu": 1250, "Haravointi": 1250, "Tiskaus": 900}
    return [
        world.task(title=title, state=TaskState.SUBMITTED, weeks=n, pay_cents_per_hour=pay)
        for n, (title, pay) in enumerate(titles.items(), 1)
    ]


def state_of(world, task_id):
    return world.get(Task, task_id).state


def test_a_filter_gets_a_name_is_used_and_forgotten(world, browse, dina):
    world.shift(day="ke", title="Haravointi")
    page = dina.get("/dispatch/board?search=harav&state=open")
    page = dina.follow(dina.submit(page.form("/filters"), name=" Pihatyöt "))
    assert "Rajaus on tallessa." in page.text
    plain = dina.get("/dispatch/board")
    assert "search=harav" in plain.links["Pihatyöt"]
    assert "state=open" in plain.links["Pihatyöt"]
    (row,) = world.all(SavedFilter)
    assert "Pihatyöt" not in browse(world.user("Daavid", world.dina.role)).get("/dispatch/").text
    dina.submit(plain.form(f"/{row.id}/forget"))
    assert world.count(SavedFilter) == 0


def test_a_filter_needs_a_name_and_one_name_is_one_filter(world, dina):
    save = {"state": "open", "search": "", "name": "  "}
    page = dina.follow(dina.post("/dispatch/filters", save))
    assert "Kirjoita rajaukselle nimi." in page.text
    for state in ("open", "nonsense"):
        dina.post("/dispatch/filters", save | {"name": "Oma", "state": state})
    assert [one.state for one in world.all(SavedFilter)] == [""]


def test_no_more_filters_than_fit_are_kept(world, dina):
    for number in range(13):
        last = dina.post("/dispatch/filters", {"name": f"Rajaus {number}"})
    assert "Rajauksia on jo 12." in dina.follow(last).text
    assert world.count(SavedFilter) == 12


def test_somebody_elses_filter_and_act_are_not_there(world, browse, dina, ready):
    dina.post("/dispatch/filters", {"name": "Oma"})
    dina.post("/dispatch/bulk", {"act": "open", "one": [str(ready[0])]})
    other = browse(world.user("Daavid", world.dina.role))
    (kept,), (act,) = world.all(SavedFilter), world.all(BulkAct)
    other.post(f"/dispatch/filters/{kept.id}/forget", status=404)
    other.get(f"/dispatch/bulk/{act.id}", status=404)
    other.post(f"/dispatch/bulk/{act.id}/undo", status=404)
    assert state_of(world, ready[0]) is TaskState.OPEN


def test_orders_are_opened_after_a_look_and_taken_back(world, dina, ready):
    home = dina.get("/dispatch/")
    assert "Avaa valitut" in home.form("/bulk").buttons
    asked = "&".join(f"one={one}" for one in ready)
    page = dina.get(f"/dispatch/bulk?act=open&{asked}")
    assert page.h1 == "Avaatko 2 tilausta?"
    assert "alle sopimuksen Matkailu" in page.text
    assert "Viestit lähtevät vasta ma 23.11. klo 9.15." in page.text
    assert state_of(world, ready[0]) is TaskState.SUBMITTED

    done = dina.follow(dina.submit(page.form("/bulk")))
    assert done.h1 == "Avasit 2 tilausta"
    assert [state_of(world, one) for one in ready] == ["open", "open", "submitted"]
    assert (
        dina.get("/dispatch/").links["Katso tai peru"]
        == dina.get("/dispatch/board").links["Katso tai peru"]
    )
    undone = dina.follow(dina.submit(done.form("/undo")))
    assert "Peruit 2 kohtaa." in undone.text
    assert [state_of(world, one) for one in ready] == ["submitted"] * 3
    assert "Katso tai peru" not in dina.get("/dispatch/").links


def test_after_a_quarter_of_an_hour_the_page_says_so(world, dina, ready):
    done = dina.post("/dispatch/bulk", {"act": "open", "one": [str(ready[0])]})
    world.pass_time(minutes=15)
    page = dina.get(done.location)
    assert "Tätä ei voi enää perua." in page.text
    again = dina.follow(dina.post(f"{done.location}/undo"))
    assert "Viestit ovat jo lähdössä." in again.text


def test_shifts_are_chosen_on_the_board(world, dina):
    shift_id = world.shift("pe", title="Haravointi")
    people = [one.client_id for one in [world.kalle, world.kaisa, *world.clients(2)]]
    offers.offer_shifts(world.carla, [shift_id], people, now=world.now)
    world.shift("pe", title="Tiskaus")
    board = dina.get(dina.get("/dispatch/board").links["Valitse kaikki"])
    chosen = board.form("/bulk").values["one"]
    assert len(chosen) == 2
    asked = "&".join(f"one={one}" for one in chosen)
    page = dina.get(f"/dispatch/bulk?act=ask&week=2026-11-23&{asked}")
    assert page.h1 == "Kysytkö seuraavilta 1 vuoroon?"
    assert "Kysymme enintään 2 ihmiseltä lisää." in page.text
    assert "Jonossa ei ole ketään." in page.text
    assert "Kalle" not in page.html
    done = dina.follow(dina.submit(page.form("/bulk")))
    assert done.h1 == "Kysyt seuraavilta 1 vuoroon"
    assert done.links["Takaisin"] == "/dispatch/board?week=2026-11-23"
    page = dina.get(f"/dispatch/bulk?act=remind&{asked}")
    assert page.h1 == "Valituille ei voi nyt tehdä tätä"
    assert page.text.count("Tilaajalta ei odoteta nyt mitään.") == 2


def test_nothing_chosen_changes_nothing_and_nonsense_is_refused(world, dina):
    assert dina.get("/dispatch/bulk?act=open").h1 == "Valitse ensin rivejä"
    page = dina.follow(dina.post("/dispatch/bulk", {"act": "open"}))
    assert "mitään ei tehty" in page.text
    dina.get("/dispatch/bulk", status=303)
    dina.get("/dispatch/bulk?act=erase", status=400)
    dina.post("/dispatch/bulk", {"act": "open", "one": ["x"]}, status=400)
    assert world.count(BulkAct) == 0
