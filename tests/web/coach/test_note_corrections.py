"""A coach corrects an own note from the list or the card, or takes it back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from app.domain.support_contacts import Note
from app.domain.vocabulary import SupportKind, SupportPlace
from app.services import support_contacts
from app.store.models.former_notes import FormerNote
from app.store.models.support import SupportContact


@pytest.fixture
def old_note(world):
    """A note of an hour ago."""
    at = world.now - timedelta(hours=1)
    note = Note(30, SupportKind.ENCOURAGEMENT, SupportPlace.PHONE, at, "Soitin aamulla")
    support_contacts.write_note(
        world.carla, [world.kalle.client_id], note, draft_key=uuid4(), now=at
    )
    return world.all(SupportContact)[0].id


def test_the_former_note_stays_under_the_new_one(world, browse, old_note):
    browser = browse(world.carla)
    assert f"/coach/notes/{old_note}" in browser.get("/coach/notes").html
    form = browser.get(f"/coach/notes/{old_note}").form(f"/notes/{old_note}")
    assert (form.values["minutes"], form.values["text"]) == ("30", "Soitin aamulla")
    page = browser.submit(form, minutes="", other_minutes="601", status=422)
    assert "Kirjoita minuutit kokonaislukuna" in page.text
    browser.submit(form, minutes="45", text="Soitin illalla")
    assert world.get(SupportContact, old_note).minutes == 45
    for path in ("/coach/notes", f"/coach/clients/{world.kalle.client_id}"):
        page = browser.get(path)
        assert "Soitin aamulla" in page.text
        assert "Soitin illalla" in page.text


def test_a_note_about_the_wrong_client(world, browse, old_note):
    browser = browse(world.carla)
    form = browser.get(f"/coach/notes/{old_note}").form("/take-back")
    page = browser.submit(form, status=422)
    assert "Kerro lyhyesti, miksi kirjaus perutaan." in page.text
    browser.submit(form, reason="Kirjasin väärälle")
    assert (world.count(SupportContact), world.count(FormerNote)) == (0, 1)
    assert "Kirjasin väärälle" in browser.get("/coach/notes").text
    assert "Soitin aamulla" not in browser.get(f"/coach/clients/{world.kalle.client_id}").text
