"""Clients who come only together: asked in one act, or one alone for a reason."""

from __future__ import annotations

import pytest

from app.domain.errors import RuleBroken
from app.domain.lifecycle import OfferState
from app.services import answers, offers
from app.store.models.work import Offer


@pytest.fixture
def pair(world):
    """A shift with two places for Kalle and Kaisa, who come together."""
    world.team(world.kalle, world.kaisa)
    return world.shift(places=2)


def reason_of(client):
    return f"reason-{client.client_id}"


def test_the_page_says_with_whom_and_asks_both_in_one_act(world, browse, pair):
    browser = browse(world.carla)
    page = browser.get(f"/coach/shifts/{pair}")
    assert "Lähtee vain yhdessä: Kaisa S" in page.text
    assert "tarjoa kaikille" not in page.text
    named = {one.get("value") for one in page.find("button", name="team")}
    assert named == {str(one.client_id) for one in (world.kalle, world.kaisa)}
    assert page.text.count("Tarjoa molemmille") == 2
    browser.submit(page.form(f"{pair}/offers"), team=str(world.kalle.client_id))
    made = {offer.client_id: offer.state for offer in world.all(Offer)}
    assert made == dict.fromkeys((world.kalle.client_id, world.kaisa.client_id), OfferState.SENT)


def test_one_alone_needs_a_reason(world, browse, pair):
    browser, kalle = browse(world.carla), str(world.kalle.client_id)
    form = browser.get(f"/coach/shifts/{pair}").form(f"{pair}/offers")
    page = browser.submit(form, client=kalle, status=422)
    assert "kirjoita, miksi tarjoat vain hänelle" in page.text
    assert world.count(Offer) == 0
    browser.submit(form, client=kalle, **{reason_of(world.kalle): "Kaisa on lomalla."})
    (made,) = world.all(Offer)
    assert (made.client_id, made.coach_reason) == (world.kalle.client_id, "Kaisa on lomalla.")
    told = browser.get(f"/coach/offers/{made.id}").text
    assert "Tarjottu silti, koska" in told


def test_both_ticks_are_as_good_as_the_button(world, browse, pair):
    browser = browse(world.carla)
    form = browser.get(f"/coach/shifts/{pair}").form(f"{pair}/offers")
    browser.submit(form, client=[str(one.client_id) for one in (world.kalle, world.kaisa)])
    assert world.count(Offer) == 2


def test_who_does_not_fit_is_named_and_nobody_is_asked_for_both(world, browse, pair):
    world.placed(world.kaisa, world.shift(title="Muu työ"))
    page = browse(world.carla).get(f"/coach/shifts/{pair}")
    assert "Ei sovi nyt: Kaisa S" in page.text
    assert "Tarjoa molemmille" not in page.text
    assert "Tarjoa vain hänelle" in page.text


def test_a_mate_of_another_coach_is_agreed_with_the_colleague(world, browse):
    world.team(world.kalle, world.client("Ville", coach=world.celia))
    page = browse(world.carla).get(f"/coach/shifts/{world.shift(places=2)}")
    assert "Ville S on valmentajan Celia asiakas. Sopikaa yhdessä." in page.text
    assert "Tarjoa molemmille" not in page.text


def test_when_the_other_is_asked_already_nothing_more_is_said(world, browse, pair):
    world.offer(world.kaisa, pair)
    page = browse(world.carla).get(f"/coach/shifts/{pair}")
    assert "Kaisa S on jo saanut tarjouksen." in page.text
    assert "Tarjoa vain hänelle" not in page.text
    offers.offer_shifts(world.carla, [pair], [world.kalle.client_id], now=world.now)


def test_a_yes_of_one_sets_the_others_free(world, pair):
    yes = world.offer(world.kaisa, pair)
    answers.accept_offer(world.kaisa, yes, now=world.now)
    offers.offer_shifts(world.carla, [pair], [world.kalle.client_id], now=world.now)


def test_three_are_a_whole_team(world, browse):
    world.team(world.kalle, world.kaisa, world.client("Ville"))
    shift_id = world.shift(places=3)
    browser = browse(world.carla)
    page = browser.get(f"/coach/shifts/{shift_id}")
    assert "Tarjoa koko tiimille" in page.text
    browser.submit(page.form(f"{shift_id}/offers"), team=str(world.kaisa.client_id))
    assert world.count(Offer) == 3


def test_who_only_learns_beside_somebody_is_asked_alone(world, browse):
    world.team(world.kalle, world.kaisa, together=False)
    shift_id = world.shift()
    assert "Lähtee vain yhdessä" not in browse(world.carla).get(f"/coach/shifts/{shift_id}").text
    offers.offer_shifts(world.carla, [shift_id], [world.kalle.client_id], now=world.now)


@pytest.mark.usefixtures("engine_app")
def test_all_shifts_of_an_offer_count(world):
    world.team(world.kalle, world.kaisa)
    task = world.open_task(times=2, places=2)
    world.offer(world.kaisa, task.shift_id)
    with pytest.raises(RuleBroken, match="team_alone"):
        offers.offer_shifts(world.carla, task.shift_ids, [world.kalle.client_id], now=world.now)


def test_the_team_button_of_a_stranger_opens_nothing(world, browse, pair):
    form = {"team": str(world.kerttu.client_id)}
    browse(world.carla).post(f"/coach/shifts/{pair}/offers", form, status=404)
    assert world.count(Offer) == 0
