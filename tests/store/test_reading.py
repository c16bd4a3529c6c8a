"""Whoever's data is loaded is noted, and the page that shows it is in the trail or not shown."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from app.services import trail
from app.store import reading
from app.store.db import db
from app.store.models.people import Client, Organisation
from app.store.models.trail import AuditEvent, AuditEventClient
from app.store.models.work import Attendance, Offer, OfferShift, WorkedHours


def test_a_loaded_client_is_noted(engine_app, world):
    with reading.noting() as noted:
        world.get(Client, world.kalle.client_id)
    assert noted == {world.kalle.client_id}


def test_what_belongs_to_a_client_is_noted_as_the_client(engine_app, world):
    world.performed(world.kalle, world.shift())
    for kind in (Offer, OfferShift, Attendance, WorkedHours):
        with reading.noting() as noted:
            world.all(kind)
        assert noted == {world.kalle.client_id}, kind


def test_what_belongs_to_nobody_is_not_noted(engine_app, world):
    with reading.noting() as noted:
        world.all(Organisation)
    assert noted == set()


def test_columns_are_noted_by_hand(engine_app, world):
    with reading.noting() as noted:
        ids = db.session.scalars(select(Client.id)).all()
        assert noted == set()
        reading.note(ids)
    assert len(noted) == 3


def test_two_requests_do_not_mix_their_notes(world):
    seen = {}

    def request(name, client_id):
        with reading.noting() as noted:
            barrier.wait(10)
            reading.note([client_id])
            barrier.wait(10)
            seen[name] = set(noted)

    barrier = threading.Barrier(2)
    threads = [threading.Thread(target=request, args=pair) for pair in (("a", 1), ("b", 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert seen == {"a": {1}, "b": {2}}


def test_one_row_names_every_client_of_a_page(engine_app, world):
    ids = {world.kalle.client_id, world.kaisa.client_id}
    trail.record_reading(world.carla, ids, page="coach.home", purpose="support", now=world.now)
    event = world.all(AuditEvent)[0]
    assert (event.action, event.purpose) == ("list", "support")
    assert {row.client_id for row in world.all(AuditEventClient)} == ids


def test_a_page_whose_trail_cannot_be_written_is_refused(world, browse, monkeypatch):
    """Fails closed: the answer of a page that shows client data is an error without the row."""
    browser = browse(world.carla)

    def fail(*_args, **_facts):
        raise OSError("the disk is full")

    world.app.view_functions["public.credits"], kept = show_kalle(world), world.app.view_functions[
        "public.credits"
    ]  # fmt: skip
    monkeypatch.setattr(trail.audit, "record", fail)
    try:
        with pytest.raises(OSError, match="disk"):
            browser.client.get("/credits")
    finally:
        world.app.view_functions["public.credits"] = kept


def show_kalle(world):
    def page():
        return db.session.get_one(Client, world.kalle.client_id).first_name

    return page
