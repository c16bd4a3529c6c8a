"""A client and an offer: seeing it, the three answers, taking an answer back, coming second."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.lifecycle import AttendanceState, OfferState
from app.services import waves
from app.store.models.trail import AuditEvent
from app.store.models.work import Attendance, Offer, Shift


@pytest.fixture
def shift_id(world):
    return world.shift(day="ke", weeks=1)


@pytest.fixture
def offer_id(world, shift_id):
    return world.offer(world.kalle, shift_id)


@pytest.fixture
def kalle(world, browse):
    return browse(world.kalle)


def state_of(world, offer_id):
    return world.get(Offer, offer_id).state


def answer(browser, offer_id, said, **options):
    return browser.post(f"/client/offers/{offer_id}/answer", {"answer": said}, **options)


def test_looking_changes_nothing_but_opening_from_home_is_noted(world, kalle, offer_id):
    kalle.get(f"/client/offers/{offer_id}")
    assert state_of(world, offer_id) is OfferState.SENT
    home = kalle.get("/client/")
    opened = kalle.submit(home.form(f"/offers/{offer_id}/open"))
    assert state_of(world, offer_id) is OfferState.SEEN
    assert kalle.follow(opened).h1 == "Haluatko tehdä tämän työn?"


@pytest.mark.parametrize("who", ["kaisa", "kerttu"])
def test_somebody_elses_offer_is_not_there(world, browse, offer_id, who):
    other = browse(getattr(world, who))
    for page in ("", "/more"):
        other.get(f"/client/offers/{offer_id}{page}", status=404)
    for act in ("open", "answer", "undo"):
        other.post(f"/client/offers/{offer_id}/{act}", {"answer": "accept"}, status=404)
    assert state_of(world, offer_id) is OfferState.SENT


@pytest.mark.parametrize("who", ["carla", "oona", "dina", "maija", "aada"])
def test_the_clients_pages_are_for_clients_only(world, browse, offer_id, who):
    other = browse(getattr(world, who))
    for page in ("", "week", "hours", "log", "help", "settings", f"offers/{offer_id}"):
        other.get(f"/client/{page}", status=404)


def test_nobody_is_led_to_sign_in(browse, offer_id):
    browse().get(f"/client/offers/{offer_id}", status=303)
    answer(browse(), offer_id, "accept", status=401)


def test_the_three_answers_weigh_the_same(kalle, offer_id):
    page = kalle.get(f"/client/offers/{offer_id}")
    buttons = page.find("button", name="answer")
    assert [(b.get("value"), b.get("class")) for b in buttons] == [
        ("accept", "answer"), ("decline", "answer"), ("ask", "answer"),
    ]  # fmt: skip


def test_a_yes_takes_the_place_says_so_and_can_be_undone(world, kalle, shift_id, offer_id):
    page = kalle.follow(answer(kalle, offer_id, "accept"))
    assert page.h1 == "Hienoa! Otit työn."
    assert "Voit perua puolen tunnin ajan." in page.text
    assert state_of(world, offer_id) is OfferState.ACCEPTED
    assert world.get(Shift, shift_id).taken == 1
    page = kalle.follow(kalle.submit(page.form("/undo")))
    assert page.h1 == "Haluatko tehdä tämän työn?"
    assert "Peruit vastauksesi." in page.text
    assert world.get(Shift, shift_id).taken == 0


def test_nothing_can_be_undone_once_the_work_has_begun(world, kalle, shift_id, offer_id):
    answer(kalle, offer_id, "accept")
    soon = world.now + timedelta(minutes=10)
    world.change(Shift, shift_id, starts_at=soon, ends_at=soon + timedelta(hours=1))
    assert "Voit perua puolen tunnin ajan." in kalle.get(f"/client/offers/{offer_id}").text
    world.pass_time(minutes=11)
    page = kalle.get(f"/client/offers/{offer_id}")
    assert "Voit perua" not in page.text
    assert "Soita valmentajalle, jos muutat mieltäsi." in page.text


def test_a_confirmed_yes_leads_to_the_shift(world, kalle, offer_id):
    answer(kalle, offer_id, "accept")
    world.pass_time(minutes=31)
    waves.confirm_by_time(now=world.now)
    page = kalle.get(f"/client/offers/{offer_id}")
    assert "Työ on nyt varma." in page.text
    assert not [form for form in page.forms if form.action.endswith("/undo")]
    shift = kalle.get(page.links["Katson työvuoron"])
    assert shift.h1 == "Työvuoro"
    assert world.all(Attendance)[0].state is AttendanceState.BOOKED


def test_a_no_needs_no_reason_and_can_be_taken_back(world, kalle, offer_id):
    page = kalle.follow(answer(kalle, offer_id, "decline"))
    assert page.h1 == "Selvä. Et ota tätä työtä."
    assert "Kiitos, että vastasit." in page.text
    assert state_of(world, offer_id) is OfferState.DECLINED
    kalle.submit(page.form("/undo"))
    assert state_of(world, offer_id) is OfferState.SEEN


def test_asking_the_coach_keeps_the_place_and_the_answer_open(world, kalle, shift_id, offer_id):
    page = kalle.follow(answer(kalle, offer_id, "ask"))
    assert page.h1 == "Selvä. Kysyt valmentajalta."
    assert world.get(Shift, shift_id).taken == 1
    assert answer(kalle, offer_id, "accept").status == 303
    assert state_of(world, offer_id) is OfferState.ACCEPTED


def test_the_second_of_two_meets_a_kind_page(world, browse, shift_id):
    first = world.offer(world.kaisa, shift_id)
    second = world.offer(world.kalle, shift_id)
    answer(browse(world.kaisa), first, "accept")
    page = answer(browse(world.kalle), second, "accept", status=409)
    assert page.h1 == "Joku toinen ehti ottaa tämän työn."
    assert "Etsimme sinulle toisen. Et tehnyt mitään väärää." in page.text
    assert world.get(Shift, shift_id).taken == 1
    assert browse(world.kalle).get(f"/client/offers/{second}").h1 == page.h1


def test_after_the_window_the_page_is_kind_too(world, kalle, offer_id):
    world.change(Offer, offer_id, window_ends_at=world.now - timedelta(minutes=1))
    assert kalle.get(f"/client/offers/{offer_id}").h1 == "Vastausaika loppui"
    page = answer(kalle, offer_id, "accept", status=409)
    assert "Saat tarjouksia myös jatkossa." in page.text
    answer(kalle, offer_id, "decline", status=409)


def test_two_shifts_at_once_are_told_apart(world, kalle, offer_id):
    world.placed(world.kalle, world.shift(day="ke", weeks=1, starts="11:00", ends="14:00"))
    page = answer(kalle, offer_id, "accept", status=409)
    assert page.h1 == "Sinulla on jo työ samaan aikaan"


def test_too_late_to_undo_names_the_coach(world, kalle, offer_id):
    answer(kalle, offer_id, "accept")
    world.pass_time(minutes=31)
    waves.confirm_by_time(now=world.now)
    page = kalle.post(f"/client/offers/{offer_id}/undo", status=409)
    assert page.h1 == "Et voi enää perua tästä"


def test_of_several_times_the_first_alone_can_be_taken(world, kalle):
    task = world.open_task(day="ke", weeks=1, times=3)
    offer_id = world.offer(world.kalle, *task.shift_ids)
    page = kalle.get(f"/client/offers/{offer_id}")
    assert "3 kertaa. Ensin keskiviikkona" in page.text
    answer(kalle, offer_id, "accept_first")
    assert [world.get(Shift, shift).taken for shift in task.shift_ids] == [1, 0, 0]


@pytest.mark.parametrize("said", ["", "maybe"])
def test_an_answer_that_is_none_is_not_taken(world, kalle, offer_id, said):
    answer(kalle, offer_id, said, status=400)
    assert state_of(world, offer_id) is OfferState.SENT


def test_an_answer_without_a_token_is_not_taken(world, kalle, offer_id):
    answer(kalle, offer_id, "accept", status=400, csrf=False)
    assert state_of(world, offer_id) is OfferState.SENT


def test_the_answer_is_in_the_trail(world, kalle, offer_id):
    answer(kalle, offer_id, "accept")
    rows = world.all(AuditEvent, AuditEvent.object_id == offer_id)
    assert [(row.actor_id, row.purpose) for row in rows] == [(world.kalle.user_id, "own_data")]
