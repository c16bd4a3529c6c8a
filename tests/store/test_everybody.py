"""The columns made of whole tables are those made of each client's own values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.calendar import Span
from app.domain.lifecycle import AttendanceState, OfferState
from app.domain.vocabulary import (
    Category,
    Language,
    OwnRule,
    PassKind,
    RelationKind,
    Scale,
    SupportNeed,
)
from app.matching.bits import column
from app.matching.client_facts import client_at
from app.matching.client_tables import ClientTables
from app.matching.columns import ClientColumns
from app.store.db import db
from app.store.everybody import load_everybody
from app.store.facts import load_pass_rules
from app.store.models.people import (
    BlockedPair,
    Client,
    OwnLimit,
    Pass,
    Relation,
    WorkActivityDay,
)
from app.store.models.rules import PassRule
from app.store.models.teams import Team, TeamMember
from app.store.models.times import AvailabilityException, WorkActivitySession
from app.store.profiles import load_onward

pytestmark = pytest.mark.usefixtures("engine_app")


def by_tables(world):
    db.session.rollback()
    return ClientColumns(ClientTables(**load_everybody(load_pass_rules(), now=world.now)))


def by_clients(world):
    ids = [row.id for row in world.all(Client)]
    return ClientColumns(load_onward(ids, load_pass_rules(), now=world.now).values())


def told(columns):
    """Everything that is kept of each client."""
    rows = [row for row in range(columns.capacity) if columns.find(columns.id_of(row)) == row]
    return {
        columns.id_of(row): (client_at(columns, row), column(columns.bits, row).tolist())
        for row in rows
    }


def own_rows(world, client):
    """Of one client a row in each table."""
    client_id = client.client_id
    world.change(
        Client, client_id, lat=None, language=Language.SV, max_travel_minutes=25,
        max_minutes_week=600, max_minutes_month=1800, max_cents_month=30_000,
        support_need=SupportNeed.WEEKLY, goes_alone=True, non_disclosure=True,
        waiting_since=date(2026, 5, 4), strengths="tarkka",
    )  # fmt: skip
    world.wish(client, Category.KITCHEN)
    world.wish(client, Category.CLEANING, wanted=False)
    world.limit(client, Scale.LIFTING, 1)
    world.limit(client, Scale.NOISE, 0)
    world.pass_(client, PassKind.HYGIENE)
    ended = world.today - timedelta(days=1)
    world.add(Pass(client_id=client.client_id, kind=PassKind.SAFETY_CARD, valid_until=ended))
    world.add(OwnLimit(client_id=client_id, rule=OwnRule.NO_EVENINGS))
    world.add(WorkActivityDay(client_id=client_id, weekday=2))
    for name, days in (("kiinteisto", 0), ("palvelutalo", 9)):
        world.add(
            BlockedPair(
                client_id=client_id, organisation_id=world.organisations[name],
                starts_on=world.today + timedelta(days=days),
            )
        )  # fmt: skip


def times(world, client):
    """Free times that touch and overlap, one too short for a quarter, and what is otherwise."""
    world.free(client, "ma", "16:00", "17:05")
    world.free(client, "ma", "17:05", "18:00")
    world.free(client, "ti", "14:00", "15:00")
    world.free(client, "la", "10:00", "10:05")
    day = world.day("ke")
    for starts, ends, free in ((540, 600, True), (0, 1440, False)):
        world.add(
            AvailabilityException(
                client_id=client.client_id, applies_on=day, starts_minute=starts,
                ends_minute=ends, free=free,
            )
        )  # fmt: skip
    for hour in (8, 11):
        begins = datetime(2026, 12, 2, hour, tzinfo=UTC)
        ends = begins + timedelta(hours=2)
        world.add(
            WorkActivitySession(client_id=client.client_id, starts_at=begins, ends_at=ends)
        )  # fmt: skip


def work(world, client, mate):
    """Work done and agreed, offers, visits, a team, a pass that work counts towards."""
    world.add(
        PassRule(
            kind=PassKind.HYGIENE, needed="cumulative_3_months", valid_from=date(2020, 1, 1),
            source="laki",
        )
    )  # fmt: skip
    world.add(OwnLimit(client_id=client.client_id, rule=OwnRule.ONE_AT_A_TIME))
    done = world.open_task(times=3, day="2026-10-05", passes=["hygiene_passport"])
    for shift_id in done.shift_ids[:2]:
        world.performed(client, shift_id)
    world.performed(client, world.shift("2026-10-08", category=None))
    world.placed(client, done.shift_ids[2], state=AttendanceState.DID_NOT_COME)
    coming = world.open_task(times=3, places=3)
    world.offer(client, *coming.shift_ids[:2], state=OfferState.CONFIRMED)
    world.offer(client, world.shift("to"))
    world.offer(mate, coming.shift_ids[2], state=OfferState.ACCEPTED)
    for shift_id in coming.shift_ids[:2]:
        world.booking(world.carla, shift_id, [client, mate])
    team = Team(unit_id=world.carla.unit_id, name="Pari", created_at=world.now)
    world.add(team)
    world.add(*(TeamMember(team_id=team.id, client_id=c.client_id) for c in (client, mate)))


def test_whole_tables_tell_what_each_clients_own_values_tell(world):
    own_rows(world, world.kaisa)
    times(world, world.kalle)
    work(world, world.kalle, world.kaisa)
    columns = by_tables(world)
    assert told(columns) == told(by_clients(world))
    kalle = client_at(columns, columns.find(world.kalle.client_id))
    kaisa = client_at(columns, columns.find(world.kaisa.client_id))
    assert (kalle.together, kaisa.together) == (2, 2)
    assert (len(kalle.committed_task_ids), len(kalle.covered_weeks)) == (1, 2)
    assert (len(kalle.agreed), len(kalle.team_shift_ids)) == (2, 1)
    assert list(kalle.pass_work_since) == [PassKind.HYGIENE]
    assert (sorted(kalle.performed_at_task.values()), len(kalle.known_site_ids)) == ([1, 2], 1)
    assert [one.free for one in kalle.exceptions] == [False, True]
    assert (len(kalle.sessions), len(kalle.asked_shift_ids)) == (2, 3)
    assert Span(0, 480, 1080) in kalle.availability
    assert kaisa.blocked_organisation_ids == {world.organisations["kiinteisto"]}
    assert [one for one, _first in kaisa.blocked_from] == [world.organisations["palvelutalo"]]


def test_of_two_coaches_at_once_both_ways_tell_the_same(world):
    for coach in (world.celia, world.cleo):
        world.relate(coach, world.kalle, RelationKind.COACH, ends_on=world.day("su"))
    assert len(world.all(Relation, Relation.client_id == world.kalle.client_id)) > 3
    assert told(by_tables(world)) == told(by_clients(world))
    world.end_relation(world.cleo, world.kerttu, world.today - timedelta(days=1))
    columns = by_tables(world)
    assert client_at(columns, columns.find(world.kerttu.client_id)).coach_id is None


def test_where_nobody_is_nothing_is_told():
    told = load_everybody((), now=datetime(2026, 11, 23, 7, tzinfo=UTC))
    assert len(ClientColumns(ClientTables(**told))) == 0
