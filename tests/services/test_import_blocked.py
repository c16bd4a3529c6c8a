"""Pairs kept apart, from files: taken in, given out the same, and private."""

from __future__ import annotations

import io

import pytest

from app.domain.errors import NotAllowed
from app.domain.imports.words import SENTENCES
from app.domain.policy import SYSTEM
from app.matching.inputs import build
from app.matching.stops import blocked_pair
from app.services.exports import export_file
from app.services.imports import import_file
from app.store import crypto, facts
from app.store.models.people import BlockedPair, Client
from app.store.models.trail import AuditEvent, AuditEventClient

HEADER = "client_ref,org_ref,starts_on,review_on\n"


@pytest.fixture
def take(world):
    """Kalle is A1 and Kaisa has no number; `take(rows)` takes them in."""
    number = {"number": "A1", "number_index": crypto.blind_index("number", "A1")}
    world.change(Client, world.kalle.client_id, **number)
    world.change(Client, world.kaisa.client_id, number=None, number_index=None)

    def take_in(rows, actor=SYSTEM, **options):
        data = (HEADER + rows).encode()
        return import_file(actor, "blocked", data, now=world.now, **options)

    return take_in


def given_out(world):
    out = io.StringIO(newline="")
    export_file(SYSTEM, "blocked", out, now=world.now)
    return out.getvalue()


def counts(report):
    return report.created, report.changed, report.unchanged, report.error_count


def faults(report):
    assert all(one.code in SENTENCES for one in report.errors)
    return [(one.line, one.column, one.code) for one in report.errors]


def oonas(world):
    return world.oona.organisation_id.hex


@pytest.mark.usefixtures("engine_app")
def test_a_pair_comes_in_stops_from_its_day_on_and_goes_out_the_same(take, world):
    soon, later = world.shift("ke"), world.shift("ke", weeks=1)
    day = world.day("ma", 1).isoformat()
    assert counts(take(f"a 1,{oonas(world)},{day},\n")) == (1, 0, 0, 0)
    told = build(**facts.load_facts([world.kalle.client_id], [soon, later], now=world.now))
    kalle = told.clients[world.kalle.client_id]
    stopped = [blocked_pair(kalle, one, told.context) is not None for one in told.shifts]
    assert stopped == [False, True]
    assert given_out(world).splitlines()[1:] == [f"A1,{oonas(world)},{day},"]
    assert counts(take(given_out(world).partition("\n")[2])) == (0, 0, 1, 0)


def test_a_changed_day_and_an_emptied_one(take, world):
    row = f"{world.kaisa.client_id.hex},{oonas(world)}"
    assert counts(take(f"{row},2026-12-01,2027-06-01\n")) == (1, 0, 0, 0)
    assert counts(take(f"{row},2026-12-02,\n")) == (0, 1, 0, 0)
    (pair,) = world.all(BlockedPair)
    assert (pair.starts_on.isoformat(), pair.review_on) == ("2026-12-02", None)
    assert counts(take(f"{row},,\n")) == (0, 1, 0, 0)
    assert world.count(BlockedPair) == 0
    assert counts(take(f"{row},,\n")) == (0, 0, 1, 0)


def test_each_fault_is_told_by_its_row_and_nothing_is_kept(take, world):
    owner = oonas(world)
    for rows, fault in (
        (f"B9,{owner},2026-12-01,\n", (2, "client_ref", "client_unknown")),
        ("A1,O9,2026-12-01,\n", (2, "org_ref", "organisation_unknown")),
        (f"A1,{owner},2026-12-01,2026-11-30\n", (2, "review_on", "review_too_early")),
        (f"A1,{owner},,2026-11-30\n", (2, "review_on", "review_too_early")),
        (f"A1,{owner},31.2.2026,\n", (2, "starts_on", "date_unreadable")),
        (f"A1,{owner},2026-12-01,\na1,{owner},2026-12-02,\n", (3, "client_ref", "key_twice")),
    ):
        assert faults(take(rows)) == [fault]
    assert world.count(BlockedPair) == 0


def test_only_who_takes_people_in_may_and_only_the_operator_gives_them_out(take, world):
    row = f"A1,{oonas(world)},2026-12-01,\n"
    for stranger in (world.carla, world.maija, world.oona, world.kalle):
        with pytest.raises(NotAllowed):
            take(row, actor=stranger)
    assert take(row, actor=world.dina).clean
    with pytest.raises(NotAllowed):
        export_file(world.aada, "blocked", io.StringIO(), now=world.now)


def test_everybody_of_a_pair_is_in_the_trail(take, world):
    take(f"A1,{oonas(world)},2026-12-01,\n")
    given_out(world)
    for action in ("create", "export"):
        (event,) = world.all(AuditEvent, AuditEvent.action == action)
        (named,) = world.all(AuditEventClient, AuditEventClient.event_id == event.id)
        assert named.client_id == world.kalle.client_id
