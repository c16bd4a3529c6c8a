"""The columns a process keeps are the database as it is: after every change, in every process."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.errors import ExpectedError
from app.domain.vocabulary import (
    Category,
    CoachWanted,
    OwnRule,
    PassKind,
    RelationKind,
    Scale,
    SupportNeed,
)
from app.matching.client_facts import client_at
from app.matching.inputs import build
from app.matching.resident import Resident, resident_of
from app.matching.shortlist import shortlist
from app.services import answers, attendance, bookings, cleaning, offers, shortlists, tasks
from app.store import clients, demo_dates, facts, news
from app.store.db import db
from app.store.models.people import (
    Absence,
    Availability,
    BlockedPair,
    Client,
    Limit,
    OwnLimit,
    Pass,
    Site,
    User,
    Wish,
    WorkActivityDay,
    WorkingHours,
)
from app.store.models.rules import PassRule
from app.store.models.teams import Team, TeamMember
from app.store.models.times import AvailabilityException, WorkActivitySession
from app.store.models.work import Attendance, CoachBooking, Demand, Offer, Task
from app.store.transaction import unit_of_work
from tests.databases import build_site, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from flask import Flask

    from app.domain.policy import Actor
    from tests.world import OpenTask, World


@pytest.fixture
def order(world: World) -> OpenTask:
    """Work on three Wednesdays for two, a coach wanted the first time."""
    return world.open_task(times=3, places=2, coach_wanted=CoachWanted.FIRST_SHIFT)


@pytest.fixture
def other(world: World, tmp_path: Path) -> Iterator[Flask]:
    """A second process on the same database."""
    site = build_site(settings_for(world.app.config["SQLALCHEMY_DATABASE_URI"], tmp_path))
    yield site
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


def keep_up(world: World) -> Resident:
    """The columns of the running process after a question."""
    db.session.rollback()
    shortlists.count_fits(world.carla, [], now=world.now)
    return resident_of(news.feed())


def picture(kept: Resident, world: World) -> dict[str, Any]:
    """Everything that can be asked of the columns, by whom it is of."""
    columns = kept.clients
    rows = [row for row in range(columns.capacity) if columns.find(columns.id_of(row)) == row]
    return {
        "clients": {columns.id_of(row): client_at(columns, row) for row in rows},
        "shifts": {one.id: one for one in kept.shifts.listed if one is not None},
        "coaches": dict(kept.context(world.now).coaches),
        "passes": kept.pass_rules,
    }


def picture_anew(world: World) -> dict[str, Any]:
    db.session.rollback()
    fresh = Resident()
    fresh.fill(None, local_day(world.now), **facts.load_all(now=world.now))
    return picture(fresh, world)


# --- every kind of change


def offered(world: World, client: Actor, *shift_ids: UUID) -> UUID:
    ids = [client.client_id]
    reason = dict.fromkeys(ids, "Sovittu")
    made = offers.offer_shifts(world.carla, shift_ids, ids, reason=reason, now=world.now)  # type: ignore[arg-type]
    return made[0]


def yes(world: World, client: Actor, *shift_ids: UUID) -> UUID:
    offer_id = offered(world, client, *shift_ids)
    answers.accept_offer(client, offer_id, now=world.now)
    return offer_id


def goes_along(world: World, order: OpenTask) -> None:
    offers.confirm_offer(world.carla, yes(world, world.kalle, order.shift_id), now=world.now)


def visit_given_away(world: World, order: OpenTask) -> None:
    goes_along(world, order)
    bookings.cancel_booking(world.carla, world.all(CoachBooking)[0].id, now=world.now)


def another_coach(world: World, _order: OpenTask) -> None:
    world.end_relation(world.carla, world.kalle, world.today - timedelta(days=1))
    world.relate(world.celia, world.kalle, RelationKind.COACH)


def move_dates(_world: World, _order: OpenTask) -> None:
    with unit_of_work():
        demo_dates.move(1)


def client_gone(world: World, _order: OpenTask) -> None:
    with unit_of_work() as session:
        for user in session.query(User).filter(User.client_id == world.kalle.client_id):
            session.delete(user)
        session.flush()
        session.delete(session.get_one(Client, world.kalle.client_id))


def make_team(world: World) -> None:
    team = Team(unit_id=world.carla.unit_id, name="Pari", created_at=world.now)
    world.add(team)
    pair = [TeamMember(team_id=team.id, client_id=world.kalle.client_id)]
    world.add(*pair, TeamMember(team_id=team.id, client_id=world.kaisa.client_id))


def part_team(world: World) -> None:
    with unit_of_work() as session:
        session.delete(session.scalars(select(TeamMember)).first())


def order_asks(**values: object) -> Any:
    return lambda world, order: world.change(Task, order.id, **values)


def of_kalle(kind: Any, **values: object) -> Any:
    return lambda world, _: world.add(kind(client_id=world.kalle.client_id, **values))


CHANGES: dict[str, Any] = {
    "client": lambda w, _: w.change(Client, w.kalle.client_id, max_travel_minutes=10),
    "new client": lambda w, _: w.client("Uuno", support_need=SupportNeed.WEEKLY),
    "client gone": client_gone,
    "wish": lambda w, _: w.wish(w.kalle, Category.KITCHEN),
    "limit": lambda w, _: w.limit(w.kalle, Scale.LIFTING, 0),
    "own limit": of_kalle(OwnLimit, rule=next(iter(OwnRule))),
    "pass": lambda w, _: w.pass_(w.kalle, PassKind.HYGIENE),
    "free time": lambda w, _: w.free(w.kalle, "la", "10:00", "12:00"),
    "day of work activity": of_kalle(WorkActivityDay, weekday=2),
    "blocked pair": lambda w, _: w.add(
        BlockedPair(
            client_id=w.kalle.client_id, organisation_id=w.organisations["palvelutalo"],
            starts_on=w.today,
        )
    ),
    "pair blocked from a day on": lambda w, _: w.add(
        BlockedPair(
            client_id=w.kalle.client_id, organisation_id=w.organisations["palvelutalo"],
            starts_on=w.day("ti", 1),
        )
    ),
    "exceptional day": of_kalle(
        AvailabilityException, applies_on=date(2026, 12, 2), starts_minute=0, ends_minute=600,
        free=False,
    ),
    "work activity by the clock": of_kalle(
        WorkActivitySession, starts_at=datetime(2026, 12, 2, 8, tzinfo=UTC),
        ends_at=datetime(2026, 12, 2, 10, tzinfo=UTC),
    ),
    "goes alone": lambda w, _: w.change(Client, w.kalle.client_id, goes_alone=True),
    "team": lambda w, _: make_team(w),
    "somebody of the team said yes": lambda w, o: (make_team(w), yes(w, w.kaisa, o.shift_id)),
    "another coach": another_coach,
    "offer": lambda w, o: offered(w, w.kalle, o.shift_id),
    "yes": lambda w, o: yes(w, w.kalle, *o.shift_ids),
    "visit": goes_along,
    "visit given away": visit_given_away,
    "work done": lambda w, o: w.performed(w.kalle, o.shift_id),
    "coach away": lambda w, _: w.add(
        Absence(user_id=w.carla.user_id, starts_on=w.today, ends_on=w.day("su"))
    ),
    "coach's hours": lambda w, _: w.add(
        WorkingHours(user_id=w.carla.user_id, weekday=2, starts_minute=480, ends_minute=600)
    ),
    "coach's ceiling": lambda w, _: w.change(User, w.carla.user_id, support_minutes_week=60),
    "coach gone": lambda w, _: w.change(User, w.celia.user_id, active=False),
    "new coach": lambda w, _: w.coach("Ceita"),
    "new order": lambda w, _: w.open_task(day="to"),
    "what an order demands": lambda w, o: w.change(
        Demand, w.all(Demand, Demand.task_id == o.id)[0].id, level=2
    ),
    "what passes an order asks for": order_asks(passes=["hygiene_passport"]),
    "order paused": lambda w, o: tasks.pause_task(w.oona, o.id, now=w.now),
    "shift cancelled": lambda w, o: tasks.cancel_shift(w.oona, o.shift_ids[1], "-", now=w.now),
    "place": lambda w, _: w.change(Site, w.sites["palvelutalo"], lat=60.3),
    "rule of a pass": lambda w, _: w.add(
        PassRule(kind=PassKind.HYGIENE, needed="before_start", valid_from=w.today, source="laki")
    ),
    "dates of the demo": move_dates,
}  # fmt: skip


@pytest.mark.parametrize("name", list(CHANGES))
def test_every_kind_of_change_is_seen_by_another_process(
    world: World, other: Flask, order: OpenTask, name: str
) -> None:
    with other.app_context():
        before = picture(keep_up(world), world)
    CHANGES[name](world, order)
    with other.app_context():
        after = picture(keep_up(world), world)
    assert after == picture_anew(world)
    assert after != before


# --- what the page says is what an offer would be judged by


def on_page(world: World, shift_id: UUID) -> tuple[Any, ...]:
    """The judgements of the coach's clients, in the order of the page."""
    db.session.rollback()
    found = shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
    return tuple(one.judgement for one in found.people)


