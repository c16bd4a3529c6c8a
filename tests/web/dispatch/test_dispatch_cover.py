"""The dispatcher's list of what is at risk leads to the ladder, and each rung is one press."""

from __future__ import annotations

from app.domain.lifecycle import OfferState
from app.domain.vocabulary import CoachWanted
from app.store.models.trail import OutboxMessage


def test_from_the_list_to_the_ladder_and_a_rung(world, browse):
    shift_id = world.shift(day="ti", title="Tiskaus", coach_wanted=CoachWanted.NO)
    browser = browse(world.dina)
    home = browser.get("/dispatch/")
    assert "puuttuu 1 tekijä" in home.text
    address = f"/dispatch/shifts/{shift_id}/cover"
    assert address in home.links.values()
    page = browser.get(address)
    assert page.h1 == "Kuka voisi tulla?"
    assert "Kalle" not in page.text
    told = browser.follow(browser.post(address, {"rung": "others"}))
    assert "Viesti lähti" in told.text
    assert world.count(OutboxMessage, OutboxMessage.template == "cover_wanted") > 0
    browser.post(address, {"rung": "postpone"})
    assert world.count(OutboxMessage, OutboxMessage.template == "cover_postpone") == 1


def test_a_coach_is_reminded_from_the_list(world, browse):
    shift_id = world.shift(day="ti", coach_wanted=CoachWanted.NO)
    world.offer(world.kalle, shift_id, state=OfferState.ACCEPTED)
    browser = browse(world.dina)
    home = browser.get("/dispatch/")
    assert "1 vahvistamatta" in home.text
    browser.submit(home.form(f"/dispatch/shifts/{shift_id}/remind-coaches"))
    assert world.count(OutboxMessage, OutboxMessage.template == "shift_unsure") == 1
