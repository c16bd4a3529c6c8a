"""Three faces; "too hard" calls the coach and nobody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import AttendanceState
from app.domain.messages import MESSAGES
from app.domain.vocabulary import Face
from app.services import check_ins
from app.store import check_ins as answers
from app.store.models.support import Alert, CheckIn
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Attendance, WorkedHours

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


@pytest.fixture
def done(world: World, engine_app: object) -> UUID:
    """A shift that Kalle has done this morning."""
    shift_id = world.shift("ma", "08:00", "09:00")
    hours_id = world.performed(world.kalle, shift_id)
    return world.get(WorkedHours, hours_id).attendance_id


def test_good_is_kept_and_calls_nobody(world: World, done: UUID) -> None:
    check_ins.say_how_it_went(world.kalle, done, Face.GOOD, " Kiva päivä ", now=world.now)
    row = world.all(CheckIn)[0]
    assert (row.face, row.words, row.client_id) == (Face.GOOD, "Kiva päivä", world.kalle.client_id)
    assert b"Kiva" not in (row.words_sealed or b"")
    assert (world.count(Alert), world.count(OutboxMessage), world.count(AuditEvent)) == (0, 0, 1)


def test_too_hard_calls_the_coach_without_saying_why(world: World, done: UUID) -> None:
    check_ins.say_how_it_went(world.kalle, done, Face.TOO_HARD, "Liian kova melu", now=world.now)
    alert = world.all(Alert)[0]
    assert (alert.kind, alert.level, alert.coach_id) == ("too_hard", "today", world.carla.user_id)
    assert alert.due_at > world.now
    letter = world.all(OutboxMessage)[0]
    assert (letter.template, letter.user_id) == ("alert_now", world.carla.user_id)
    assert set(json.loads(letter.facts or "{}")) <= {"path", "link"}
    assert "Kalle" not in MESSAGES["alert_now"].body


def test_an_answer_can_be_changed_and_calls_once(world: World, done: UUID) -> None:
    for face in (Face.FINE, Face.TOO_HARD, Face.GOOD, Face.TOO_HARD):
        check_ins.say_how_it_went(world.kalle, done, face, now=world.now)
    assert [row.face for row in world.all(CheckIn)] == [Face.TOO_HARD]
    assert (world.count(Alert), world.count(OutboxMessage)) == (1, 1)


def test_how_soon_depends_on_the_last_shifts(world: World, done: UUID) -> None:
    check_ins.say_how_it_went(world.kalle, done, Face.GOOD, now=world.now)
    levels = []
    for number, face in enumerate((Face.TOO_HARD, Face.TOO_HARD), start=1):
        shift_id = world.shift("ti", f"{9 + number}:00", f"{9 + number}:30")
        later = world.get(WorkedHours, world.performed(world.kalle, shift_id)).attendance_id
        check_ins.say_how_it_went(world.kalle, later, face, now=world.pass_time(minutes=1))
        levels.append(max(world.all(Alert), key=lambda a: a.raised_at).level)
    assert levels == ["soon", "today"]


def test_only_the_client_says_it_and_only_of_a_shift_done(world: World, done: UUID) -> None:
    for onlooker in (world.carla, world.oona, world.dina, world.maija):
        with pytest.raises(NotAllowed):
            check_ins.say_how_it_went(onlooker, done, Face.GOOD, now=world.now)
    for stranger in (world.kaisa, world.cleo, world.otto, world.sam):
        with pytest.raises(Missing):
            check_ins.say_how_it_went(stranger, done, Face.GOOD, now=world.now)
    world.change(Attendance, done, state=AttendanceState.CHECKED_IN)
    with pytest.raises(Conflict, match="shift_not_done"):
        check_ins.say_how_it_went(world.kalle, done, Face.GOOD, now=world.now)
    with pytest.raises(RuleBroken, match="text_too_long"):
        check_ins.say_how_it_went(world.kalle, done, Face.GOOD, "x" * 1001, now=world.now)


def test_who_may_read_it(world: World, done: UUID) -> None:
    check_ins.say_how_it_went(world.kalle, done, Face.GOOD, now=world.now)
    kalle = world.kalle.client_id
    assert kalle is not None
    for reader in (world.kalle, world.carla, world.rauno):
        assert len(answers.list_of_client(reader, kalle, now=world.now)) == 1
    for stranger in (world.oona, world.celia, world.maija, world.dina):
        with pytest.raises(Missing):
            answers.list_of_client(stranger, kalle, now=world.now)
