"""How an organisation answers: what counts as asked, as answered, and as left without an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.questions import Change
from app.services import change_requests
from app.store import orderer_answers


@pytest.fixture
def since(world):
    return world.now - timedelta(days=1)


def ask(world, shift_id):
    change = Change(starts_at=world.at("ke 11:00"), ends_at=world.at("ke 14:00"))
    return change_requests.ask_change(world.carla, shift_id, change, now=world.now)


def waits(world, since):
    whose = world.oona.organisation_id
    return orderer_answers.list_waits(whose, since=since, now=world.now)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_wish_is_answered_by_yes_and_by_no(world, engine_app, since, agreed):
    change_id = ask(world, world.shift())
    at = world.pass_time(hours=2)
    change_requests.answer_change(world.oona, change_id, agreed=agreed, now=at)
    assert waits(world, since) == [timedelta(hours=2)]
    assert orderer_answers.last_signs(world.oona.organisation_id).answered_at == at


def test_a_wish_that_can_still_be_answered_is_left_out(world, since):
    ask(world, world.shift())
    assert waits(world, since) == []


def test_a_wish_whose_work_has_begun_was_not_answered(world, since):
    ask(world, world.shift(day="ke", starts="10:00", ends="13:00"))
    world.move_to("ke 10:00")
    assert waits(world, since) == [None]


def test_a_wish_that_was_taken_back_is_no_question_and_no_answer(world, since):
    change_requests.withdraw_change(world.carla, ask(world, world.shift()), now=world.now)
    world.move_to("to 10:00")
    assert waits(world, since) == []
    assert orderer_answers.last_signs(world.oona.organisation_id).answered_at is None


def test_another_organisation_does_not_count(world, since):
    ask(world, world.shift())
    world.move_to("to 10:00")
    assert (
        orderer_answers.list_waits(world.organisations["kiinteisto"], since=since, now=world.now)
        == []
    )
