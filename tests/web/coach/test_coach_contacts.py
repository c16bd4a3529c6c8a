"""The coach reads what contacts are due, moves and marks them, and bends a client's plan."""

from __future__ import annotations

from app.domain.lifecycle import DueState
from app.services import late_contacts, support_plans
from app.store.models.cadence import DueContact, SupportPlan
from app.store.models.trail import AuditEventClient
from tests.followed import dues, followed, note

CONTACTS = "/coach/contacts"


def test_the_list_has_late_contacts_first_and_says_when_nothing_waits(world, browse):
    carla = browse(world.carla)
    assert "Mikään yhteydenotto ei odota." in carla.get(CONTACTS).text
    followed(world, world.kalle)
    world.move_to("ke 09:00")
    text = carla.get(CONTACTS).text
    heads = ["Myöhässä", ": ennen työn alkua", ": ensimmäisenä työpäivänä"]
    places = [text.index(words) for words in heads]
    assert places == sorted(places)
    late = carla.get(f"{CONTACTS}?show=late").text
    assert "ennen työn alkua" in late
    assert "ensimmäisenä työpäivänä" not in late
    assert ": ennen työn alkua" in carla.get("/coach/").text
    assert "Kalle" not in browse(world.celia).get(CONTACTS).text


def test_who_stands_in_sees_what_to_do_and_whom_to_ask(world, browse):
    followed(world, world.kalle)
    for day in ("ke 08:05", "pe 08:05"):
        world.move_to(day)
        late_contacts.tell_late(now=world.now)
    celia = browse(world.celia)
    page = celia.get(CONTACTS)
    assert "Kollegan asiakkaat" in page.text
    assert "Oma valmentaja on Carla." in page.text
    assert "Oma valmentaja on Carla." in celia.get("/coach/").text
    before = page.text.count("Minä otin yhteyttä")
    done = celia.follow(celia.submit(page.form("/made-instead")))
    assert "Oma valmentaja näkee, että sinä otit yhteyttä." in done.text
    assert done.text.count("Minä otin yhteyttä") == before - 1
    assert "Celia" in browse(world.carla).get(f"{CONTACTS}/{settled(world)}").text


def settled(world):
    return world.all(DueContact, DueContact.state == DueState.DONE)[0].id


def test_a_contact_is_moved_marked_and_taken_back(world, browse):
    plan_id, carla = followed(world, world.kalle), browse(world.carla)
    first, second = dues(world, plan_id)[:2]
    path = f"{CONTACTS}/{first.id}"
    assert "Odottaa" not in carla.get(path).text
    moved = carla.follow(carla.post(f"{path}/move", {"day": "2026-11-27", "reason": "Lomalla"}))
    assert "Yhteydenotto on siirretty." in moved.text
    assert "Lomalla" in moved.text
    bad = carla.follow(carla.post(f"{path}/move", {"day": "", "reason": "Lomalla"}))
    assert "Valitse päivä ja vaihtoehto uudestaan." in bad.text
    missed = f"{CONTACTS}/{second.id}"
    told = carla.follow(carla.post(f"{missed}/close", {"what": "missed", "reason": ""}))
    assert "Kirjoita syy lyhyesti." in told.text
    told = carla.follow(carla.post(f"{missed}/close", {"what": "declined", "said": "phone"}))
    assert "Asiakas ei halunnut" in told.text
    carla.post(f"{missed}/undo")
    assert world.get(DueContact, second.id).state is DueState.DUE


def test_the_card_tells_what_was_kept_and_the_plan_bends(world, browse):
    plan_id, carla = followed(world, world.kalle), browse(world.carla)
    note(world, world.kalle)
    card = carla.get(f"/coach/clients/{world.kalle.client_id}").text
    assert "1/1 ajallaan" in card
    path = f"/coach/follow-along/{plan_id}"
    sent = {"step": "regular", "pace": "left_out", "reason": "Soittaa itse."}
    page = carla.follow(carla.post(f"{path}/pace", sent))
    assert "Soittaa itse." in page.text
    page = carla.follow(carla.post(f"{path}/pause", {"until_on": "", "reason": "Matkalla."}))
    assert "kunnes jatkat" in page.text
    page = carla.follow(carla.post(f"{path}/restart"))
    assert "Suunnitelma jatkuu tänään." in page.text
    assert "Valitse päivä" in carla.follow(carla.post(f"{path}/pace", {"step": "x"})).text
    read = world.count(AuditEventClient, AuditEventClient.client_id == world.kalle.client_id)
    assert read > 3


def test_a_job_begins_and_ends_on_the_page(world, browse):
    plan_id, carla = followed(world, world.kalle), browse(world.carla)
    placement_id = world.get(SupportPlan, plan_id).placement_id
    began = {"kind": "employment", "starts_on": "2026-11-23"}
    carla.post(f"/coach/placements/{placement_id}/job", began)
    job = world.all(SupportPlan, SupportPlan.id != plan_id)[0]
    path = f"/coach/follow-along/{job.id}"
    assert "Työsuhde tai työkokeilu" in carla.get(path).text
    refused = carla.follow(carla.post(f"{path}/end", {"ended_on": "2027-11-23", "why": "stopped"}))
    assert "Tarkista työn laji ja päivä." in refused.text
    ended = carla.follow(carla.post(f"{path}/end", {"ended_on": "2026-11-23", "why": "stopped"}))
    assert "Työn päätyttyä" in ended.text
    assert support_plans.grow_plans(now=world.now) == 0
