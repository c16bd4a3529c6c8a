"""What the matcher is told of real clients: each fact, out of the database."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.domain.calendar import DayException
from app.domain.lifecycle import OfferState
from app.domain.vocabulary import CoachWanted, OwnRule, PassKind, PlaceKind, Scale, SupportNeed
from app.domain.working_time import Period
from app.matching.inputs import build
from app.matching.shortlist import judge, shortlist
from app.store import facts, week_plans
from app.store.db import db
from app.store.models.people import (
    Absence,
    Availability,
    BlockedPair,
    Client,
    OwnLimit,
    Pass,
    Site,
    User,
    WorkingHours,
)
from app.store.models.teams import Team, TeamMember
from app.store.models.times import AvailabilityException, WorkActivitySession
from app.store.models.work import Shift, Task
from app.store.transaction import unit_of_work


@pytest.fixture
def told(world):
    """`told(client, shift_id)`: the client as the matcher knows her, the shift, the context."""

    def load(client, *shift_ids):
        with unit_of_work():
            values = facts.load_facts([client.client_id], shift_ids, now=world.now)
        inputs = build(**values)
        return inputs.clients[client.client_id], inputs.shifts[0], inputs.context

    return load


def codes(client, shift, context):
    judged = judge(client, shift, context)
    return [one.reason.code for one in (*judged.stops, *judged.thinks, *judged.pluses)]


def exception(client, day, starts, ends, *, free):
    return AvailabilityException(
        client_id=client.client_id, applies_on=day, starts_minute=starts * 60,
        ends_minute=ends * 60, free=free,
    )  # fmt: skip


def test_a_day_that_is_otherwise_than_every_week(world, told):
    wednesday, saturday = world.shift("ke"), world.shift("la")
    world.add(
        exception(world.kalle, world.day("ke"), 0, 24, free=False),
        exception(world.kalle, world.day("la"), 9, 15, free=True),
        exception(world.kalle, world.day("ke", weeks=1), 0, 24, free=False),
    )
    kalle, shift, context = told(world.kalle, wednesday, saturday)
    assert kalle.exceptions == (
        DayException(world.day("ke"), 0, 1440, free=False),
        DayException(world.day("la"), 540, 900, free=True),
    )
    assert "not_free_that_day" in codes(kalle, shift, context)
    assert "not_free_that_day" not in codes(*told(world.kalle, saturday))
    assert "not_free_that_day" in codes(*told(world.kaisa, saturday))


def test_what_is_free_on_such_a_day_counts_after_what_is_not(world, told):
    world.add(
        exception(world.kalle, world.day("ke"), 9, 15, free=True),
        exception(world.kalle, world.day("ke"), 0, 24, free=False),
    )
    assert "not_free_that_day" not in codes(*told(world.kalle, world.shift("ke")))


def test_work_activity_by_the_clock_stops_and_a_day_of_it_does_not(world, told):
    shift_id = world.shift("ke", "10:00", "13:00")
    starts_at, ends_at = world.at("ke 12:00"), world.at("ke 15:00")
    world.add(
        WorkActivitySession(
            client_id=world.kalle.client_id, starts_at=starts_at, ends_at=ends_at
        )
    )  # fmt: skip
    kalle, shift, context = told(world.kalle, shift_id)
    assert kalle.sessions == (Period(starts_at, ends_at),)
    assert "work_activity_session" in codes(kalle, shift, context)
    assert told(world.kalle, world.shift("ke", weeks=1))[0].sessions == ()


def test_who_has_said_to_go_alone_wishes_for_a_coach_and_needs_none(world, told):
    client_id, shift_id = world.kalle.client_id, world.shift("ke")
    world.change(Client, client_id, support_need=SupportNeed.ALWAYS)
    assert not told(world.kalle, shift_id)[0].goes_alone
    world.change(Client, client_id, goes_alone=True)
    assert "coach_wished" in codes(*told(world.kalle, shift_id))


def test_one_work_at_a_time_is_a_wish_of_the_client(world, told):
    here, there = world.open_task(times=2), world.shift("pe")
    world.offer(world.kalle, here.shift_ids[0], state=OfferState.ACCEPTED)
    assert "one_at_a_time" not in codes(*told(world.kalle, there))
    world.add(OwnLimit(client_id=world.kalle.client_id, rule=OwnRule.ONE_AT_A_TIME))
    assert told(world.kalle, there)[0].committed_task_ids == {here.id}
    assert "one_at_a_time" in codes(*told(world.kalle, there))
    # Another time of the same work is no other work, and work that is over binds nobody.
    assert "one_at_a_time" not in codes(*told(world.kalle, here.shift_ids[1]))
    world.pass_time(days=3)
    assert told(world.kalle, there)[0].committed_task_ids == frozenset()


def team(world, *members, goes_together=True, coach=None):
    pair = Team(
        unit_id=world.units["U01"], name="Keittiöpari", goes_together=goes_together,
        coach_id=coach.user_id if coach else None, created_at=world.now,
    )  # fmt: skip
    world.add(pair)
    world.add(*(TeamMember(team_id=pair.id, client_id=one.client_id) for one in members))
    return pair.id


def test_a_team_is_told_with_everybody_in_it(world, told):
    shift_id = world.shift("ke", places=3)
    team_id = team(world, world.kalle, world.kaisa, coach=world.carla)
    kalle, shift, context = told(world.kalle, shift_id)
    assert kalle.together == 2
    (pair,) = context.teams.values()
    assert (pair.id, pair.coach_id, pair.together) == (team_id, world.carla.user_id, True)
    assert set(pair.client_ids) == {world.kalle.client_id, world.kaisa.client_id}
    assert "goes_together" in codes(kalle, shift, context)
    assert told(world.kerttu, shift_id)[2].teams == {}


def test_a_familiar_pair_on_the_shift_is_told_once_it_has_said_yes(world, told):
    shift_id = world.shift("ke", places=3)
    team(world, world.kalle, world.kaisa)
    world.offer(world.kaisa, shift_id)
    assert "own_team" not in codes(*told(world.kalle, shift_id))
    friday = world.shift("pe", places=2)
    world.offer(world.kaisa, friday, state=OfferState.CONFIRMED)
    assert "own_team" in codes(*told(world.kalle, friday))
    assert "goes_together" not in codes(*told(world.kalle, friday))


def test_a_team_that_does_not_go_together_needs_one_place_each(world, told):
    shift_id = world.shift("ke", places=1)
    team(world, world.kalle, world.kaisa, goes_together=False)
    kalle, shift, context = told(world.kalle, shift_id)
    assert kalle.together == 1
    assert "too_few_places_for_team" not in codes(kalle, shift, context)


def test_a_client_of_whom_nothing_is_known_is_asked_and_not_stopped(world, told):
    with unit_of_work() as session:
        for row in world.all(Availability, Availability.client_id == world.kalle.client_id):
            session.delete(row)
    found = codes(*told(world.kalle, world.shift("ke")))
    assert "unknown_profile" in found
    assert not {"not_free_that_day", "not_free_then"} & set(found)


def test_no_clients_and_no_shifts_are_nothing_and_no_error(world):
    shift_id = world.shift("ke")
    with unit_of_work():
        nobody = build(**facts.load_facts([], [shift_id], now=world.now))
        nothing = build(**facts.load_facts([world.kalle.client_id], [], now=world.now))
        neither = build(**facts.load_facts([], [], now=world.now))
    assert (len(nobody.clients), len(nobody.shifts)) == (0, 1)
    assert (len(nothing.clients), len(nothing.shifts)) == (1, 0)
    assert (len(neither.clients), len(neither.shifts)) == (0, 0)
    assert shortlist([], nobody.shifts[0], nobody.context).fits == ()


def test_a_shift_with_no_places_is_full_for_everybody(world, told):
    shift_id = world.shift("ke")
    world.change(Shift, shift_id, places=0)
    assert "shift_full" in codes(*told(world.kalle, shift_id))


def test_a_demand_that_is_not_told_is_unknown_and_no_stop(world, told):
    shift_id = world.shift("ke", demands={})
    world.limit(world.kalle, Scale.LIFTING, 0)
    kalle, shift, context = told(world.kalle, shift_id)
    assert "unknown_demand" in codes(kalle, shift, context)
    assert judge(kalle, shift, context).stops == ()


@pytest.mark.parametrize(
    ("kind", "stops"), [(PlaceKind.SITE, True), (PlaceKind.UNIT, False), (PlaceKind.REMOTE, False)]
)
def test_work_in_the_own_unit_or_at_home_has_no_way_there(world, told, kind, stops):
    shift_id = world.shift("ke", place_kind=kind)
    task = world.get(Task, world.get(Shift, shift_id).task_id)
    world.change(Site, task.site_id, lat=65.01, lon=25.47)
    world.change(Client, world.kalle.client_id, lat=60.18, lon=24.95, max_travel_minutes=30)
    assert ("too_far" in codes(*told(world.kalle, shift_id))) is stops


def test_a_coach_without_hours_cannot_be_had(world, told):
    shift_id = world.shift("ke", coach_wanted=CoachWanted.ALWAYS)
    for coach in (world.carla, world.celia):
        world.change(User, coach.user_id, support_minutes_week=0)
    assert "no_coach_free" in codes(*told(world.kalle, shift_id))
    world.change(User, world.celia.user_id, support_minutes_week=180)
    assert "substitute_coach" in codes(*told(world.kalle, shift_id))


def test_an_absence_and_hours_of_work_are_those_of_the_coach(world, told):
    shift_id = world.shift("ke", coach_wanted=CoachWanted.ALWAYS)
    world.add(
        Absence(
            user_id=world.celia.user_id, starts_on=world.day("ti"), ends_on=world.day("ke")
        ),
        WorkingHours(
            user_id=world.carla.user_id, weekday=2, starts_minute=8 * 60, ends_minute=12 * 60
        ),
    )  # fmt: skip
    assert "no_coach_free" in codes(*told(world.kalle, shift_id))
    early = world.shift("ke", "09:00", "11:00", coach_wanted=CoachWanted.ALWAYS)
    assert "no_coach_free" not in codes(*told(world.kalle, early))


def test_a_pair_kept_apart_never_meets_from_its_day_on(world, told):
    soon, later = world.shift("ke"), world.shift("ke", weeks=1)
    world.add(
        BlockedPair(
            client_id=world.kalle.client_id, organisation_id=world.oona.organisation_id,
            starts_on=world.day("ma", weeks=1),
        )
    )  # fmt: skip
    assert "blocked_pair" not in codes(*told(world.kalle, soon))
    assert "blocked_pair" in codes(*told(world.kalle, later))


def test_a_pass_that_has_ended_is_as_good_as_none(world, told):
    card = PassKind.SAFETY_CARD
    world.add(Pass(client_id=world.kalle.client_id, kind=card, valid_until=world.day("ke")))
    on_the_last_day, after = (
        world.shift(str(world.day(day)), passes=[card.value]) for day in ("ke", "to")
    )
    assert "pass_missing" not in codes(*told(world.kalle, on_the_last_day))
    assert "pass_missing" in codes(*told(world.kalle, after))


def test_a_shift_of_the_past_is_over_for_everybody(world, told):
    shift_id = world.shift("ke")
    world.pass_time(days=4)
    assert "shift_started" in codes(*told(world.kalle, shift_id))


def test_free_times_hold_in_the_weeks_when_the_clock_is_moved(world, told):
    # 25 October has 25 hours and 29 March 23: nine o'clock is nine o'clock.
    for sunday in (date(2026, 10, 25), date(2027, 3, 28)):
        world.clock.at += world.at(f"{sunday - timedelta(days=3)} 09:00") - world.now
        shift_id = world.shift(str(sunday), "09:00", "12:00")
        world.free(world.kaisa, "su", "09:00", "12:00")
        assert "free_then" in codes(*told(world.kaisa, shift_id))
        assert "not_free_that_day" in codes(*told(world.kerttu, shift_id))


# One more than the engine takes as bound values; SQLite is held to the least it may take.
MOST_OF_SQLITE, MOST_OF_POSTGRESQL = 32_766, 65_535


@pytest.mark.slow
@pytest.mark.usefixtures("engine_app")
def test_a_whole_country_can_be_asked_about(world):
    shift = world.shift("ti")
    known = [world.kalle.client_id, world.kaisa.client_id]
    with unit_of_work():
        bare, most = db.session.connection().connection.dbapi_connection, MOST_OF_POSTGRESQL
        if isinstance(bare, sqlite3.Connection):
            most = MOST_OF_SQLITE
            bare.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, most)
        people = [*known, *(uuid4() for _ in range(most))]
        found = facts.load_facts(people, [shift], now=world.now)
        assert [one["id"] for one in facts.load_shift_values([shift, *people])] == [shift]
        assert week_plans.list_pins(people, [shift]) == []
    assert set(found["clients"]) == set(known)
