"""Support notes are written in seconds, once, and shared fairly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from app.domain.errors import Missing, NotAllowed, RuleBroken
from app.domain.support_contacts import Note
from app.domain.vocabulary import SupportKind, SupportPlace
from app.services import support_contacts
from app.store import support_contacts as notes
from app.store.models.support import SupportContact, SupportDraft
from app.store.models.trail import AuditEvent, AuditEventClient
from app.store.models.work import Attendance

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


@pytest.fixture
def note(world: World, engine_app: object) -> Note:
    return Note(30, SupportKind.ENCOURAGEMENT, SupportPlace.ON_SITE, world.now, "Meni mukavasti.")


def client_id(world: World, name: str = "kalle") -> UUID:
    found = getattr(world, name).client_id
    assert found is not None
    return found


def test_a_note_is_kept_sealed_and_in_the_trail(world: World, note: Note) -> None:
    kalle = client_id(world)
    visit = support_contacts.write_note(
        world.carla, [kalle], note, draft_key=uuid4(), now=world.now
    )
    row = world.all(SupportContact)[0]
    assert (row.visit_id, row.minutes, row.text) == (visit, 30, "Meni mukavasti.")
    assert b"mukavasti" not in (row.text_sealed or b"")
    event = world.all(AuditEvent, AuditEvent.object_id == visit)[0]
    named = world.all(AuditEventClient, AuditEventClient.event_id == event.id)
    assert [link.client_id for link in named] == [kalle]


def test_sent_twice_arrives_once(world: World, note: Note) -> None:
    key, kalle = uuid4(), client_id(world)
    sent = [
        support_contacts.write_note(world.carla, [kalle], note, draft_key=key, now=world.now)
        for _ in range(3)
    ]
    assert len(set(sent)) == 1
    assert world.count(SupportContact) == 1
    assert world.count(AuditEvent) == 1


def test_a_joint_visit_is_split_evenly(world: World, note: Note) -> None:
    third = world.client("Kukka")
    ids = [client_id(world), client_id(world, "kaisa"), third.client_id]
    visit = support_contacts.write_note(
        world.carla, [*ids, ids[0]], replace(note, minutes=45), draft_key=uuid4(), now=world.now
    )
    rows = world.all(SupportContact, SupportContact.visit_id == visit)
    assert sorted(row.minutes for row in rows) == [15, 15, 15]
    assert {row.client_id for row in rows} == set(ids)
    uneven = replace(note, minutes=15)
    both = support_contacts.write_note(
        world.carla, ids[:2], uneven, draft_key=uuid4(), now=world.now
    )
    rows = world.all(SupportContact, SupportContact.visit_id == both)
    assert sum(row.minutes for row in rows) == 15


def test_a_note_of_a_shift_hangs_on_its_placement(world: World, note: Note) -> None:
    shift_id = world.shift("ma", "10:00", "13:00")
    attendance_id = world.placed(world.kalle, shift_id)
    kalle, kaisa = client_id(world), client_id(world, "kaisa")
    support_contacts.write_note(
        world.carla, [kalle], note, draft_key=uuid4(), shift_id=shift_id, now=world.now
    )
    row = world.all(SupportContact)[0]
    assert row.placement_id == world.get(Attendance, attendance_id).placement_id
    with pytest.raises(RuleBroken, match="client_not_on_shift"):
        support_contacts.write_note(
            world.carla, [kaisa], note, draft_key=uuid4(), shift_id=shift_id, now=world.now
        )


def test_a_substitute_writes_of_the_shift_she_was_on(world: World, note: Note) -> None:
    shift_id, kalle = world.shift("ma", "10:00", "13:00"), client_id(world)
    world.placed(world.kalle, shift_id)
    with pytest.raises(NotAllowed):
        support_contacts.write_note(
            world.celia, [kalle], note, draft_key=uuid4(), shift_id=shift_id, now=world.now
        )
    world.booking(world.celia, shift_id, [world.kalle])
    support_contacts.write_note(
        world.celia, [kalle], note, draft_key=uuid4(), shift_id=shift_id, now=world.now
    )
    assert notes.list_own_notes(world.celia, now=world.now) == []


def test_who_may_not_write(world: World, note: Note) -> None:
    kalle = client_id(world)
    for stranger in (world.cleo, world.otto, world.oona, world.kaisa, world.aada, world.sam):
        with pytest.raises(Missing):
            support_contacts.write_note(stranger, [kalle], note, draft_key=uuid4(), now=world.now)
    for onlooker in (world.celia, world.rauno, world.maija, world.dina, world.kalle):
        with pytest.raises(NotAllowed):
            support_contacts.write_note(onlooker, [kalle], note, draft_key=uuid4(), now=world.now)
    with pytest.raises(Missing):
        support_contacts.write_note(world.carla, [uuid4()], note, draft_key=uuid4(), now=world.now)
    kerttu = client_id(world, "kerttu")
    with pytest.raises(Missing):
        support_contacts.write_note(
            world.carla, [kalle, kerttu], note, draft_key=uuid4(), now=world.now
        )
    assert world.count(SupportContact) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minutes": 0}, "support_minutes"),
        ({"minutes": 601}, "support_minutes"),
        ({"helpers": frozenset({"shows", "nobody_yet"})}, "nobody_and_somebody"),
        ({"text": "x" * 4001}, "text_too_long"),
    ],
)
def test_what_a_note_must_be(
    world: World, note: Note, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        support_contacts.write_note(
            world.carla, [client_id(world)], replace(note, **changes), draft_key=uuid4(),
            now=world.now,
        )  # fmt: skip


def test_a_note_is_of_the_past_and_of_somebody(world: World, note: Note) -> None:
    later = replace(note, happened_at=world.now + timedelta(minutes=6))
    with pytest.raises(RuleBroken, match="note_in_future"):
        support_contacts.write_note(
            world.carla, [client_id(world)], later, draft_key=uuid4(), now=world.now
        )
    with pytest.raises(RuleBroken, match="note_without_client"):
        support_contacts.write_note(world.carla, [], note, draft_key=uuid4(), now=world.now)


def test_a_draft_is_kept_until_the_note_is_written(world: World, note: Note) -> None:
    kalle = client_id(world)
    assert notes.find_draft(world.carla, kalle, now=world.now) is None
    support_contacts.save_draft(world.carla, kalle, "Kesken", now=world.now)
    support_contacts.save_draft(world.carla, kalle, "Kesken vielä", now=world.now)
    draft = notes.find_draft(world.carla, kalle, now=world.now)
    assert draft is not None
    assert draft.content == "Kesken vielä"
    assert b"Kesken" not in (world.all(SupportDraft)[0].content_sealed or b"")
    assert [d.client_id for d in notes.list_drafts(world.carla)] == [kalle]
    support_contacts.write_note(world.carla, [kalle], note, draft_key=uuid4(), now=world.now)
    assert notes.find_draft(world.carla, kalle, now=world.now) is None


def test_an_empty_draft_is_thrown_away(world: World, engine_app: object) -> None:
    kalle = client_id(world)
    support_contacts.save_draft(world.carla, kalle, "Kesken", now=world.now)
    support_contacts.save_draft(world.carla, kalle, "  ", now=world.now)
    assert world.count(SupportDraft) == 0
    with pytest.raises(RuleBroken, match="text_too_long"):
        support_contacts.save_draft(world.carla, kalle, "x" * 4001, now=world.now)
    with pytest.raises(NotAllowed):
        support_contacts.save_draft(world.celia, kalle, "utelias", now=world.now)
    with pytest.raises(Missing):
        notes.find_draft(world.cleo, kalle, now=world.now)


def test_who_may_read_the_notes(world: World, note: Note) -> None:
    kalle = client_id(world)
    support_contacts.write_note(world.carla, [kalle], note, draft_key=uuid4(), now=world.now)
    for reader in (world.carla, world.kalle, world.rauno):
        assert len(notes.list_notes_of_client(reader, kalle, now=world.now)) == 1
    assert len(notes.list_own_notes(world.carla, now=world.now)) == 1
    for stranger in (world.celia, world.cleo, world.maija, world.dina, world.kaisa, world.oona):
        with pytest.raises(Missing):
            notes.list_notes_of_client(stranger, kalle, now=world.now)
