"""The calendars of those who order and dispatch: work and numbers, and never anybody's name."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from app.domain.lifecycle import OfferState, TaskState
from app.domain.vocabulary import CoachWanted, Role
from app.services import calendars, tasks
from app.store.models.people import User
from app.store.models.work import Attendance, Task

CLIENTS = ("Kalle", "Kaisa", "Kerttu")
# It tells the second in which the page was made.
FORM_TOKEN = re.compile(rb'(?<=name="csrf_token" value=")[^"]+')


@pytest.fixture
def read(world):
    """What a phone reads at the address of a person's new calendar, by what is in the titles."""

    def of(actor):
        token = calendars.make_calendar(actor, now=world.now)
        answer = world.app.test_client().get(f"/calendar/{token}.ics")
        assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
        text = answer.get_data(as_text=True).replace("\r\n ", "")
        for name in (*CLIENTS, "Carla", "Pirjo", "09 222", token):
            assert name not in text, name
        return Calendar.from_ical(answer.data).walk("VEVENT")

    return of


def titles(events):
    return [str(event["SUMMARY"]) for event in events]


def status_of(world, token):
    return world.app.test_client().get(f"/calendar/{token}.ics").status_code


@pytest.mark.usefixtures("engine_app")
def test_an_orderer_reads_how_many_have_been_found(world, read):
    shift_id = world.shift(title="Pihan haravointi", places=3)
    for client in (world.kalle, world.kaisa):
        world.placed(client, shift_id)
    # A yes that no coach has confirmed is not yet told to the orderer.
    world.offer(world.kerttu, shift_id, state=OfferState.ACCEPTED)
    world.shift(title="Toisten työ", orderer=world.otto)
    (event,) = read(world.oona)
    assert str(event["SUMMARY"]) == "Pihan haravointi: 2/3 tekijää löytynyt"
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("TENTATIVE", "TRANSPARENT")
    assert str(event["DESCRIPTION"]) == "Etsitään tekijää"
    (task,) = world.all(Task, Task.title == "Pihan haravointi")
    assert str(event["URL"]).endswith(f"/orderer/tasks/{task.id}")
    assert str(event["LOCATION"])
    assert titles(read(world.otto)) == ["Toisten työ: 0/1 tekijää löytynyt"]


def test_a_cancelled_shift_stays_in_the_orderers_calendar_as_cancelled(world, read):
    shift_id = world.shift(title="Pihan haravointi")
    (before,) = read(world.oona)
    world.pass_time(minutes=5)
    tasks.cancel_shift(world.oona, shift_id, "Peruttu", now=world.now)
    (after,) = read(world.oona)
    assert (str(after["SUMMARY"]), str(after["STATUS"])) == (
        "Peruttu: Pihan haravointi", "CANCELLED",
    )  # fmt: skip
    assert str(after["UID"]) == str(before["UID"])
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_what_somebody_does_counts_an_entry_up(world, read):
    shift_id = world.shift()
    (before,) = read(world.oona)
    world.pass_time(minutes=5)
    world.placed(world.kalle, shift_id)
    (after,) = read(world.oona)
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert world.count(Attendance) == 1


@pytest.mark.usefixtures("engine_app")
def test_a_dispatcher_reads_first_what_is_missing(world, read):
    world.shift(day="ti", title="Kahvio", places=2)
    alone = world.shift(
        day="ke", title="Varasto", places=2, coach_wanted=CoachWanted.ALWAYS, orderer=world.otto
    )
    world.placed(world.kalle, alone)
    full = world.shift(day="to", title="Pesula", coach_wanted=CoachWanted.ALWAYS)
    world.placed(world.kaisa, full)
    world.booking(world.carla, full, [world.kaisa])
    events = read(world.dina)
    assert [title.rpartition(": ")[::2] for title in titles(events)] == [
        ("Puuttuu 2 tekijää", "Kahvio"),
        ("Puuttuu 1 tekijä, 1 ilman valmentajaa", "Varasto"),
        ("Tekijä löytyi", "Pesula"),
    ]
    assert [str(event["STATUS"]) for event in events] == ["TENTATIVE", "TENTATIVE", "CONFIRMED"]
    assert all("/dispatch/tasks/" in str(event["URL"]) for event in events)


