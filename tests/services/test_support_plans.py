"""A follow-along plan grows with the work, bends to the client, and is kept by notes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.acting import SaidHow
from app.domain.cadence import Pace, PlanKind, StepKey
from app.domain.due_contacts import Adherence
from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import AttendanceState, DueState, PlacementEnd, PlacementState
from app.domain.vocabulary import SupportKind, SupportPlace
from app.services import attendance, due_contacts, support_plans
from app.store import due_contacts as stored
from app.store.models.cadence import DueContact, PlanPace, SupportPlan
from app.store.models.trail import AuditEvent
from app.store.models.work import Attendance, Placement, Shift
from app.store.support_plans import list_stale
from tests.followed import dues, followed, note, states

FIRST = [
    ("before_start", "due"), ("at_start", "due"), ("after_start", "due"), ("regular", "due"),
]  # fmt: skip


def windows(world, plan_id):
    return [(row.step.value, str(row.from_on), str(row.to_on)) for row in dues(world, plan_id)]


def job(world, starts="2026-11-30", kind="employment"):
    plan_id = followed(world, world.kalle)
    placement_id = world.get(SupportPlan, plan_id).placement_id
    day = world.day(starts)
    return support_plans.begin_job(world.carla, placement_id, kind, day, now=world.now)


def test_the_first_shift_makes_a_plan_and_the_same_work_changes_nothing(world):
    plan_id = followed(world, world.kalle)
    assert windows(world, plan_id) == [
        ("before_start", "2026-11-18", "2026-11-24"), ("at_start", "2026-11-25", "2026-11-25"),
        ("after_start", "2026-11-26", "2026-11-28"), ("regular", "2026-12-25", "2026-12-31"),
    ]  # fmt: skip
    before = {row.id for row in dues(world, plan_id)}
    assert support_plans.grow_plans(now=world.pass_time(minutes=5)) == 0
    assert {row.id for row in dues(world, plan_id)} == before


def test_shifts_that_come_and_go_move_the_coming_contacts(world):
    shift_id = world.shift("ke", times=6)
    task_id = world.get(Shift, shift_id).task_id
    shifts = sorted(world.all(Shift, Shift.task_id == task_id), key=lambda s: s.starts_at)
    booked = [world.placed(world.kalle, shift.id) for shift in shifts]
    support_plans.grow_plans(now=world.now)
    plan = world.all(SupportPlan)[0]
    regular = [one for one in windows(world, plan.id) if one[0] == "regular"]
    assert [one[1] for one in regular] == ["2026-12-23", "2027-01-23"]
    world.pass_time(hours=1)
    attendance.cannot_come(world.kalle, booked[0], now=world.now)
    assert list_stale(now=world.now) == [plan.placement_id]
    assert support_plans.grow_plans(now=world.now) == 1
    assert [one[1] for one in windows(world, plan.id)] == [
        "2026-11-25", "2026-12-02", "2026-12-03", "2026-12-30", "2027-01-30",
    ]  # fmt: skip
    assert world.get(SupportPlan, plan.id).starts_on == world.day("2026-12-02")
    assert list_stale(now=world.now) == []


def test_without_work_nothing_is_asked_for(world):
    plan_id = followed(world, world.kalle)
    row = world.all(Attendance)[0]
    world.change(Attendance, row.id, state=AttendanceState.CANCELLED,
                 changed_at=world.pass_time(minutes=1))  # fmt: skip
    support_plans.grow_plans(now=world.now)
    assert dues(world, plan_id) == []


def test_a_shift_before_the_plan_is_grown_gives_no_contact_that_is_late_at_birth(world):
    shift_id = world.shift("ti")
    world.placed(world.kalle, shift_id)
    world.move_to("to 10:00")
    support_plans.grow_plans(now=world.now)
    assert [row.step for row in dues(world, world.all(SupportPlan)[0].id)] == [
        StepKey.AFTER_START, StepKey.REGULAR,
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_a_day_is_the_local_one_also_when_the_clocks_change(world, day):
    world.move_to("2027-03-20 10:00" if day < "2027-06" else "2027-10-24 10:00")
    world.placed(world.kalle, world.shift(day, "00:30", "02:30"))
    support_plans.grow_plans(now=world.now)
    assert str(world.all(SupportPlan)[0].starts_on) == day


def test_a_note_settles_in_the_same_act_what_it_fulfils(world, engine_app):
    plan_id = followed(world, world.kalle)
    note(world, world.kalle)
    assert states(world, plan_id) == [("before_start", "done"), *FIRST[1:]]
    row = dues(world, plan_id)[0]
    assert (row.settled_on, row.settled_by_id) == (world.today, world.carla.user_id)
    assert row.contact_id is not None
    assert stored.get_followed(world.carla, plan_id, now=world.now).kept == Adherence(1, 1)


def test_a_note_of_a_shift_counts_for_that_work_alone(world):
    first, second = followed(world, world.kalle, "ke"), followed(world, world.kalle, "to")
    shift_id = world.all(Attendance)[0].shift_id
    world.move_to("ke 13:10")
    note(world, world.kalle, SupportPlace.ON_SITE, shift_id=shift_id)
    done = [("before_start", "missed"), ("at_start", "done"), *FIRST[2:]]
    assert sorted((states(world, first), states(world, second))) == sorted((done, FIRST))


def test_a_call_does_not_stand_for_a_meeting_nor_a_talk_with_the_employer_for_the_client(world):
    plan_id = job(world)
    note(world, world.kalle)
    assert states(world, plan_id)[0] == ("before_start", "due")
    note(world, world.kalle, SupportPlace.ON_SITE)
    assert states(world, plan_id)[0] == ("before_start", "done")
    world.move_to("2026-12-01 10:00")
    note(world, world.kalle, kind=SupportKind.EMPLOYER_TALK)
    assert [step for step, state in states(world, plan_id) if state == "done"] == [
        "before_start", "employer_week",
    ]  # fmt: skip


def test_a_job_takes_over_from_single_shifts_and_its_end_asks_for_one_more_contact(world):
    plan_id = job(world)
    plan = world.get(SupportPlan, plan_id)
    assert (plan.kind, plan.starts_on) == (PlanKind.JOB, world.day("2026-11-30"))
    assert len(dues(world, plan_id)) == 19
    shifts = world.all(SupportPlan, SupportPlan.kind == PlanKind.GIG)[0]
    assert [row.step.value for row in dues(world, shifts.id)] == [
        "before_start", "at_start", "after_start",
    ]  # fmt: skip
    world.move_to("2026-12-09 10:00")
    ended, why = world.today, PlacementEnd.STOPPED
    support_plans.end_job(world.carla, plan_id, ended, why, now=world.now)
    assert windows(world, plan_id)[-1] == ("after_end", "2026-12-09", "2026-12-12")
    assert not [row for row in dues(world, plan_id) if row.step is StepKey.MONTHLY]
    placement = world.get(Placement, plan.placement_id)
    assert (placement.state, placement.kind) == (PlacementState.ENDED, "employment")
    assert support_plans.grow_plans(now=world.pass_time(hours=1)) == 0


def test_the_first_day_of_a_job_can_be_told_anew(world):
    plan_id = job(world)
    placement_id = world.get(SupportPlan, plan_id).placement_id
    later = world.day("2026-12-07")
    assert (
        support_plans.begin_job(world.carla, placement_id, "work_trial", later, now=world.now)
        == plan_id
    )
    assert windows(world, plan_id)[0] == ("before_start", "2026-11-30", "2026-12-06")
    assert len(dues(world, plan_id)) == 19
    with pytest.raises(RuleBroken, match="cadence_job_day"):
        support_plans.begin_job(world.carla, placement_id, "gig", later, now=world.now)


def test_an_own_rhythm_thins_what_is_to_come_and_can_be_undone(world):
    plan_id = job(world)
    weekly = StepKey.WEEKLY
    support_plans.set_pace(world.carla, plan_id, (weekly, Pace.THINNED), "Riittää.", now=world.now)
    assert len([row for row in dues(world, plan_id) if row.step is weekly]) == 2
    row = world.all(PlanPace)[0]
    assert row.reason == "Riittää."
    assert b"Riitt" not in (row.reason_sealed or b"")
    support_plans.set_pace(world.carla, plan_id, (weekly, Pace.USUAL), "", now=world.now)
    assert len([row for row in dues(world, plan_id) if row.step is weekly]) == 4
    assert world.count(PlanPace) == 0
    with pytest.raises(RuleBroken, match="cadence_reason"):
        support_plans.set_pace(world.carla, plan_id, (weekly, Pace.LEFT_OUT), " ", now=world.now)
    with pytest.raises(RuleBroken, match="cadence_pace"):
        support_plans.set_pace(
            world.carla, plan_id, (StepKey.AFTER_START, Pace.THINNED), "Syy", now=world.now
        )


def test_a_pause_rests_and_a_restart_goes_on_without_doubles(world):
    plan_id = job(world)
    note(world, world.kalle, SupportPlace.ON_SITE)
    world.move_to("2026-12-02 10:00")
    support_plans.pause_plan(world.carla, plan_id, None, "Sairaana.", now=world.now)
    assert states(world, plan_id) == [("before_start", "done")]
    with pytest.raises(Conflict, match="cadence_paused"):
        support_plans.pause_plan(world.carla, plan_id, None, "Taas.", now=world.now)
    world.move_to("2026-12-16 10:00")
    support_plans.restart_plan(world.carla, plan_id, now=world.now)
    assert windows(world, plan_id)[1:4] == [
        ("weekly", "2026-12-16", "2026-12-20"), ("employer_month", "2026-12-16", "2026-12-30"),
        ("weekly", "2026-12-21", "2026-12-27"),
    ]  # fmt: skip
    assert stored.get_followed(world.carla, plan_id, now=world.now).kept == Adherence(1, 1)
    with pytest.raises(Conflict, match="cadence_running"):
        support_plans.restart_plan(world.carla, plan_id, now=world.now)
    past = world.today - timedelta(days=1)
    with pytest.raises(RuleBroken, match="cadence_pause_day"):
        support_plans.pause_plan(world.carla, plan_id, past, "Syy", now=world.now)


def test_moved_declined_and_missed_are_said_by_hand_and_taken_back(world):
    plan_id = followed(world, world.kalle)
    first, at_start, after, _last = dues(world, plan_id)
    day = world.day("pe")
    due_contacts.move_contact(world.carla, first.id, day, "Hän on matkalla.", now=world.now)
    moved = world.get(DueContact, first.id)
    assert (moved.state, moved.moved_to, moved.reason) == (DueState.MOVED, day, "Hän on matkalla.")
    due_contacts.close_contact(
        world.carla, at_start.id, DueState.DECLINED, "", said=SaidHow.PHONE, now=world.now
    )
    missed = DueState.MISSED
    with pytest.raises(RuleBroken, match="cadence_reason"):
        due_contacts.close_contact(world.carla, after.id, missed, "", now=world.now)
    due_contacts.close_contact(world.carla, after.id, missed, "Unohtui.", now=world.now)
    with pytest.raises(Conflict, match="due_settled"):
        due_contacts.move_contact(world.carla, after.id, day, "Syy", now=world.now)
    kept = stored.get_followed(world.carla, plan_id, now=world.now).kept
    assert kept == Adherence(0, 1)
    for row in (first, at_start, after):
        due_contacts.undo_contact(world.carla, row.id, now=world.now)
    assert states(world, plan_id) == FIRST
    assert world.get(DueContact, first.id).moved_to is None
    assert world.count(AuditEvent, AuditEvent.object_type == "due_contact") == 6


def test_a_moved_contact_is_done_by_its_new_day_but_not_in_time(world):
    plan_id = followed(world, world.kalle)
    first = dues(world, plan_id)[0]
    day = world.day("pe")
    due_contacts.move_contact(world.carla, first.id, day, "Hän on matkalla.", now=world.now)
    world.move_to("pe 10:00")
    note(world, world.kalle)
    assert world.get(DueContact, first.id).state is DueState.DONE
    kept = stored.get_followed(world.carla, plan_id, now=world.now).kept
    assert kept == Adherence(1, 3)


@pytest.mark.parametrize("name", ["celia", "cleo", "oona"])
def test_a_plan_is_nobody_elses(world, name):
    plan_id = followed(world, world.kalle)
    row, stranger = dues(world, plan_id)[0], getattr(world, name)
    for act in (
        lambda: support_plans.restart_plan(stranger, plan_id, now=world.now),
        lambda: due_contacts.undo_contact(stranger, row.id, now=world.now),
        lambda: stored.list_of_client(stranger, world.kalle.client_id, now=world.now),
    ):
        with pytest.raises(Missing):
            act()


def test_what_a_note_has_settled_is_not_said_by_hand_any_more(world):
    plan_id = followed(world, world.kalle)
    note(world, world.kalle)
    row = dues(world, plan_id)[0]
    with pytest.raises(Conflict, match="due_settled"):
        due_contacts.close_contact(
            world.carla, row.id, DueState.DECLINED, "", said=SaidHow.PHONE, now=world.now
        )


def test_work_that_nobody_does_asks_for_no_plan(world):
    world.placed(world.kalle, world.shift("ke"), state="cannot_come")
    assert list_stale(now=world.now) == []
    assert support_plans.grow_plans(now=world.now) == 0
    assert world.all(SupportPlan) == []
