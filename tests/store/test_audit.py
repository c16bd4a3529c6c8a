"""The trail: append-only, signed, chained; any edit, cut or swap is found."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.services import trail
from app.store import audit
from app.store.audit import Entry
from app.store.db import db
from app.store.models.trail import AuditEvent, AuditEventClient
from app.store.transaction import unit_of_work


def write(world, count, **facts):
    with unit_of_work():
        for number in range(count):
            entry = Entry("read", "page", client_ids=[world.kalle.client_id], facts={"n": number})
            audit.record(world.carla, entry, now=world.now + timedelta(seconds=number))


def verdict():
    db.session.rollback()
    return audit.verify()


def lift_the_guards():
    """What somebody with the database's own password could do."""
    connection = db.session.connection(execution_options={"writes": True})
    if connection.dialect.name == "sqlite":
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for name in list(names):
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        for table in ("audit_event", "audit_event_client"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))


def tamper(statement, **values):
    db.session.rollback()
    lift_the_guards()
    db.session.execute(text(statement), values)
    db.session.commit()


def test_a_row_says_who_did_what_to_whom(engine_app, world):
    with unit_of_work():
        entry = Entry("update", "client", world.kalle.client_id, client_ids=[world.kalle.client_id])
        event_id = audit.record(world.carla, entry, now=world.now)
    row = world.get(AuditEvent, event_id)
    assert (row.actor_id, row.actor_role) == (world.carla.user_id, "coach")
    assert row.actor_unit_id == world.units["U01"]
    assert row.at == world.now
    assert row.seq is None
    assert world.all(AuditEventClient)[0].client_id == world.kalle.client_id


def test_a_client_named_twice_is_written_once(engine_app, world):
    with unit_of_work():
        ids = [world.kalle.client_id, world.kaisa.client_id, world.kalle.client_id]
        audit.record(world.carla, Entry("list", "page", client_ids=ids), now=world.now)
    assert world.count(AuditEventClient) == 2
    assert verdict().faults == ()


def test_the_row_goes_with_the_act_it_belongs_to(engine_app, world):
    def fail():
        with unit_of_work():
            audit.record(world.carla, Entry("update", "client"), now=world.now)
            raise KeyError("the act failed")

    with pytest.raises(KeyError):
        fail()
    assert world.count(AuditEvent) == 0


def test_rows_are_sealed_in_a_chain_without_gaps(engine_app, world):
    write(world, 3)
    assert verdict().unsealed == 3
    assert trail.seal_trail() == 3
    write(world, 2)
    assert trail.seal_trail() == 2
    assert trail.seal_trail() == 0
    found = verdict()
    assert (found.sealed, found.unsealed, found.faults) == (5, 0, ())
    assert sorted(row.seq for row in world.all(AuditEvent)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor_role = 'auditor'",
        "UPDATE audit_event SET outcome = 'denied'",
        "DELETE FROM audit_event",
        "DELETE FROM audit_event_client",
        "UPDATE audit_event_client SET client_id = id",
    ],
)
def test_the_database_itself_refuses_changes(engine_app, world, statement, sealed):
    write(world, 1)
    if sealed:
        trail.seal_trail()
    db.session.rollback()
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert verdict().faults == ()


def test_the_place_in_the_chain_is_given_once(engine_app, world):
    write(world, 1)
    trail.seal_trail()
    db.session.rollback()
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text("UPDATE audit_event SET seq = 9"))
    db.session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        "outcome = 'denied'",
        "actor_role = 'auditor'",
        "purpose = 'system'",
        "object_type = 'shift'",
        "request_id = 'x'",
    ],
)
def test_an_edit_is_found(engine_app, world, change):
    write(world, 4)
    trail.seal_trail()
    tamper(f"UPDATE audit_event SET {change} WHERE seq = 2")
    assert any("changed" in fault for fault in verdict().faults)


def test_an_edit_of_a_row_that_waits_is_found_too(engine_app, world):
    write(world, 1)
    tamper("UPDATE audit_event SET outcome = 'denied'")
    assert len(verdict().faults) == 1


def test_a_row_cut_out_is_found(engine_app, world):
    write(world, 4)
    trail.seal_trail()
    tamper("DELETE FROM audit_event_client WHERE event_id = "
           "(SELECT id FROM audit_event WHERE seq = 2)")  # fmt: skip
    tamper("DELETE FROM audit_event WHERE seq = 2")
    assert any("chain broken" in fault for fault in verdict().faults)


def test_a_client_taken_off_a_row_is_found(engine_app, world):
    write(world, 2)
    trail.seal_trail()
    tamper("DELETE FROM audit_event_client WHERE event_id = "
           "(SELECT id FROM audit_event WHERE seq = 1)")  # fmt: skip
    assert any("changed" in fault for fault in verdict().faults)


def test_a_client_put_on_a_row_is_found(engine_app, world):
    write(world, 1)
    event_id = world.all(AuditEvent)[0].id
    world.add(AuditEventClient(event_id=event_id, client_id=uuid4()))
    assert any("changed" in fault for fault in verdict().faults)


def test_two_rows_swapped_are_found(engine_app, world):
    write(world, 4)
    trail.seal_trail()
    for old, new in ((2, -1), (3, 2), (-1, 3)):
        tamper("UPDATE audit_event SET seq = :new WHERE seq = :old", old=old, new=new)
    assert any("chain broken" in fault for fault in verdict().faults)


def test_a_forged_row_is_found(engine_app, world):
    write(world, 1)
    tamper("UPDATE audit_event SET mac = :mac", mac=b"\0" * 32)
    assert len(verdict().faults) == 1


def test_the_command_ends_with_one_when_something_is_wrong(world):
    write(world, 1)
    run = world.app.test_cli_runner().invoke
    assert run(args=["audit", "verify"]).exit_code == 0
    tamper("UPDATE audit_event SET outcome = 'denied'")
    result = run(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "1 faults" in result.output
