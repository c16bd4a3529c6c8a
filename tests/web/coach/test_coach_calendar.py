"""The calendar of a coach's own visits: nothing but time, or initials by own choice."""

from __future__ import annotations

import re

import pytest
from icalendar import Calendar

from app.services import bookings, calendars
from app.store.models.people import Client

NAMES = ("Kalle", "Kaisa", "Salanen", "Carla", "Kahvio", "Pihlaja")


def read(world, token):
    answer = world.app.test_client().get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    text = answer.get_data(as_text=True).replace("\r\n ", "")
    assert not [name for name in NAMES if name in text]
    return [
        (str(event["SUMMARY"]), str(event["STATUS"]), int(event["SEQUENCE"]))
        for event in Calendar.from_ical(answer.data).walk("VEVENT")
    ]


def visit(world, *clients):
    shift_id = world.shift("ke", title="Kahvio", places=2)
    for client in clients:
        world.placed(client, shift_id)
    return world.booking(world.carla, shift_id, clients)


@pytest.mark.usefixtures("engine_app")
def test_without_a_choice_there_is_nothing_but_time(world):
    booking_id = visit(world, world.kalle, world.kaisa)
    visit_of_another = world.booking(world.celia, world.shift("to", title="Muu"))
    token = calendars.make_calendar(world.carla, now=world.now)
    ((title, state, before),) = read(world, token)
    assert (title, state) == ("Käynti", "CONFIRMED")
    bookings.cancel_booking(world.carla, booking_id, now=world.now)
    ((title, state, after),) = read(world, token)
    assert (title, state) == ("Peruttu käynti", "CANCELLED")
    assert after > before
    assert visit_of_another


def test_initials_are_the_coachs_own_choice_and_never_of_who_is_protected(world):
    visit(world, world.kalle, world.kaisa)
    world.change(Client, world.kaisa.client_id, non_disclosure=True)
    token = calendars.make_calendar(world.carla, with_initials=True, now=world.now)
    assert [title for title, *_rest in read(world, token)] == ["Käynti KS"]
    plain = calendars.make_calendar(world.carla, now=world.now)
    assert [title for title, *_rest in read(world, plain)] == ["Käynti"]
    assert world.app.test_client().get(f"/calendar/{token}.ics").status_code == 404


def test_nobody_elses_calendar_has_initials(world):
    visit(world, world.kalle)
    token = calendars.make_calendar(world.kalle, with_initials=True, now=world.now)
    assert [title for title, *_rest in read(world, token)] == ["Työvuoro"]


def test_it_is_made_on_the_page_of_the_week_and_ended_there(world, browse):
    coach = browse(world.carla)
    made = coach.post("/coach/calendar", {"initials": "yes"}, status=200)
    token = re.fullmatch(r"webcal://[^/]+/calendar/([\w-]+)\.ics", made.links["Avaa kalenteri"])[1]
    assert "Kalenteri on käytössä." in coach.get("/coach/week").text
    coach.post("/coach/calendar/end", status=303)
    assert world.app.test_client().get(f"/calendar/{token}.ics").status_code == 404
    assert "Kalenteri on käytössä." not in coach.get("/coach/week").text
