"""The people of a coach who is ill: given over by the manager, taken back before an answer."""

from __future__ import annotations

from app.domain.lifecycle import HandoverState
from app.store.models.handovers import Handover
from app.store.models.trail import OutboxMessage


def asking(page):
    return next(one for one in page.forms if one.method == "post" and "handovers" in one.action)


def proposed(world, browser):
    page = browser.get(f"/manager/handovers?from={world.carla.user_id}")
    facts = {"client": str(world.kalle.client_id), "to": str(world.celia.user_id)}
    look = browser.submit(asking(page), **facts, status=200)
    assert "Näin siirto tapahtuisi" in look.text
    browser.submit(asking(look), **facts, sure="yes")
    (row,) = world.all(Handover)
    return row


def test_a_manager_gives_people_over_and_hears_the_answer(world, browse):
    manager = browse(world.maija)
    page = manager.get(manager.get("/manager/").links["Siirrä asiakkaita"])
    assert "Kenen asiakkaat siirtyvät?" in page.text
    row = proposed(world, manager)
    assert (row.from_id, row.proposed_by_id) == (world.carla.user_id, world.maija.user_id)
    assert "Carla → Celia" in manager.get("/manager/").text
    browse(world.celia).post(f"/coach/handovers/{row.id}/accept", status=303)
    told = world.all(OutboxMessage, OutboxMessage.template == "handover_answered")
    paths = {one.user_id: "/manager/handovers" in one.facts for one in told}
    assert paths == {world.carla.user_id: False, world.maija.user_id: True}


def test_a_proposal_is_taken_back_by_the_units_own_manager_alone(world, browse):
    manager = browse(world.maija)
    row = proposed(world, manager)
    stranger = browse(world.uuno)
    stranger.post(f"/manager/handovers/{row.id}/withdraw", status=404)
    stranger.get(f"/manager/handovers?from={world.carla.user_id}", status=404)
    manager.submit(manager.get("/manager/handovers").form("/withdraw"))
    assert world.get(Handover, row.id).state is HandoverState.WITHDRAWN
    again = browse(world.celia)
    again.post(f"/coach/handovers/{row.id}/accept", status=303)
    assert world.get(Handover, row.id).state is HandoverState.WITHDRAWN


def test_without_a_choice_it_is_said_what_is_missing(world, browse):
    page = browse(world.maija).post("/manager/handovers", {}, status=200)
    assert "Valitse asiakkaat, kollega ja ensimmäinen päivä." in page.text
    assert world.count(Handover) == 0


def test_who_gives_people_over_takes_the_proposal_back_and_who_was_asked_does_not(world, browse):
    row = proposed(world, browse(world.maija))
    browse(world.celia).post(f"/coach/handovers/{row.id}/withdraw", status=403)
    giver = browse(world.carla)
    giver.submit(giver.get("/coach/handovers").form("/withdraw"))
    assert world.get(Handover, row.id).state is HandoverState.WITHDRAWN
