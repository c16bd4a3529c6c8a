"""Hours proposed, countered, agreed by people, by link and by time."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.acting import SaidHow
from app.domain.errors import Conflict, Gone, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import HoursState
from app.services import export_batches, hours
from app.store import hours_links
from app.store.models.rules import RuleValue
from app.store.models.trail import AuditEvent, LinkToken, OutboxMessage
from app.store.models.work import Attendance, WorkedHours

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from tests.world import World


@pytest.fixture
def shift_id(world: World, engine_app: object) -> UUID:
    """A shift that is over, on Monday 10-13."""
    made = world.shift("ma", "10:00", "13:00", places=2)
    world.move_to("ma 13:05")
    return made


@pytest.fixture
def done(world: World, shift_id: UUID) -> UUID:
    return world.performed(world.kalle, shift_id)


@pytest.fixture
def attendance_id(world: World, done: UUID) -> UUID:
    return world.get(WorkedHours, done).attendance_id


def templates(world: World) -> list[str]:
    return sorted(m.template for m in world.all(OutboxMessage))


def link_of(world: World) -> str:
    """The token of the link that was sent last."""
    letters = world.all(OutboxMessage, OutboxMessage.template == "hours_to_agree")
    newest = max(letters, key=lambda letter: letter.created_at)
    return str(json.loads(newest.facts or "{}")["path"]).removeprefix("/hours/")


def test_as_planned_and_agreed(world: World, done: UUID, attendance_id: UUID) -> None:
    assert hours.propose_hours(world.kalle, attendance_id, None, now=world.now) == done
    row = world.get(WorkedHours, done)
    assert (row.state, row.proposed_minutes, row.proposed_by) == (
        HoursState.PROPOSED, 180, "client",
    )  # fmt: skip
    hours.agree_hours(world.oona, done, now=world.now)
    hours.agree_hours(world.oona, done, now=world.pass_time(minutes=1))
    row = world.get(WorkedHours, done)
    assert (row.state, row.agreed_minutes, row.agreed_how) == (HoursState.AGREED, 180, "person")
    assert row.agreed_by_id == world.oona.user_id
    assert templates(world) == ["hours_agreed"]
    facts = [e.facts["to"] for e in world.all(AuditEvent, AuditEvent.object_type == "hours")]
    assert sorted(facts) == ["agreed", "proposed"]


def test_other_minutes_and_a_change_of_mind(world: World, done: UUID, attendance_id: UUID) -> None:
    hours.propose_hours(world.kalle, attendance_id, 150, reason="lähdin  ennen", now=world.now)
    hours.propose_hours(
        world.carla, attendance_id, 165, said=SaidHow.PHONE, now=world.pass_time(minutes=2)
    )
    row = world.get(WorkedHours, done)
    assert (row.proposed_minutes, row.proposed_by, row.reason) == (165, "coach", "")
    for minutes in (-1, 1441):
        with pytest.raises(RuleBroken, match="minutes_out_of_bounds"):
            hours.propose_hours(world.kalle, attendance_id, minutes, now=world.now)
    with pytest.raises(RuleBroken, match="reason_too_long"):
        hours.propose_hours(world.kalle, attendance_id, 1, reason="x" * 301, now=world.now)


def test_the_orderer_counters_and_the_client_accepts(
    world: World, done: UUID, attendance_id: UUID
) -> None:
    hours.propose_hours(world.kalle, attendance_id, 200, now=world.now)
    hours.counter_hours(world.oona, done, 180, "tauko", now=world.now)
    row = world.get(WorkedHours, done)
    assert (row.state, row.proposed_minutes, row.proposed_by, row.reason) == (
        HoursState.COUNTERED, 180, "orderer", "tauko",
    )  # fmt: skip
    assert templates(world) == ["hours_countered", "hours_countered_coach"]
    with pytest.raises(Conflict):
        hours.agree_hours(world.oona, done, now=world.now)
    hours.accept_counter(world.kalle, done, now=world.now)
    hours.accept_counter(world.kalle, done, now=world.now)
    assert world.get(WorkedHours, done).agreed_minutes == 180


def test_the_client_may_answer_a_counter_with_other_minutes(
    world: World, done: UUID, attendance_id: UUID
) -> None:
    hours.propose_hours(world.kalle, attendance_id, 200, now=world.now)
    hours.counter_hours(world.oona, done, 160, "", now=world.now)
    hours.propose_hours(world.kalle, attendance_id, 180, now=world.now)
    hours.agree_hours(world.oona, done, now=world.now)
    assert world.get(WorkedHours, done).agreed_minutes == 180
    with pytest.raises(Conflict):
        hours.propose_hours(world.kalle, attendance_id, 200, now=world.now)


def test_who_may_do_what(world: World, done: UUID, attendance_id: UUID) -> None:
    now = world.now
    for stranger in (world.kaisa, world.cleo, world.celia, world.otto, world.aada, world.sam):
        with pytest.raises(Missing):
            hours.propose_hours(stranger, attendance_id, None, now=now)
        with pytest.raises(Missing):
            hours.agree_hours(stranger, done, now=now)
    for onlooker in (world.oona, world.rauno, world.maija, world.dina):
        with pytest.raises(NotAllowed):
            hours.propose_hours(onlooker, attendance_id, None, now=now)
    for onlooker in (world.kalle, world.carla, world.rauno, world.maija):
        with pytest.raises(NotAllowed):
            hours.agree_hours(onlooker, done, now=now)
    with pytest.raises(NotAllowed):
        hours.settle_hours(world.oona, done, 1, now=now)


def test_an_agreement_is_taken_back_within_a_quarter(world: World, done: UUID) -> None:
    hours.agree_hours(world.oona, done, now=world.now)
    hours.reopen_hours(world.oona, done, now=world.pass_time(minutes=14))
    row = world.get(WorkedHours, done)
    assert (row.state, row.proposed_minutes, row.agreed_minutes) == (
        HoursState.PROPOSED, 180, None,
    )  # fmt: skip
    hours.agree_hours(world.oona, done, now=world.now)
    with pytest.raises(Gone, match="hours_final"):
        hours.reopen_hours(world.oona, done, now=world.pass_time(minutes=15))


def test_an_orderer_gets_one_link_for_the_shift(
    world: World, done: UUID, attendance_id: UUID, shift_id: UUID
) -> None:
    assert hours.send_hours_links(now=world.now) == 0
    other = world.performed(world.kaisa, shift_id)
    hours.propose_hours(world.kalle, attendance_id, None, now=world.now)
    assert hours.send_hours_links(now=world.now) == 1
    assert hours.send_hours_links(now=world.now) == 0
    token = link_of(world)
    shown = hours_links.get_linked(token, now=world.now)
    assert shown.title == "Apua keittiöön"
    assert [(r.first_name, r.minutes) for r in shown.rows] == [("Kaisa", 180), ("Kalle", 180)]
    assert world.get(WorkedHours, done).state is HoursState.PROPOSED
    hours.agree_by_link(token, done, now=world.now)
    row = world.get(WorkedHours, done)
    assert (row.agreed_how, row.agreed_by_id) == ("link", world.oona.user_id)
    hours.agree_by_link(token, other, now=world.now)
    assert world.get(WorkedHours, other).state is HoursState.AGREED


def test_a_link_ends_a_quarter_after_the_last_agreement(
    world: World, done: UUID, attendance_id: UUID
) -> None:
    hours.propose_hours(world.kalle, attendance_id, None, now=world.now)
    hours.send_hours_links(now=world.now)
    token = link_of(world)
    assert hours.agree_all_by_link(token, now=world.now) == 1
    hours.reopen_by_link(token, done, now=world.pass_time(minutes=10))
    hours_links.get_linked(token, now=world.pass_time(hours=3))
    hours.counter_by_link(token, done, 120, "", now=world.now)
    assert world.get(WorkedHours, done).proposed_minutes == 120
    hours.accept_counter(world.carla, done, said=SaidHow.PHONE, now=world.now)
    hours_links.get_linked(token, now=world.pass_time(minutes=14))
    with pytest.raises(Gone, match="link_expired"):
        hours_links.get_linked(token, now=world.pass_time(minutes=1))
    with pytest.raises(Gone):
        hours.reopen_by_link(token, done, now=world.now)


def test_a_link_opens_its_own_shift_only(world: World, done: UUID, attendance_id: UUID) -> None:
    other_shift = world.shift("ma", "08:00", "09:00")
    other = world.performed(world.kaisa, other_shift, hours=HoursState.PROPOSED)
    hours.propose_hours(world.kalle, attendance_id, None, now=world.now)
    hours.send_hours_links(now=world.now)
    for link in world.all(LinkToken):
        assert link.subject_id is not None
    kalles = next(
        str(json.loads(m.facts or "{}")["path"])
        for m in world.all(OutboxMessage)
        if str(world.get(Attendance, attendance_id).shift_id) in m.dedupe_key
    )
    token = kalles.removeprefix("/hours/")
    with pytest.raises(Missing):
        hours.agree_by_link(token, other, now=world.now)
    for wrong in ("", "x", token + "x"):
        with pytest.raises(Missing):
            hours_links.get_linked(wrong, now=world.now)


def test_a_revoked_link_is_dead(world: World, done: UUID, attendance_id: UUID) -> None:
    hours.propose_hours(world.kalle, attendance_id, None, now=world.now)
    hours.send_hours_links(now=world.now)
    token = link_of(world)
    world.change(LinkToken, world.all(LinkToken)[0].id, revoked_at=world.now)
    with pytest.raises(Gone):
        hours.agree_by_link(token, done, now=world.now)
    assert hours.send_hours_links(now=world.now) == 1
    assert link_of(world) != token or world.count(LinkToken) == 2


def test_only_a_hash_of_the_link_is_stored(world: World, done: UUID, attendance_id: UUID) -> None:
    hours.propose_hours(world.kalle, attendance_id, None, now=world.now)
    hours.send_hours_links(now=world.now)
    token = link_of(world)
    assert token.encode() not in world.all(LinkToken)[0].token_hash


def test_silence_agrees_in_time(world: World, done: UUID) -> None:
    world.change(WorkedHours, done, created_at=world.now)
    assert hours.agree_by_time(now=world.pass_time(hours=23)) == hours.Passed(0, 0, 0)
    assert hours.agree_by_time(now=world.pass_time(hours=1)) == hours.Passed(1, 0, 0)
    row = world.get(WorkedHours, done)
    assert (row.state, row.proposed_by) == (HoursState.PROPOSED, "time")
    assert hours.agree_by_time(now=world.pass_time(hours=71)) == hours.Passed(0, 0, 0)
    assert hours.agree_by_time(now=world.pass_time(hours=1)) == hours.Passed(0, 1, 0)
    row = world.get(WorkedHours, done)
    assert (row.state, row.agreed_how, row.agreed_by_id) == (HoursState.AGREED, "time", None)


@pytest.fixture
def silent(world: World, done: UUID) -> UUID:
    """Kalle's hours, agreed by time alone a moment ago."""
    world.change(WorkedHours, done, state=HoursState.PROPOSED, proposed_at=world.now)
    assert hours.agree_by_time(now=world.pass_time(hours=72)).agreed == 1
    return done


