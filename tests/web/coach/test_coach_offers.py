"""Offers: what waits, and each act of the coach."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import OfferState
from app.store.models.work import Attendance, Offer


def test_what_waits_for_me_is_first(world, browse):
    world.offer(world.kalle, world.shift(title="Tiskaus"), state=OfferState.ASKED_COACH)
    world.offer(world.kaisa, world.shift(title="Kattaus"))
    browser = browse(world.carla)
    page = browser.get("/coach/offers")
    assert "Tiskaus" in page.text
    assert "Kattaus" not in page.text
    assert "Kattaus" in browser.get("/coach/offers?show=asking").text
    assert "Täällä ei ole tarjouksia." in browser.get("/coach/offers?show=closed").text


def test_the_answer_on_the_phone_is_written_with_both_names(world, browse):
    offer_id = world.offer(world.kalle, world.shift())
    browser = browse(world.carla)
    form = browser.get(f"/coach/offers/{offer_id}").form("/answer")
    browser.submit(form, answer="accept", said="phone")
    offer = world.get(Offer, offer_id)
    assert offer.state is OfferState.ACCEPTED
    assert offer.answered_how == "phone"
    assert offer.answered_by_id == world.carla.user_id
    text = browser.get(f"/coach/offers/{offer_id}").text
    assert "Kalle itse, kirjasi Carla (puhelimessa)" in text


def test_half_an_answer_is_not_taken(world, browse):
    offer_id = world.offer(world.kalle, world.shift())
    browser = browse(world.carla)
    browser.post(f"/coach/offers/{offer_id}/answer", {"answer": "accept"}, status=422)
    browser.post(f"/coach/offers/{offer_id}/answer", {"answer": "yes", "said": "phone"})
    assert world.get(Offer, offer_id).state is OfferState.SENT
    assert "Valitse asiakkaan vastaus" in browser.get(f"/coach/offers/{offer_id}").text


def test_a_yes_is_confirmed_and_a_place_is_made(world, browse):
    offer_id = world.offer(world.kalle, world.shift(), state=OfferState.ACCEPTED)
    browser = browse(world.carla)
    browser.submit(browser.get(f"/coach/offers/{offer_id}").form("/confirm"))
    assert world.get(Offer, offer_id).state is OfferState.CONFIRMED
    assert world.count(Attendance) == 1


def test_an_answer_is_undone(world, browse):
    offer_id = world.offer(world.kalle, world.shift(), state=OfferState.ACCEPTED)
    browser = browse(world.carla)
    browser.submit(browser.get(f"/coach/offers/{offer_id}").form("/undo"), said="phone")
    assert world.get(Offer, offer_id).state is OfferState.SEEN


def test_an_offer_is_withdrawn(world, browse):
    offer_id = world.offer(world.kalle, world.shift())
    browser = browse(world.carla)
    browser.submit(browser.get(f"/coach/offers/{offer_id}").form("/withdraw"))
    assert world.get(Offer, offer_id).state is OfferState.WITHDRAWN


@pytest.mark.parametrize("act", ["confirm", "withdraw", "answer", "undo"])
def test_strangers_find_nothing(world, browse, act):
    offer_id = world.offer(world.kalle, world.shift(), state=OfferState.ACCEPTED)
    for stranger in (world.celia, world.cleo, world.dina):
        browse(stranger).get(f"/coach/offers/{offer_id}", status=404)
        data = {"answer": "decline", "said": "phone"}
        browse(stranger).post(f"/coach/offers/{offer_id}/{act}", data, status=404)
    assert world.get(Offer, offer_id).state is OfferState.ACCEPTED
