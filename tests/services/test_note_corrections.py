"""A written note is corrected by its writer, and one about the wrong client counts nowhere."""

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
from app.store.models.cadence import DueContact
from app.store.models.former_notes import FormerNote
from app.store.models.support import SupportContact
from app.store.models.trail import AuditEvent
from tests import followed

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World

LATER = timedelta(minutes=16)


@pytest.fixture
def note(world: World, engine_app: object) -> Note:
    return Note(30, SupportKind.ENCOURAGEMENT, SupportPlace.PHONE, world.now, "Meni mukavasti.")


def written(world: World, note: Note, *, key: UUID | None = None) -> UUID:
    """The id of Carla's note about Kalle."""
    kalle = world.kalle.client_id
    assert kalle is not None
    support_contacts.write_note(world.carla, [kalle], note, draft_key=key or uuid4(), now=world.now)
    return world.all(SupportContact)[0].id


def test_a_slip_is_mended_without_a_trace(world: World, note: Note) -> None:
    note_id = written(world, note)
    better = replace(note, minutes=45, text="Meni hyvin.", place=SupportPlace.ON_SITE)
    support_contacts.correct_note(world.carla, note_id, better, now=world.now)
    row = world.get(SupportContact, note_id)
    assert (row.minutes, row.text, row.place) == (45, "Meni hyvin.", SupportPlace.ON_SITE)
    assert world.count(FormerNote) == 0


def test_later_the_former_text_and_minutes_stay_each_time(world: World, note: Note) -> None:
    note_id = written(world, note)
    times = [world.now + LATER, world.now + 2 * LATER]
    for minutes, at in zip((45, 60), times, strict=True):
        better = replace(note, minutes=minutes, text=f"{minutes}")
        support_contacts.correct_note(world.carla, note_id, better, now=at)
    # A correction is itself mended for a quarter of an hour.
    at = times[1] + timedelta(minutes=5)
    support_contacts.correct_note(world.carla, note_id, replace(note, minutes=61), now=at)
    assert world.get(SupportContact, note_id).minutes == 61
    former = world.all(FormerNote)
    said = sorted((row.replaced_at, row.minutes, row.text, row.written_at) for row in former)
    assert said == [
        (times[0], 30, "Meni mukavasti.", world.now),
        (times[1], 45, "45", times[0]),
    ]
    assert all(b"Meni" not in (row.text_sealed or b"") for row in former)


def test_a_slip_about_the_wrong_client_is_gone(world: World, note: Note) -> None:
    key, kalle = uuid4(), world.kalle.client_id
    assert kalle is not None
    note_id = written(world, note, key=key)
    support_contacts.take_back_note(world.carla, note_id, "", now=world.now)
    # A phone that sends it again brings nothing back.
    for _again in range(2):
        support_contacts.write_note(world.carla, [kalle], note, draft_key=key, now=world.now)
    assert world.count(SupportContact) == world.count(FormerNote) == 0
    event = world.all(AuditEvent, AuditEvent.object_id == note_id)[0]
    assert event.action == "delete"


def test_later_it_is_kept_with_a_reason_and_counts_nowhere(world: World, note: Note) -> None:
    key = uuid4()
    note_id = written(world, note, key=key)
    with pytest.raises(RuleBroken, match="note_reason_missing"):
        support_contacts.take_back_note(world.carla, note_id, " ", now=world.now + LATER)
    support_contacts.take_back_note(world.carla, note_id, "Väärä", now=world.now + LATER)
    (old,) = world.all(FormerNote)
    assert (old.withdrawn, old.reason, old.text) == (True, "Väärä", "Meni mukavasti.")
    assert "Väärä".encode() not in (old.reason_sealed or b"")
    assert world.count(SupportContact) == 0
    # A phone that sends it again brings nothing back.
    support_contacts.write_note(
        world.carla, [old.client_id], note, draft_key=key, now=world.now + LATER
    )
    assert world.count(SupportContact) == 0


def test_only_its_writer_corrects_it(world: World, note: Note) -> None:
    note_id = written(world, note)
    who = ((world.celia, NotAllowed), (world.cleo, Missing), (world.kalle, NotAllowed))
    for stranger, error in who:
        with pytest.raises(error):
            support_contacts.correct_note(stranger, note_id, note, now=world.now)
        with pytest.raises(error):
            support_contacts.take_back_note(stranger, note_id, "Syy", now=world.now)
    assert world.get(SupportContact, note_id).minutes == 30


def test_what_it_settled_waits_again(world: World, engine_app: object) -> None:
    plan_id = followed.followed(world, world.kalle)
    before = followed.states(world, plan_id)
    followed.note(world, world.kalle)
    settled = followed.states(world, plan_id)
    assert settled != before
    row = world.all(SupportContact)[0]
    support_contacts.take_back_note(world.carla, row.id, "Väärä", now=world.now + LATER)
    assert followed.states(world, plan_id) == before
    assert world.all(DueContact, DueContact.contact_id == row.id) == []


def test_another_kind_settles_other_things(world: World, engine_app: object) -> None:
    plan_id = followed.followed(world, world.kalle)
    before = followed.states(world, plan_id)
    followed.note(world, world.kalle)
    settled = followed.states(world, plan_id)
    row = world.all(SupportContact)[0]
    talk = Note(15, SupportKind.EMPLOYER_TALK, SupportPlace.PHONE, row.happened_at)
    support_contacts.correct_note(world.carla, row.id, talk, now=world.now)
    assert followed.states(world, plan_id) == before
    back = replace(talk, kind=SupportKind.ENCOURAGEMENT, minutes=20)
    support_contacts.correct_note(world.carla, row.id, back, now=world.now)
    assert followed.states(world, plan_id) == settled