def test_who_ordered_hears_of_silence_once_for_a_shift_and_corrects_by_the_link(
    world: World, done: UUID, shift_id: UUID
) -> None:
    other = world.performed(world.kaisa, shift_id, hours=HoursState.PROPOSED)
    for one in (done, other):
        world.change(WorkedHours, one, state=HoursState.PROPOSED, proposed_at=world.now)
    hours.agree_by_time(now=world.pass_time(hours=72))
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "hours_agreed_by_time")
    facts = json.loads(letter.facts or "{}")
    assert (letter.user_id, facts["until"]) == (world.oona.user_id, "3.12.")
    token = facts["path"].removeprefix("/hours/")
    world.move_to("to 23:58", weeks=1)
    hours.counter_by_link(token, done, 120, "Lopetimme aiemmin", now=world.now)
    row = world.get(WorkedHours, done)
    assert (row.state, row.proposed_minutes, row.agreed_minutes, row.agreed_how) == (
        HoursState.COUNTERED, 120, None, "",
    )  # fmt: skip
    assert {"hours_countered", "hours_countered_coach"} <= set(templates(world))
    hours.accept_counter(world.kalle, done, now=world.now)
    assert world.get(WorkedHours, done).agreed_minutes == 120
    with pytest.raises(Gone, match="link_expired"):
        hours.counter_by_link(token, other, 120, "Myöhässä", now=world.pass_time(minutes=20))