def test_only_open_orders_of_eight_weeks_are_in_the_dispatchers_calendar(world, read):
    paused = world.open_task(title="Tauolla")
    world.change(Task, paused.id, state=TaskState.PAUSED)
    world.shift(title="Kaukana", weeks=9)
    world.shift(title="Lähellä", weeks=7)
    assert titles(read(world.dina)) == ["Puuttuu 1 tekijä: Lähellä"]


def test_a_cancelled_shift_stays_in_the_dispatchers_calendar_until_its_time(world, read):
    shift_id = world.shift(title="Haravointi")
    (before,) = read(world.dina)
    world.pass_time(minutes=5)
    tasks.cancel_shift(world.oona, shift_id, "Peruttu", now=world.now)
    (after,) = read(world.dina)
    assert (str(after["SUMMARY"]), str(after["STATUS"])) == ("Peruttu: Haravointi", "CANCELLED")
    assert str(after["UID"]) == str(before["UID"])
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    world.pass_time(weeks=1)
    assert read(world.dina) == []


@pytest.mark.parametrize(
    ("weeks", "hours"),
    [(17, 3), (48, 5)],
    ids=["28 March 2027", "31 October 2027"],
)
def test_a_night_on_which_the_clock_changes_is_as_long_as_it_is(world, read, weeks, hours):
    world.shift(day="su", starts="01:00", ends="05:00", weeks=weeks)
    (event,) = read(world.oona)
    starts, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    assert (starts.hour, ends.hour) == (1, 5)
    assert ends.timestamp() - starts.timestamp() == timedelta(hours=hours).total_seconds()


def test_the_words_are_the_readers_own_language(world, read):
    world.shift(title="Kahvio")
    for language, words in (("sv", "0/1"), ("en", "0/1")):
        world.change(User, world.oona.user_id, language=language)
        (title,) = titles(read(world.oona))
        assert words in title
        assert "löytynyt" not in title


@pytest.mark.parametrize("who", ["oona", "dina"])
def test_an_ended_address_is_none(world, who):
    actor = getattr(world, who)
    first = calendars.make_calendar(actor, now=world.now)
    second = calendars.make_calendar(actor, now=world.now)
    assert (status_of(world, first), status_of(world, second)) == (404, 200)
    calendars.end_calendar(actor, now=world.now)
    assert status_of(world, second) == 404
    client = world.app.test_client()
    gone, unknown = (client.get(f"/calendar/{token}.ics").data for token in (second, "x" * 43))
    assert b"csrf_token" in gone
    assert FORM_TOKEN.sub(b"", gone) == FORM_TOKEN.sub(b"", unknown)


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.AUDITOR}])
def test_who_may_read_orders_no_more_has_no_calendar(world, change):
    token = calendars.make_calendar(world.dina, now=world.now)
    world.change(User, world.dina.user_id, **change)
    assert status_of(world, token) == 404


@pytest.mark.parametrize(
    ("who", "page", "act"),
    [("oona", "/orderer/organisation", "/orderer"), ("dina", "/dispatch/", "/dispatch")],
)
def test_it_is_made_by_a_press_shown_once_and_ended(world, browse, who, page, act):
    person = browse(getattr(world, who))
    made = person.post(f"{act}/calendar", status=200)
    link = made.links["Avaa kalenteri"]
    token = re.fullmatch(r"webcal://[^/]+/calendar/([\w-]+)\.ics", link)[1]
    assert f"/calendar/{token}.ics" in made.text
    assert status_of(world, token) == 200
    again = person.get(page)
    assert "Kalenteri on käytössä." in again.text
    assert token not in again.html
    person.post(f"{act}/calendar/end", status=303)
    assert status_of(world, token) == 404
    assert "Kalenteri on käytössä." not in person.get(page).text
