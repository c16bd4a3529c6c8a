"""The demo: a believable year, whole for every role, refused in production, always this week's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import exists

from app.cli.demo import cast, command
from app.domain.calendar import local, local_day
from app.domain.lifecycle import AttendanceState, HoursState, PlanState, ShiftState, TaskState
from app.store import audit, demo, demo_dates
from app.store.db import db
from app.store.models.people import BlockedPair, Client, Organisation, Unit, User
from app.store.models.plan import WeekPlan
from app.store.models.work import Attendance, OfferShift, Shift, Task, WorkedHours
from app.store.transaction import unit_of_work
from app.web.shared.nav import MENUS
from tests.browser import Browser
from tests.demo_site import NOW, DemoWorld, demo_site
from tests.e2e.conftest import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


# A Sunday night, a Monday morning and a Friday evening: people at work are far away.
QUIET = [
    datetime(2026, 11, 22, 0, 50, tzinfo=UTC),
    datetime(2026, 11, 23, 5, 30, tzinfo=UTC),
    datetime(2027, 3, 5, 18, 30, tzinfo=UTC),
]
DAYS = [NOW, *(QUIET if FULL else [])]


def copy(factory: pytest.TempPathFactory, now: datetime = NOW) -> Iterator[Flask]:
    base = factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen") else base
    app = demo_site(shared, factory.mktemp("demo"), now)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module", params=DAYS, ids=lambda day: f"{day:%a-%H}")
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    yield from copy(tmp_path_factory, request.param)


@pytest.fixture
def old_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from copy(tmp_path_factory)


def test_it_has_the_people_that_were_promised(site):
    rows = DemoWorld(site)
    assert rows.count(Unit) == 6
    assert rows.count(Client) == 120
    assert rows.count(Organisation, Organisation.verified_at.is_not(None)) == 40
    # Of those nobody knows one waits for a look, and one was not let order.
    assert rows.count(Organisation, Organisation.verified_at.is_(None)) == 2
    assert rows.count(Organisation, Organisation.refused_at.is_not(None)) == 1
    assert rows.count(User, User.role == "coach") == 12
    assert set(demo.list_people()) == set(cast.PEOPLE) | set(cast.CLIENTS)


def test_some_clients_and_orderers_are_kept_apart_one_pair_not_yet(site):
    rows = DemoWorld(site)
    today = local_day(site.extensions["jobcenter_clock"].utcnow())
    begun, coming = (
        rows.count(BlockedPair, BlockedPair.starts_on <= today),
        rows.count(BlockedPair, BlockedPair.starts_on > today),
    )
    assert (begun, coming) == (3, 1)


def test_nobody_was_offered_what_they_are_kept_apart_from(site):
    met = exists().where(
        BlockedPair.client_id == OfferShift.client_id,
        BlockedPair.organisation_id == Task.organisation_id,
        BlockedPair.starts_on <= Shift.occurrence_on,
        Task.id == Shift.task_id,
        Shift.id == OfferShift.shift_id,
    )
    assert DemoWorld(site).count(OfferShift, met) == 0


def test_a_plan_of_all_units_is_asked_for(site):
    (plan,) = DemoWorld(site).all(WeekPlan)
    assert (plan.scope, plan.state) == ("all", PlanState.RUNNING)
    assert plan.week_on > local_day(site.extensions["jobcenter_clock"].utcnow())


def test_it_has_lived_a_year(site):
    rows = DemoWorld(site)
    assert rows.count(Task) >= 60
    now, week = site.extensions["jobcenter_clock"].utcnow(), timedelta(days=7)
    near = rows.count(Shift, Shift.starts_at > now - week, Shift.starts_at < now + week)
    assert 150 <= near <= 260
    assert 1200 <= rows.count(Shift, Shift.starts_at < now) <= 1800


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        (Task, [TaskState.DRAFT, TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED,
                TaskState.OPEN, TaskState.PAUSED, TaskState.CLOSED]),
        (Shift, [ShiftState.OPEN, ShiftState.FILLED, ShiftState.DONE]),
        (Attendance, [AttendanceState.BOOKED, AttendanceState.WILL_COME,
                      AttendanceState.PERFORMED, AttendanceState.CANNOT_COME]),
        (WorkedHours, [HoursState.PLANNED, HoursState.PROPOSED, HoursState.AGREED,
                       HoursState.CLOSED]),
    ],
)  # fmt: skip
def test_everything_is_found_in_every_state(site, kind, states):
    missing = [state for state in states if not DemoWorld(site).count(kind, kind.state == state)]
    assert missing == []


def test_its_trail_is_true(site):
    assert audit.verify().faults == ()


@pytest.mark.parametrize("key", [*cast.PEOPLE, *cast.CLIENTS])
def test_no_page_of_any_menu_is_empty(site, key):
    user = demo.find_user(key)
    browser = Browser(DemoWorld(site), demo.list_actors()[user.email or str(user.client_id)])
    for endpoint, _words in MENUS.get(user.role, ()):
        with site.test_request_context():
            address = site.url_for(endpoint)
        page = browser.get(address)
        assert page.find("div", class_="empty") == [], address


@pytest.mark.usefixtures("old_site")
def test_old_dates_move_on_by_whole_weeks():
    before = demo_dates.newest_shift_at()
    assert demo_dates.weeks_behind(now=NOW + timedelta(days=2)) == 0
    weeks = demo_dates.weeks_behind(now=NOW + timedelta(days=23))
    assert weeks == 3
    with unit_of_work():
        demo_dates.move(weeks)
    after = demo_dates.newest_shift_at()
    assert local_day(after) - local_day(before) == timedelta(weeks=3)
    assert local(after).time() == local(before).time()


def test_it_is_refused_in_production(site, monkeypatch):
    monkeypatch.setitem(
        site.extensions, "jobcenter_settings", _production(site.extensions["jobcenter_settings"])
    )
    answer = site.test_cli_runner().invoke(command.demo)
    assert answer.exit_code == 1
    assert "APP_ENV is production" in answer.output


def _production(settings):
    return replace(settings, app_env="production")


def test_a_bigger_population_comes_in_bulk(app):
    command.add_population("unit", 7, app.extensions["jobcenter_clock"].utcnow())
    rows = DemoWorld(app)
    assert rows.count(Client) == 60
    assert rows.count(BlockedPair) == 3
    assert rows.count(Task, Task.state == TaskState.OPEN) >= 20