def anew(world: World, shift_id: UUID) -> tuple[Any, ...]:
    """The same from the facts of the database."""
    db.session.rollback()
    own = clients.list_own_ids(world.carla, now=world.now)
    inputs = build(**facts.load_facts(own, [shift_id], now=world.now))
    found = shortlist(inputs.clients.values(), inputs.shifts[0], inputs.context)
    return (*found.fits, *found.must_solve, *found.cant_now)


def test_words_familiar_people_and_passes_are_on_the_page(world: World, order: OpenTask) -> None:
    done = world.shift("2026-10-07", places=2)
    for client in (world.kalle, world.kaisa):
        world.performed(client, done)
    world.change(Client, world.kalle.client_id, strengths="tarkka ja nopea")
    world.client("Asta", lat=None, max_travel_minutes=20)
    goes_along(world, order)
    told = on_page(world, order.shift_id)
    assert told == anew(world, order.shift_id)
    codes = {one.reason.code for person in told for one in person.pluses}
    assert {"strengths", "familiar_person", "known_site"} <= codes


@pytest.mark.parametrize("name", list(CHANGES))
def test_after_every_kind_of_change_the_page_says_what_an_offer_would(
    world: World, order: OpenTask, name: str
) -> None:
    on_page(world, order.shift_id)
    CHANGES[name](world, order)
    assert on_page(world, order.shift_id) == anew(world, order.shift_id)


