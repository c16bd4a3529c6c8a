"""Writing the steps of a task and the stop, and who reads them: coach and client."""

from __future__ import annotations

import pytest

from app.domain.steps import Step
from app.services import steps as acts
from app.services import tasks
from app.store import steps
from app.store.models.people import Site
from app.store.models.trail import AuditEvent
from app.store.models.work import Task

TWO = [Step("Pese kädet.", "wash_hands"), Step("Pyyhi pöydät.", "wipe")]


@pytest.fixture
def task(world):
    return world.open_task(day="ke", weeks=1)


def written(browser, path, act="save", **fields):
    return browser.follow(browser.post(path, fields | {"act": act}))


@pytest.mark.parametrize(("who", "room"), [("oona", "orderer"), ("dina", "dispatch")])
def test_steps_are_written_moved_and_taken_out_without_script(world, browse, task, who, room):
    browser, path = browse(getattr(world, who)), f"/{room}/tasks/{task.id}/steps"
    first = {"words-0": "Pese kädet.", "picture-0": "wash_hands"}
    page = written(browser, path, **first)
    assert steps.list_steps(task.id) == TWO[:1]
    assert "Vaiheet ovat tallessa." in page.text
    both = first | {"words-1": "Pyyhi pöydät.", "picture-1": "wipe", "words-2": ""}
    written(browser, path, act="up-1", **both)
    assert steps.list_steps(task.id) == TWO[::-1]
    page = written(browser, path, act="remove-0", **both)
    assert [step.words for step in steps.list_steps(task.id)] == ["Pyyhi pöydät."]
    assert len([one for one in page.find("input") if (one.get("name") or "").startswith("w")]) == 3
    event = world.all(AuditEvent, AuditEvent.object_id == task.id)[-1]
    assert (event.fields, event.facts) == (["steps"], {"steps": 1})


def test_a_beginning_is_offered_where_there_is_nothing_yet(world, browse, task):
    browser, path = browse(world.oona), f"/orderer/tasks/{task.id}/steps"
    assert "Aloita valmiista vaiheista" in browser.get(path).text
    page = written(browser, path, act="ready", **{"words-0": ""})
    assert "Aloita valmiista vaiheista" not in page.text
    assert 2 <= len(steps.list_steps(task.id)) <= 8


def test_hard_words_are_told_and_kept(world, browse, task):
    hard = {"words-0": "Käytä puhdistusaineliuosta (vähän).", "picture-0": "wipe"}
    page = written(browse(world.dina), f"/dispatch/tasks/{task.id}/steps", **hard)
    assert "Vaihda pitkä sana lyhyempään." in page.text
    assert "Kirjoita ilman sulkeita ja lyhenteitä." in page.text
    assert steps.list_steps(task.id)[0].words == hard["words-0"]


def test_an_unknown_picture_is_refused_and_nothing_is_lost(world, browse, task):
    acts.save_steps(world.oona, task.id, TWO, now=world.now)
    bad = {"words-0": "Uusi vaihe", "picture-0": "../secret", "act": "save"}
    page = browse(world.oona).post(f"/orderer/tasks/{task.id}/steps", bad, status=422)
    assert "Valitse kuva listasta." in page.text
    assert steps.list_steps(task.id) == TWO


def test_the_stop_holds_for_the_place(world, browse, task):
    browser, path = browse(world.oona), f"/orderer/tasks/{task.id}/stop"
    browser.post(path, {"stop": " Sörnäinen ", "walk_minutes": "4"}, status=303)
    site = world.get(Site, world.get(Task, task.id).site_id)
    assert (site.stop, site.walk_minutes) == ("Sörnäinen", 4)
    browser.post(path, {"stop": "Sörnäinen", "walk_minutes": "400"}, status=422)
    browser.post(path, {"stop": "", "walk_minutes": ""}, status=303)
    assert world.get(Site, site.id).walk_minutes is None