def test_what_silence_agreed_is_final_after_its_last_day(world: World, silent: UUID) -> None:
    attendance_id = world.get(WorkedHours, silent).attendance_id
    world.move_to("pe 00:00", weeks=1)
    with pytest.raises(Gone, match="correcting_over"):
        hours.counter_hours(world.oona, silent, 120, "Myöhässä", now=world.now)
    with pytest.raises(Gone, match="correcting_over"):
        hours.propose_hours(world.kalle, attendance_id, 200, now=world.now)
    assert world.get(WorkedHours, silent).agreed_how == "time"


def test_the_client_corrects_too_and_the_orderer_gets_a_new_link(
    world: World, silent: UUID
) -> None:
    attendance_id = world.get(WorkedHours, silent).attendance_id
    hours.propose_hours(world.kalle, attendance_id, 200, now=world.pass_time(hours=1))
    row = world.get(WorkedHours, silent)
    assert (row.state, row.proposed_minutes, row.agreed_how) == (HoursState.PROPOSED, 200, "")
    hours.agree_by_link(link_of(world), silent, now=world.now)
    assert world.get(WorkedHours, silent).agreed_minutes == 200


def test_payroll_gets_what_silence_agreed_only_after_some_days(world: World, silent: UUID) -> None:
    until_on = world.today
    with pytest.raises(RuleBroken, match="nothing_to_export"):
        export_batches.export_hours(
            world.dina, until_on=until_on, now=world.pass_time(hours=71, minutes=59)
        )
    export_batches.export_hours(world.dina, until_on=until_on, now=world.pass_time(minutes=1))
    with pytest.raises(Conflict):
        hours.counter_hours(world.oona, silent, 120, "Myöhässä", now=world.now)
    assert world.get(WorkedHours, silent).state is HoursState.CLOSED


