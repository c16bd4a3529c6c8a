"""A client's calendar: what stands in it, what never does, and that changes replace what was."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from app.domain.feeds import Entry, Names, Sureness
from app.domain.lifecycle import OfferState
from app.integrations.calendar_feed import write_feed
from app.services import answers, attendance, calendars, offers, tasks
from app.store.models.people import User
from app.store.models.trail import AuditEvent
from app.store.models.work import Attendance

HELSINKI = ZoneInfo("Europe/Helsinki")
NAMES = Names("Työvuorot", "Työvuoro", "Työvuoro, ei vielä varma", "Peruttu työvuoro")


@pytest.fixture
def phone(world):
    """What Kalle's phone reads at an address, without being signed in."""

    def read(token, status=200):
        answer = world.app.test_client().get(f"/calendar/{token}.ics")
        assert answer.status_code == status
        return answer

    return read


def entries(answer):
    return {str(one["UID"]): one for one in Calendar.from_ical(answer.data).walk("VEVENT")}


def only(answer):
    (found,) = entries(answer).values()
    return found


def test_a_shift_is_in_the_calendar_without_anybodys_data(world, phone):
    attendance_id = world.placed(world.kalle, world.shift(title="Apua keittiöön"))
    world.placed(world.kaisa, world.shift(day="pe"))
    token = calendars.make_calendar(world.kalle, now=world.now)
    answer = phone(token)
    event = only(answer)
    assert answer.mimetype == "text/calendar"
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == ("Työvuoro", "CONFIRMED")
    assert event.decoded("DTSTART") == datetime(2026, 11, 25, 10, tzinfo=HELSINKI)
    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert str(event["URL"]).endswith(f"/client/shifts/{attendance_id}")
    text = answer.get_data(as_text=True)
    for secret in ("Kalle", "keittiö", "Carla", "Pirjo", "Oona", "Palvelutalo", token):
        assert secret not in text, secret
    assert "BEGIN:VTIMEZONE" in text


def test_what_changes_keeps_its_key_and_counts_up(world, phone):
    offer_id = world.offer(world.kalle, world.shift(weeks=1))
    token = calendars.make_calendar(world.kalle, now=world.now)
    assert entries(phone(token)) == {}
    seen = []

    def look(what):
        event = only(phone(token))
        seen.append((what, str(event["STATUS"]), int(event["SEQUENCE"]), str(event["UID"])))
        world.pass_time(minutes=5)

    world.pass_time(minutes=5)
    answers.accept_offer(world.kalle, offer_id, now=world.now)
    look("taken")
    answers.undo_answer(world.kalle, offer_id, now=world.now)
    look("undone")
    answers.accept_offer(world.kalle, offer_id, now=world.now)
    look("taken again")
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    look("sure")
    attendance_id = world.all(Attendance)[0].id
    attendance.cannot_come(world.kalle, attendance_id, now=world.now)
    look("cannot come")
    attendance.undo_attendance(world.kalle, attendance_id, now=world.now)
    look("can after all")
    assert [state for _what, state, _count, _key in seen] == [
        "TENTATIVE", "CANCELLED", "TENTATIVE", "CONFIRMED", "CANCELLED", "CONFIRMED",
    ]  # fmt: skip
    counts = [count for _what, _state, count, _key in seen]
    assert counts == sorted(set(counts)), "every change counts up"
    assert len({key for *_rest, key in seen}) == 1


def test_a_cancelled_shift_stays_as_cancelled(world, phone):
    shift_id = world.shift()
    world.placed(world.kalle, shift_id)
    token = calendars.make_calendar(world.kalle, now=world.now)
    before = only(phone(token))
    world.pass_time(minutes=5)
    tasks.cancel_shift(world.oona, shift_id, "Peruttu", now=world.now)
    after = only(phone(token))
    assert str(after["STATUS"]) == "CANCELLED"
    assert str(after["UID"]) == str(before["UID"])
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


@pytest.mark.parametrize("state", [OfferState.SENT, OfferState.DECLINED, OfferState.EXPIRED])
def test_what_was_never_agreed_is_not_in_it(world, phone, state):
    world.offer(world.kalle, world.shift(weeks=1), state=state)
    assert entries(phone(calendars.make_calendar(world.kalle, now=world.now))) == {}


def test_a_new_address_ends_the_old_one_and_ending_ends_all(world, phone):
    first = calendars.make_calendar(world.kalle, now=world.now)
    second = calendars.make_calendar(world.kalle, now=world.now)
    phone(first, status=404)
    phone(second)
    calendars.end_calendar(world.kalle, now=world.now)
    phone(second, status=404)
    phone("x" * 43, status=404)