def test_a_copied_order_takes_its_steps_along(world, task):
    acts.save_steps(world.oona, task.id, TWO, now=world.now)
    copy = tasks.copy_task(world.oona, task.id, now=world.now)
    assert steps.list_steps(copy) == TWO


def test_the_client_sees_steps_before_answering_and_the_coach_prints_them(world, browse, task):
    acts.save_steps(world.oona, task.id, TWO, now=world.now)
    offer_id = world.offer(world.kalle, task.shift_id)
    kalle = browse(world.kalle)
    page = kalle.get(kalle.get(f"/client/offers/{offer_id}/more").links["Näin teet työn"])
    words = [" ".join(item.itertext()).strip() for item in page.find("li", class_="how__step")]
    assert words == [step.words for step in TWO]
    sheet = browse(world.carla).get(f"/coach/tasks/{task.id}/steps")
    assert "Pyyhi pöydät." in sheet.text


def test_the_way_tells_stop_walk_door_person_and_a_map_that_knows_nothing_of_me(
    world, browse, task
):
    offer_id = world.offer(world.kalle, task.shift_id)
    kalle = browse(world.kalle)
    acts.save_stop(world.dina, task.id, "Sörnäinen", 4, now=world.now)
    page = kalle.get(f"/client/offers/{offer_id}/place")
    for text in ("Sörnäinen", "Kävelet noin 4 minuuttia.", "Pirjo", "Kartta avautuu toiseen"):
        assert text in page.text, text
    link = next(one for one in page.find("a") if "openstreetmap" in (one.get("href") or ""))
    assert "noreferrer" in (link.get("rel") or "")
    site = world.get(Site, world.get(Task, task.id).site_id)
    assert link.get("href") == (
        f"https://www.openstreetmap.org/?mlat={site.lat:.5f}&mlon={site.lon:.5f}"
        f"#map=17/{site.lat:.5f}/{site.lon:.5f}"
    )


def test_the_place_tells_stairs_toilet_break_and_the_shift_what_is_new(world, browse, task):
    attendance_id = world.placed(world.kalle, task.shift_id)
    told = {
        "version": "1", "act": "save", "way_in": "lift", "toilet": "Aulassa.",
        "break_room": "Kahvihuone.", "clothes": "Omat vaatteet.", "door": "Pääovi",
    }  # fmt: skip
    browse(world.oona).post(f"/orderer/tasks/{task.id}/edit", told, status=303)
    kalle = browse(world.kalle)
    shift = kalle.get(f"/client/shifts/{attendance_id}")
    assert "Työpaikka kertoi uutta: " in shift.text
    assert "Omat vaatteet." in shift.text
    place = kalle.get(f"/client/shifts/{attendance_id}/place")
    for text in ("Talossa on hissi.", "Aulassa.", "Kahvihuone."):
        assert text in place.text, text
    coach = browse(world.carla).get(f"/coach/tasks/{task.id}")
    assert "Kahvihuone." in coach.text


def test_work_from_afar_has_no_way_and_no_door(world, browse, task):
    world.change(Task, task.id, place_kind="remote")
    page = browse(world.kalle).get(
        f"/client/offers/{world.offer(world.kalle, task.shift_id)}/place"
    )
    assert page.h1 == "Työpaikka"
    assert "Etänä" in page.text
    assert "ovesta" not in page.text


def test_the_walk_is_worked_out_where_only_the_points_are_known(world, browse, task):
    site_id = world.get(Task, task.id).site_id
    site = world.get(Site, site_id)
    world.change(Site, site_id, stop="Kurvi", stop_lat=site.lat + 0.005, stop_lon=site.lon)
    attendance_id = world.placed(world.kalle, task.shift_id)
    page = browse(world.kalle).get(f"/client/shifts/{attendance_id}/place")
    # 556 metres as the crow flies, 12 minutes a kilometre on ways 1.3 times as long.
    assert "Kävelet noin 9 minuuttia." in page.text