# --- any series of changes


def any_offer(world: World, dice: random.Random) -> UUID:
    rows = world.all(Offer)
    return dice.choice(sorted(rows, key=lambda row: (row.created_at, row.pay_cents))).id


def any_client(world: World, dice: random.Random) -> Actor:
    return dice.choice((world.kalle, world.kaisa, world.kerttu))


def any_attendance(world: World, dice: random.Random) -> UUID:
    rows = world.all(Attendance)
    return dice.choice(sorted(rows, key=lambda row: (row.changed_at, row.state))).id


STEPS: tuple[Any, ...] = (
    lambda w, o, d: offered(w, any_client(w, d), d.choice(o.shift_ids)),
    lambda w, o, d: offered(w, any_client(w, d), *o.shift_ids),
    lambda w, _, d: answers.accept_offer(any_client(w, d), any_offer(w, d), now=w.now),
    lambda w, _, d: answers.decline_offer(any_client(w, d), any_offer(w, d), now=w.now),
    lambda w, _, d: answers.ask_coach(any_client(w, d), any_offer(w, d), now=w.now),
    lambda w, _, d: answers.undo_answer(any_client(w, d), any_offer(w, d), now=w.now),
    lambda w, _, d: offers.withdraw_offer(w.carla, any_offer(w, d), now=w.now),
    lambda w, _, d: offers.confirm_offer(w.carla, any_offer(w, d), now=w.now),
    lambda w, _, d: attendance.cannot_come(any_client(w, d), any_attendance(w, d), now=w.now),
    lambda w, o, d: tasks.cancel_shift(w.oona, d.choice(o.shift_ids), "-", now=w.now),
    lambda w, o, _: tasks.pause_task(w.oona, o.id, now=w.now),
    lambda w, o, _: tasks.resume_task(w.oona, o.id, now=w.now),
    lambda w, _, d: w.client("Uusi", coach=d.choice((w.carla, w.celia, w.cleo))),
    lambda w, _, d: w.change(
        Client, any_client(w, d).client_id, max_minutes_week=d.randrange(60, 900)
    ),
    lambda w, _, d: w.pass_time(hours=d.randrange(30)),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("engine_app")
def test_after_any_series_of_acts_the_columns_are_those_built_anew(
    world: World, order: OpenTask, seed: int
) -> None:
    dice, done = random.Random(seed), 0
    for n in range(40):
        # Nothing to act on yet, or an act that is refused: the next one is tried.
        with suppress(ExpectedError, IndexError):
            dice.choice(STEPS)(world, order, dice)
            done += 1
        if n % 4 == 0:
            assert picture(keep_up(world), world) == picture_anew(world)
            assert on_page(world, order.shift_ids[n % 3]) == anew(world, order.shift_ids[n % 3])
    assert done > 10


# --- what is shown


def test_other_units_are_only_a_number(world: World) -> None:
    world.client("Taisto", coach=world.celia)
    found = shortlists.shortlist_for_shift(world.carla, world.shift(), now=world.now)
    assert (found.unit_fits, found.unit_others, found.elsewhere_fits) == (1, 1, 1)


def test_a_change_that_is_taken_back_is_never_seen(world: World) -> None:
    before = picture(keep_up(world), world)
    with suppress(ZeroDivisionError), unit_of_work() as session:
        session.get_one(Client, world.kalle.client_id).max_travel_minutes = 10
        session.flush()
        raise ZeroDivisionError
    assert picture(keep_up(world), world) == before


def test_what_is_taken_out_again_is_forgotten(world: World) -> None:
    before = picture(keep_up(world), world)
    names = (
        "wish", "limit", "pass", "free time", "day of work activity", "blocked pair",
        "exceptional day", "work activity by the clock",
    )  # fmt: skip
    kinds = (
        Wish, Limit, Pass, Availability, WorkActivityDay, BlockedPair, AvailabilityException,
        WorkActivitySession,
    )  # fmt: skip
    known = {row.id for kind in kinds for row in world.all(kind)}
    for name in names:
        CHANGES[name](world, None)
    assert picture(keep_up(world), world) != before
    with unit_of_work() as session:
        for row in (row for kind in kinds for row in session.scalars(select(kind))):
            if row.id not in known:
                session.delete(row)
    assert picture(keep_up(world), world) == before


def test_the_next_day_everybody_has_waited_a_day_longer(world: World) -> None:
    client_id = world.kalle.client_id
    before = picture(keep_up(world), world)["clients"][client_id].waiting_days
    world.pass_time(days=1)
    assert picture(keep_up(world), world)["clients"][client_id].waiting_days == before + 1


def test_whoever_loses_the_team_is_seen_alone(world: World) -> None:
    client_id = world.kalle.client_id
    make_team(world)
    assert picture(keep_up(world), world)["clients"][client_id].together == 2
    part_team(world)
    assert picture(keep_up(world), world)["clients"][client_id].together == 1


def test_work_that_is_over_binds_nobody_any_more(world: World) -> None:
    world.add(OwnLimit(client_id=world.kalle.client_id, rule=OwnRule.ONE_AT_A_TIME))
    yes(world, world.kalle, world.shift("ma", starts="14:00", ends="15:00"))
    client_id = world.kalle.client_id
    assert picture(keep_up(world), world)["clients"][client_id].committed_task_ids
    world.move_to("ma 15:30")
    assert not picture(keep_up(world), world)["clients"][client_id].committed_task_ids


def test_columns_that_the_cleaning_has_left_behind_are_built_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_up(world)
    for minutes in range(60, 66):
        world.change(Client, world.kalle.client_id, max_travel_minutes=minutes)
    monkeypatch.setattr(news, "KEPT", 3)
    cleaning.clean_up(now=world.now)
    assert picture(keep_up(world), world) == picture_anew(world)


@pytest.mark.usefixtures("engine_app")
def test_the_shifts_that_fit_a_client_best_come_from_the_columns(world: World) -> None:
    world.wish(world.kalle, Category.KITCHEN)
    late, early = world.shift("pe"), world.shift("to")
    world.shift("ke", category=Category.CLEANING)
    world.shift("to", starts="18:00", ends="20:00")
    until = world.now + timedelta(days=14)
    assert world.kalle.client_id is not None
    found = shortlists.list_fitting(
        world.carla, world.kalle.client_id, now=world.now, until=until, limit=2
    )
    assert [shift.id for shift, _ in found] == [early, late]
