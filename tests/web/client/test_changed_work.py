"""Work that changed is not cancelled: its client is asked anew, and no page says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.lifecycle import AttendanceState, HoursState, OfferState
from app.domain.terms import terms_of
from app.services import answers, offers, tasks, terms
from app.store import own_shifts
from app.store import tasks as orders
from app.store.models.work import Attendance, Offer
from tests.page_lint import words

OFF, ASKED = "Työvuorosi on peruttu", "Sinulla on uusi työ katsottavana"
CHANGED = "Työsi muuttui"


@pytest.fixture
def kalle(world, browse):
    return browse(world.kalle)


@pytest.fixture
def task(world):
    return world.open_task(day="pe")


def pay_more(world, task, cents):
    now = terms_of(orders.draft_of(orders.get_task(world.oona, task.id)))
    wanted = replace(now, pay_cents_per_hour=cents)
    seen = terms.foresee(world.oona, task.id, wanted, now=world.now)
    terms.change_terms(world.oona, task.id, wanted, seen=seen.mark, now=world.now)
    world.pass_time(minutes=10)
    (asked,) = world.all(Offer, Offer.asks_anew, Offer.state.in_([OfferState.QUEUED, "sent"]))
    return asked.id


def take(world, offer_id):
    answers.page.accept_offer(world.kalle, offer_id, now=world.now)
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    world.pass_time(minutes=10)


def listed(world):
    found = own_shifts.list_between(world.kalle, world.now, world.now + timedelta(days=9))
    return [one.state for one in found]


def test_while_another_offer_is_looked_at_the_changed_work_is_not_called_off(world, kalle, task):
    before = world.placed(world.kalle, task.shift_id)
    other = world.offer(world.kalle, world.shift(day="to", title="Muu työ"))
    world.pass_time(minutes=10)
    asked = pay_more(world, task, 1400)
    assert world.get(Offer, asked).state is OfferState.QUEUED
    home = kalle.get("/client/")
    assert (home.h1, "Katson perutun työn" in home.text) == (ASKED, False)
    page = kalle.get(f"/client/shifts/{before}")
    assert page.h1 == "Tämä työ muuttui"
    assert "Kysymme sinulta, sopiiko se vielä." in page.text
    answers.page.decline_offer(world.kalle, other, now=world.now)
    assert world.get(Offer, asked).state is OfferState.SENT
    home = kalle.get("/client/")
    assert home.h1 == CHANGED
    assert "Katson, mikä muuttui" in [words(button) for button in home.find("button")]


@pytest.mark.usefixtures("engine_app")
def test_whoever_takes_the_changed_work_has_one_shift_of_it(world, task):
    world.placed(world.kalle, task.shift_id)
    world.pass_time(minutes=10)
    take(world, pay_more(world, task, 1400))
    assert listed(world) == [AttendanceState.BOOKED]
    take(world, pay_more(world, task, 1500))
    assert listed(world) == [AttendanceState.BOOKED]
    tasks.cancel_shift(world.oona, task.shift_id, "Keittiö on kiinni.", now=world.now)
    assert len(world.all(Attendance, Attendance.state == AttendanceState.CANCELLED)) == 3
    assert listed(world) == [AttendanceState.CANCELLED]


def test_a_no_to_the_changed_work_is_no_cancelling_and_a_question_taken_back_is(world, kalle, task):
    world.placed(world.kalle, task.shift_id)
    world.pass_time(minutes=10)
    asked = pay_more(world, task, 1400)
    assert kalle.get("/client/").h1 == CHANGED
    tasks.cancel_shift(world.oona, task.shift_id, "Keittiö on kiinni.", now=world.now)
    assert world.get(Offer, asked).state is OfferState.WITHDRAWN
    assert kalle.get("/client/").h1 == OFF

    second = world.open_task(day="ke", title="Toinen työ")
    world.placed(world.kaisa, second.shift_id)
    world.pass_time(minutes=10)
    answers.page.decline_offer(world.kaisa, pay_more(world, second, 1400), now=world.now)
    found = own_shifts.list_between(world.kaisa, world.now, world.now + timedelta(days=9))
    assert found == []


def test_a_cancelled_shift_is_told_of_for_a_week_and_when_it_would_be_near(world, kalle):
    world.placed(world.kalle, world.shift(day="pe", weeks=3), state=AttendanceState.CANCELLED)
    assert kalle.get("/client/").h1 == OFF
    world.move_to("ma 10:00", weeks=1)
    assert kalle.get("/client/").h1 == "Hei, Kalle!"
    world.move_to("to 10:00", weeks=2)
    assert kalle.get("/client/").h1 == OFF


@pytest.mark.parametrize(("day", "told"), [("ti", "Katson perutun työn"), ("to", "Kerron, miten")])
def test_who_might_go_in_vain_learns_that_before_what_is_past(world, kalle, day, told):
    world.performed(world.kalle, world.shift(day="pe", weeks=-1), hours=HoursState.PLANNED)
    world.placed(world.kalle, world.shift(day=day), state=AttendanceState.CANCELLED)
    world.offer(world.kalle, world.shift(day="pe"))
    page = kalle.get("/client/")
    assert page.h1 == ASKED
    assert any(words.startswith(told) for words in page.links)