def test_the_limits_are_those_of_the_day_of_the_work(world: World, done: UUID) -> None:
    worked_on = world.get(WorkedHours, done).worked_on
    later = worked_on + timedelta(days=1)
    rule(world, "hours.agree_after_hours", "48", worked_on)
    rule(world, "hours.agree_after_hours", "6", later)
    world.change(WorkedHours, done, state=HoursState.PROPOSED, proposed_at=world.now)
    assert hours.agree_by_time(now=world.pass_time(hours=47)).agreed == 0
    assert hours.agree_by_time(now=world.pass_time(hours=1)).agreed == 1


def test_a_longer_time_to_think_holds_the_hours_back(world: World, done: UUID) -> None:
    worked_on = world.get(WorkedHours, done).worked_on
    rule(world, "hours.reopen_minutes", "60", worked_on)
    world.change(WorkedHours, done, state=HoursState.PROPOSED, proposed_at=world.now)
    hours.agree_hours(world.oona, done, now=world.now)
    with pytest.raises(RuleBroken):
        export_batches.export_hours(world.dina, until_on=worked_on, now=world.pass_time(minutes=59))
    hours.reopen_hours(world.oona, done, now=world.now)
    assert world.get(WorkedHours, done).state is HoursState.PROPOSED


def rule(world: World, key: str, value: str, since: date) -> None:
    world.add(RuleValue(key=key, value=value, unit="hours", valid_from=since, source="Oma"))


def test_a_counter_nobody_takes_goes_to_the_dispatcher(world: World, done: UUID) -> None:
    world.change(WorkedHours, done, state=HoursState.PROPOSED, proposed_at=world.now)
    hours.counter_hours(world.oona, done, 100, "", now=world.now)
    assert hours.agree_by_time(now=world.pass_time(hours=71)).stuck == 0
    assert hours.agree_by_time(now=world.pass_time(hours=1)).stuck == 1
    assert hours.agree_by_time(now=world.pass_time(hours=1)).stuck == 1
    assert templates(world).count("hours_stuck") == 1
    hours.settle_hours(world.dina, done, 150, now=world.now)
    row = world.get(WorkedHours, done)
    assert (row.state, row.agreed_minutes, row.agreed_how) == (
        HoursState.AGREED, 150, "dispatcher",
    )  # fmt: skip


def test_who_is_second_meets_a_conflict(world: World, done: UUID, attendance_id: UUID) -> None:
    hours.propose_hours(world.kalle, attendance_id, None, now=world.now)
    hours.agree_hours(world.oona, done, now=world.now)
    with pytest.raises(Conflict):
        hours.counter_hours(world.olga, done, 100, "", now=world.now)
    with pytest.raises(Conflict):
        hours.settle_hours(world.dina, done, 100, now=world.now)
