"""A feed that a phone's calendar reads (RFC 5545), with the zone's rules written into it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, Timezone

from app.domain.calendar import HELSINKI, local
from app.domain.feeds import Sureness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from app.domain.feeds import Entry, Words

MAKER = "-//Jobcenter//Own shifts//FI"
# How often a calendar may ask again.
REFRESH = timedelta(hours=2)


def write_feed(
    entries: Iterable[Entry],
    words: Words,
    *,
    host: str,
    address: str,
    first_on: date,
    last_on: date,
) -> bytes:
    """The feed. `host` makes the keys ours; `address` stands before the path of each entry."""
    feed = Calendar()
    feed.add("prodid", MAKER)
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", words.calendar)
    feed.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    feed.add_component(Timezone.from_tzinfo(HELSINKI, first_date=first_on, last_date=last_on))
    for entry in entries:
        feed.add_component(_event(entry, words, host, address))
    return bytes(feed.to_ical())


def _event(entry: Entry, words: Words, host: str, address: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("sequence", entry.changes)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", _when(entry.starts_at))
    event.add("dtend", _when(entry.ends_at))
    title, note = words.tell(entry)
    event.add("summary", title)
    if note:
        event.add("description", note)
    if entry.work:
        event.add("location", entry.work.place)
    event.add("status", entry.sureness.value)
    event.add("transp", "OPAQUE" if _takes_time(entry) else "TRANSPARENT")
    event.add("class", "PRIVATE")
    if entry.path:
        event.add("url", f"{address}{entry.path}")
    return event


def _when(instant: datetime) -> datetime:
    """On the wall's clock; the hour that comes twice in autumn means its first time there."""
    there = local(instant)
    return instant if there.fold else there


def _takes_time(entry: Entry) -> bool:
    """Whether the reader is busy: at the own work, not at what others come to do."""
    return entry.work is None and entry.sureness is not Sureness.CANCELLED