def test_a_closed_account_has_no_calendar(world, phone):
    token = calendars.make_calendar(world.kalle, now=world.now)
    world.change(User, world.kalle.user_id, active=False)
    phone(token, status=404)


def test_wrong_addresses_cannot_be_tried_without_end(world, phone):
    token = calendars.make_calendar(world.kalle, now=world.now)
    for n in range(60):
        phone(f"{n:x>43}", status=404)
    assert int(phone("y" * 43, status=429).headers["Retry-After"]) == 3600
    # another phone of the same network goes on reading what is its own
    phone(token)
    world.pass_time(hours=1, seconds=1)
    phone("y" * 43, status=404)


def test_phones_that_read_their_own_are_not_counted(world, phone):
    token = calendars.make_calendar(world.kalle, now=world.now)
    for _n in range(61):
        phone(token)
    phone("y" * 43, status=404)


def test_every_reading_stands_in_the_trail(world, phone):
    token = calendars.make_calendar(world.kalle, now=world.now)
    phone(token)
    events = world.all(AuditEvent, AuditEvent.object_type == "calendar")
    assert [(event.action, event.actor_role) for event in events][-1] == ("read", "")


def test_the_client_makes_it_without_typing(world, browse, phone):
    kalle = browse(world.kalle)
    page = kalle.post("/client/settings/calendar", status=200)
    link = page.links["Avaan kalenterin"]
    token = re.fullmatch(r"webcal://[^/]+/calendar/([\w-]+)\.ics", link)[1]
    phone(token)
    assert "Kalenteri on käytössä." in kalle.get("/client/settings/calendar").text
    assert token not in kalle.get("/client/settings/calendar").html
    kalle.post("/client/settings/calendar/end", status=303)
    phone(token, status=404)


def test_the_words_are_the_clients_own_language(world, phone):
    world.placed(world.kalle, world.shift())
    token = calendars.make_calendar(world.kalle, now=world.now)
    for language, words in (("sv", "Arbetspass"), ("en", "Shift")):
        world.change(User, world.kalle.user_id, language=language)
        assert words in str(only(phone(token))["SUMMARY"])


# --- the nights on which the clock changes


def written(starts, ends):
    """The one entry of a feed, read back as a calendar reads it: by the zone's rules within it."""
    entry = Entry("k", starts, ends, Sureness.CONFIRMED, starts, 1)
    feed = write_feed(
        [entry], NAMES, host="h", address="https://h", first_on=starts.date() - timedelta(days=1),
        last_on=ends.date() + timedelta(days=400),
    )  # fmt: skip
    return Calendar.from_ical(feed)


@pytest.mark.parametrize(
    ("starts", "ends", "local"),
    [
        # 29 March 2026: three becomes four, so 2 to 5 on the wall are two hours.
        (datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC), ("02", "05")),
        # 25 October 2026: four becomes three, so 2 to 5 on the wall are four hours.
        (datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 25, 3, tzinfo=UTC),
         ("02", "05")),
        # The mornings after, by the new clock.
        (datetime(2026, 3, 29, 6, tzinfo=UTC), datetime(2026, 3, 29, 8, tzinfo=UTC), ("09", "11")),
        (datetime(2026, 10, 25, 7, tzinfo=UTC), datetime(2026, 10, 25, 9, tzinfo=UTC),
         ("09", "11")),
    ],
)  # fmt: skip
def test_both_clock_change_nights_are_right(starts, ends, local):
    feed = written(starts, ends)
    (event,) = feed.walk("VEVENT")
    assert (event.decoded("DTSTART").astimezone(UTC), event.decoded("DTEND").astimezone(UTC)) == (
        starts, ends,
    )  # fmt: skip
    raw = feed.to_ical().decode()
    for name, hour in zip(("DTSTART", "DTEND"), local, strict=True):
        assert re.search(rf"{name};TZID=Europe/Helsinki:\d{{8}}T{hour}0000", raw)


def test_the_second_time_of_the_hour_that_comes_twice_is_told_by_the_worlds_clock():
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    (event,) = written(second, second + timedelta(hours=1)).walk("VEVENT")
    assert event.decoded("DTSTART") == second
    assert event.to_ical().count(b"DTSTART:20261025T013000Z") == 1


def test_the_zone_in_the_feed_knows_both_changes_of_2026():
    feed = written(datetime(2026, 3, 1, 8, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC))
    zone = next(iter(feed.walk("VTIMEZONE"))).to_tz(lookup_tzid=False)
    for day, hours in (
        (date(2026, 3, 28), 2), (date(2026, 3, 30), 3), (date(2026, 10, 24), 3),
        (date(2026, 10, 26), 2),
    ):  # fmt: skip
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
        assert noon.utcoffset() == timedelta(hours=hours), day
