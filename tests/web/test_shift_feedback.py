"""After a shift: two taps for the orderer, the coach between, the client's own word."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.models.own_words import PairWish
from app.store.models.people import BlockedPair
from app.store.models.work import WorkedHours


@pytest.fixture
def done(world):
    hours_id = world.performed(world.kalle, world.shift("pe", "10:00", "12:00", weeks=-1))
    return world.get(WorkedHours, hours_id)


def test_an_orderer_says_in_two_taps_how_it_went(world, browse, done):
    oona = browse(world.oona)
    page = oona.get(f"/orderer/tasks/{done.task_id}")
    first = oona.get(page.links["Kerro, miten meni"])
    form = first.form("feedback")
    assert form.buttons == ["Hyvin", "Ihan hyvin", "Haluan jutella valmentajan kanssa"]
    shown = oona.follow(oona.submit(form, feeling="well"))
    assert "Kerroit: hyvin" in shown.text
    assert "Tapaisitteko uudestaan?" in shown.text


def test_words_go_by_way_of_the_coach(world, browse, done):
    oona, carla, kalle = browse(world.oona), browse(world.carla), browse(world.kalle)
    path = f"/orderer/attendances/{done.attendance_id}/feedback"
    oona.post(path, {"feeling": "well", "text": "Kahvit maistuivat."})
    own = f"/client/shifts/{done.attendance_id}"
    assert "Kahvit" not in kalle.get(own).html
    client_page = f"/coach/clients/{world.kalle.client_id}"
    form = carla.get(client_page).form("pass-on")
    assert form.values["text"] == "Kahvit maistuivat."
    carla.submit(form, text="Kahvi oli hyvää.")
    assert "Kahvi oli hyvää." in kalle.get(own).text
    assert "Välitetty asiakkaalle" in carla.get(client_page).text


def test_who_would_meet_again_is_between_each_and_the_coach(world, browse, done):
    oona, carla, kalle = browse(world.oona), browse(world.carla), browse(world.kalle)
    feedback = f"/orderer/attendances/{done.attendance_id}"
    oona.post(f"{feedback}/feedback", {"feeling": "talk"})
    oona.post(f"{feedback}/again", {"again": "not_here"})
    kalle.post(f"/client/shifts/{done.attendance_id}/again", {"again": "gladly"})
    told = carla.get(f"/coach/clients/{world.kalle.client_id}").text
    assert "haluaa sinne uudestaan" in told
    assert "toivoi, ettei samaan paikkaan" in told
    assert "haluaa sinne" not in oona.get(f"{feedback}/feedback").html
    assert "ettei samaan" not in kalle.get(f"/client/shifts/{done.attendance_id}").html


def test_a_client_says_and_takes_back(world, browse, done):
    kalle = browse(world.kalle)
    page = kalle.get(f"/client/shifts/{done.attendance_id}")
    form = kalle.get(page.links["Haluanko tänne uudestaan?"]).form("again")
    kalle.submit(form, again="not_here")
    assert world.count(PairWish) == 1
    kalle.submit(form, again="")
    assert world.count(PairWish) == 0


def test_nothing_is_asked_of_a_shift_that_is_not_done(world, browse):
    ahead = world.placed(world.kalle, world.shift("pe"))
    browse(world.oona).get(f"/orderer/attendances/{ahead}/feedback", status=404)


def test_nothing_that_matches_reads_wishes_or_words():
    readers = [*Path("app/matching").rglob("*.py"), Path("app/store/profiles.py")]
    readers += [Path("app/store") / name for name in ("facts.py", "parts.py", "histories.py")]
    words = ("pairwish", "shiftfeedback", "shift_feedback", "pair_wish")
    assert [p.name for p in readers if any(one in p.read_text().lower() for one in words)] == []


def test_the_coach_sees_when_to_talk_a_wish_over_and_keeps_or_ends_it(world, browse, done):
    pair = BlockedPair(
        client_id=world.kalle.client_id, organisation_id=world.organisations["kiinteisto"],
        starts_on=world.today, review_on=world.today,
    )  # fmt: skip
    world.add(pair)
    carla = browse(world.carla)
    page = carla.get(f"/coach/clients/{world.kalle.client_id}")
    assert "Puhukaa taas ma 23.11." in page.text
    assert "On aika puhua" in page.text
    page = carla.follow(carla.submit(page.form("/keep")))
    assert "On aika puhua" not in page.text
    page = carla.follow(carla.submit(page.form("/end")))
    assert "Puhukaa taas" not in page.text
    assert world.count(BlockedPair) == 0
