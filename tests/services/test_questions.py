"""A coach asks about an own limit; the client answers, may change it, and the coach hears."""

from __future__ import annotations

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.questions import Said
from app.domain.vocabulary import Scale
from app.services import questions
from app.store.models.asking import Question
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, OutboxMessage


def asked(world, shift_id=None):
    world.limit(world.kalle, Scale.LIFTING, 0)
    shift_id = shift_id or world.shift()
    question_id = questions.ask_client(world.carla, shift_id, world.kalle.client_id, now=world.now)
    return shift_id, question_id


def letters(world, template):
    return world.all(OutboxMessage, OutboxMessage.template == template)


def test_the_client_gets_one_question_however_often_it_is_asked(world):
    shift_id, question_id = asked(world)
    again = questions.ask_client(world.carla, shift_id, world.kalle.client_id, now=world.now)
    assert again == question_id
    assert world.get(Question, question_id).scale is Scale.LIFTING
    assert len(letters(world, "question_new")) == 1
    assert world.count(AuditEvent, AuditEvent.object_type == "question") == 1


def test_without_an_own_limit_there_is_nothing_to_ask(world):
    with pytest.raises(RuleBroken, match="nothing_to_ask"):
        questions.ask_client(world.carla, world.shift(), world.kalle.client_id, now=world.now)


def test_what_the_law_forbids_is_not_asked(world):
    world.placed(world.kalle, world.shift(title="Muu työ"))
    with pytest.raises(RuleBroken, match="nothing_to_ask"):
        questions.ask_client(world.carla, world.shift(), world.kalle.client_id, now=world.now)


def test_only_the_own_coach_asks(world):
    for coach in (world.celia, world.cleo):
        with pytest.raises(Missing):
            questions.ask_client(coach, world.shift(), world.kalle.client_id, now=world.now)


@pytest.mark.parametrize(("said", "alerts"), [(Said.YES, 1), (Said.NO, 0), (Said.ASK, 1)])
def test_the_coach_hears_of_every_answer_and_acts_on_two(world, said, alerts):
    shift_id, question_id = asked(world)
    questions.answer_question(world.kalle, question_id, said, now=world.now)
    assert world.get(Question, question_id).answer is said
    assert len(letters(world, "question_answered")) == 1
    assert world.count(Alert, Alert.shift_id == shift_id) == alerts


def test_an_answer_can_be_changed_while_it_matters(world):
    _shift_id, question_id = asked(world)
    questions.answer_question(world.kalle, question_id, Said.YES, now=world.now)
    later = world.pass_time(minutes=5)
    questions.answer_question(world.kalle, question_id, Said.NO, now=later)
    assert world.get(Question, question_id).answer is Said.NO
    assert world.count(Alert, Alert.state != "done") == 0


def test_too_late_is_said_kindly(world):
    shift_id, question_id = asked(world)
    world.placed(world.kaisa, shift_id)
    with pytest.raises(Conflict, match="question_over"):
        questions.answer_question(world.kalle, question_id, Said.YES, now=world.now)


def test_nobody_answers_for_another(world):
    _shift_id, question_id = asked(world)
    for other in (world.kaisa, world.carla):
        with pytest.raises((Missing, NotAllowed)):
            questions.answer_question(other, question_id, Said.YES, now=world.now)
