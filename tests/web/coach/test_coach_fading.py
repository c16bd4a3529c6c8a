"""The page of fading support: curve, numbers and plan of one placement."""

from __future__ import annotations

import pytest

from app.store.models.fading import SupportStage
from app.store.models.support import SupportContact
from app.store.models.work import Placement


@pytest.fixture
def path(world):
    """Two weeks of work, the first with much support; the week before them only a call."""
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    world.performed(world.kalle, shift_id)
    return f"/coach/placements/{world.all(Placement)[0].id}/support"


def note(world, browser, minutes, day):
    form = browser.get(f"/coach/clients/{world.kalle.client_id}/notes/new").form("/notes/new")
    browser.submit(form, minutes=minutes, happened_on=day.isoformat())


def test_the_curve_has_its_numbers_in_a_table(world, browse, path):
    browser = browse(world.carla)
    note(world, browser, "30", world.day("ma"))
    note(world, browser, "15", world.day("pe", weeks=-1))
    page = browser.get(path)
    week = world.day("ma").isocalendar()[1]
    assert f"Viikko {week}: 15 minuuttia." in page.all_text
    assert "Ei työtä" in page.text
    assert page.html.count("chart__dot") == 1
    assert world.count(SupportContact) == 2


def test_the_plan_stands_beside_it_and_can_be_changed(world, browse, path):
    browser = browse(world.carla)
    day = world.day("ma").isoformat()
    browser.submit(browser.get(path).form("/support"), starts_on=day, minutes="30")
    browser.submit(browser.get(path).form("/support"), starts_on=day, minutes="20")
    assert [row.minutes_per_hour for row in world.all(SupportStage)] == [20]
    page = browser.get(path)
    assert "20 min työtunnissa" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    browser.submit(page.form("/support/remove"))
    assert world.count(SupportStage) == 0
    browser.submit(browser.get(path).form("/support"), starts_on=day, minutes="121")
    assert world.count(SupportStage) == 0


def test_the_clients_page_leads_to_it_and_strangers_find_nothing(world, browse, path):
    client = browse(world.carla).get(f"/coach/clients/{world.kalle.client_id}")
    assert path in client.html
    for stranger in (world.celia, world.cleo):
        browse(stranger).get(path, status=404)
        browse(stranger).post(path, {"starts_on": "2026-11-23", "minutes": "5"}, status=404)
