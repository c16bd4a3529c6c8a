"""Support notes: seconds, once, with a draft that waits."""

from __future__ import annotations

import json

import pytest

from app.domain.vocabulary import SupportKind, SupportPlace
from app.store.models.support import SupportContact, SupportDraft


def new(client):
    return f"/coach/clients/{client.client_id}/notes/new"


def test_two_taps_and_save(world, browse):
    browser = browse(world.carla)
    form = browser.get(new(world.kalle)).form("/notes/new")
    browser.submit(form, minutes="15", place="phone")
    note = world.all(SupportContact)[0]
    assert (note.minutes, note.place) == (15, SupportPlace.PHONE)
    assert note.kind is SupportKind.ENCOURAGEMENT
    assert note.happened_at == world.now
    assert "Kalle" in browser.get("/coach/notes").text


def test_another_length_and_who_at_the_workplace_helped(world, browse):
    browser = browse(world.carla)
    form = browser.get(new(world.kalle)).form("/notes/new")
    page = browser.submit(form, other_minutes="601", status=422)
    assert "Kirjoita minuutit kokonaislukuna 1–600." in page.text
    browser.submit(form, other_minutes="50", helpers=["shows", "breaks_together"])
    note = world.all(SupportContact)[0]
    assert (note.minutes, note.helpers) == (50, ["breaks_together", "shows"])
    assert "Työpaikalla: joku pitää tauot hänen kanssaan" in browser.get("/coach/notes").text


def test_sent_twice_it_is_kept_once(world, browse):
    browser = browse(world.carla)
    form = browser.get(new(world.kalle)).form("/notes/new")
    for _time in range(2):
        browser.submit(form, minutes="15", place="phone", text="Soitto")
    assert world.count(SupportContact) == 1


def test_what_is_missing_is_said_and_what_was_written_stays(world, browse):
    browser = browse(world.carla)
    form = browser.get(new(world.kalle)).form("/notes/new")
    page = browser.submit(form, text="Kävimme läpi reitin.", status=422)
    assert "Valitse, kuinka kauan tuki kesti." in page.text
    assert "Kävimme läpi reitin." in page.html
    assert world.count(SupportContact) == 0


def test_a_note_of_another_day(world, browse):
    browser = browse(world.carla)
    form = browser.get(new(world.kalle)).form("/notes/new")
    day = world.day("pe", weeks=-1)
    browser.submit(form, minutes="30", place="remote", happened_on=day.isoformat())
    assert world.all(SupportContact)[0].happened_at == world.at("pe 12:00", weeks=-1)


def test_a_shift_fills_in_what_is_known(world, browse):
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00", title="Aamiainen")
    world.performed(world.kalle, shift_id)
    browser = browse(world.carla)
    form = browser.get(f"/coach/shifts/{shift_id}/notes/new").form("/notes/new")
    assert (form.values["place"], form.values["kind"]) == ("on_site", "instruction")
    browser.submit(form, minutes="45")
    note = world.all(SupportContact)[0]
    assert (note.shift_id, note.client_id) == (shift_id, world.kalle.client_id)
    assert note.placement_id is not None


def test_one_visit_with_two_is_split(world, browse):
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00", places=2)
    for client in (world.kalle, world.kaisa):
        world.performed(client, shift_id)
    browser = browse(world.carla)
    form = browser.get(f"/coach/shifts/{shift_id}/notes/new").form("/notes/new")
    browser.submit(form, minutes="30")
    notes = world.all(SupportContact)
    assert [note.minutes for note in notes] == [15, 15]
    assert len({note.visit_id for note in notes}) == 1


def test_a_draft_is_kept_while_typing_and_comes_back(world, browse):
    browser = browse(world.carla)
    path = f"/coach/clients/{world.kalle.client_id}/notes/draft"
    browser.post(path, {"text": "Reitti oli"}, status=204, headers={"X-Autosave": "1"})
    assert "Reitti oli" in browser.get(new(world.kalle)).html
    assert "Reitti oli" in browser.get("/coach/notes").text
    assert "Luonnos: Kalle" in browser.get("/coach/").text
    browser.submit(browser.get("/coach/notes").form("/notes/draft"))
    assert world.count(SupportDraft) == 0


def test_the_draft_goes_when_the_note_is_sent(world, browse):
    browser = browse(world.carla)
    path = f"/coach/clients/{world.kalle.client_id}/notes/draft"
    browser.post(path, {"text": "Reitti oli"})
    form = browser.get(new(world.kalle)).form("/notes/new")
    browser.submit(form, minutes="15", place="phone")
    assert world.count(SupportDraft) == 0


@pytest.mark.parametrize("page", ["notes/new", "notes/draft"])
def test_strangers_write_nothing(world, browse, page):
    data = {"text": "x", "minutes": "15", "place": "phone", "kind": "other"}
    for stranger in (world.celia, world.cleo):
        browser = browse(stranger)
        status = 403 if page == "notes/draft" and stranger is world.celia else 404
        path = f"/coach/clients/{world.kalle.client_id}/{page}"
        browser.post(path, data, status=status)
    assert world.count(SupportContact) + world.count(SupportDraft) == 0


def test_without_clients_the_page_says_so(world, browse):
    page = browse(world.celia).get("/coach/notes")
    assert "Sinulla ei ole vielä asiakkaita." in page.text


LATER = {"X-Outbox": "later"}


def test_what_waited_on_a_phone_is_kept_once_for_those_who_were_there(world, browse):
    """Without a connection the phone knew neither the days nor who was expected."""
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00", places=2)
    for client in (world.kalle, world.kaisa):
        world.performed(client, shift_id)
    browser = browse(world.carla)
    data = {
        "minutes": "30", "place": "on_site", "kind": "instruction", "age": "90",
        "draft_key": "6f1f8a52-6c54-4f5e-9c3a-2a40f29a1d11",
    }  # fmt: skip
    for _time in range(2):
        page = browser.post(f"/coach/shifts/{shift_id}/notes/new", data, status=200, headers=LATER)
    assert json.loads(page.body)["next"].endswith("/coach/notes")
    notes = world.all(SupportContact)
    assert {note.client_id for note in notes} == {world.kalle.client_id, world.kaisa.client_id}
    assert [note.minutes for note in notes] == [15, 15]
    assert {note.happened_at for note in notes} == {world.at("ma 06:00")}


def test_what_waited_over_midnight_is_of_the_day_it_was_written(world, browse):
    data = {"minutes": "30", "place": "phone", "kind": "other", "age": str(23 * 60)}
    browse(world.carla).post(new(world.kalle), data, status=200, headers=LATER)
    assert world.all(SupportContact)[0].happened_at.date() < world.now.date()


def test_the_page_for_no_connection_knows_nobody(world, browse):
    page = browse(world.carla).get("/coach/notes/offline")
    assert "Carla" not in page.html
    assert page.form("/notes/offline").values["csrf_token"] == ""
    assert 'data-owner=""' in page.html


def test_a_phone_tells_whose_notes_wait(world, browse):
    mine, hers = (
        json.loads(browse(who).get("/coach/notes/session").body)
        for who in (world.carla, world.celia)
    )
    assert mine["owner"] != hers["owner"]
    assert str(world.carla.user_id) not in mine["owner"]
