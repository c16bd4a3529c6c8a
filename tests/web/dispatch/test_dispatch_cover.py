"""The dispatcher's list of what is at risk leads to the ladder, and each rung is one press."""

from __future__ import annotations

from datetime import timedelta

from app.domain.lifecycle import OfferState
from app.domain.vocabulary import CoachWanted
from app.store.models.asking import ChangeRequest
from app.store.models.trail import OutboxMessage
from app.store.models.work import Shift
from app.web.dispatch import home as home_page


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


def test_a_silent_orderer_is_called_from_the_list(world, browse):
    shift_id = world.shift(day="ti", coach_wanted=CoachWanted.NO)
    world.placed(world.kalle, shift_id)
    shift = world.get(Shift, shift_id)
    world.add(
        ChangeRequest(
            shift_id=shift_id, starts_at=shift.starts_at + timedelta(hours=1),
            ends_at=shift.ends_at, asked_by_id=world.carla.user_id, asked_at=world.now,
        )
    )  # fmt: skip
    home = browse(world.dina).get("/dispatch/")
    assert "tilaaja ei ole vastannut" in home.text
    row = next(node for node in home.find("td") if node.get("data-label") == "Mitä seuraavaksi")
    assert [link.get("href") for link in row.iter("a")] == ["tel:09222"]


def test_a_long_list_says_how_many_more_there_are_and_shows_them(world, browse, monkeypatch):
    monkeypatch.setattr(home_page, "MOST_AT_RISK", 1)
    for title in ("Haravointi", "Tiskaus", "Siivous"):
        world.shift(day="ti", title=title, coach_wanted=CoachWanted.NO)
    browser = browse(world.dina)
    home = browser.get("/dispatch/")
    assert "Katso nämä ensin 3" in home.text
    assert home.text.count("puuttuu 1 tekijä") == 1
    whole = browser.get(home.links["Näytä vielä 2 vuoroa"].partition("#")[0])
    assert whole.text.count("puuttuu 1 tekijä") == 3
