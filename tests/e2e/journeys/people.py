"""Fills an instance with the clients of the journeys, each at the start of one of them.

Run as a process of its own, `python -m tests.e2e.journeys.people FILE --each 3`, since a site's
keys are those of its process. FILE gets, as JSON, by what each of them gets in.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app import create_app
from app.clock import Clock
from app.domain.lifecycle import HoursState, OfferState
from app.domain.vocabulary import Language
from app.services import credentials, hours
from app.store import audit, logins, offer_links
from app.store.models.people import Site, User
from app.store.transaction import unit_of_work
from tests.e2e.site import MONDAY_MORNING
from tests.e2e.stage import run, set_clock
from tests.ways_in import newest_path
from tests.world import World

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor

PIN, PICTURES = "258036", ("owl", "cat", "seal")
WEEK = ("ma", "ti", "ke", "to", "pe", "la", "su")
# What is on for a client at the start of a journey.
STARTS = ("offer", "next", "now", "worked", "read", "pin", "pictures", "quiet", "hours", "visited")

# What letter brings the link with which a journey begins.
LETTERS = {"offer": "offer_reminder", "hours": "hours_to_agree"}


@dataclass(frozen=True)
class Person:
    """A client of the journeys: a session of the own phone, and a card where there is one."""

    name: str
    client_id: str
    session: str
    card: str = ""
    number: str = ""
    link: str = ""


class Still(Clock):
    """A clock that stands while the people are made."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def utcnow(self) -> datetime:
        """Always the same instant."""
        return self.at


class Folk(World):
    """The world's people, and as many clients more as there are journeys."""

    def make(self, start: str, number: int) -> Person:
        client = self.client(f"{start.capitalize()}{number}", language=Language.FI_SELKO)
        begin = getattr(self, f"_with_{start}", None)
        if begin:
            begin(client)
        card = self._card(client, start)
        assert client.client_id is not None
        return Person(
            client.name, str(client.client_id), self.session_of(client),
            card.token if card else "", card.number if card else "",
            newest_path(self, LETTERS[start]) if start in LETTERS else "",
        )  # fmt: skip

    def session_of(self, actor: Actor) -> str:
        """The cookie of a phone, or a computer, on which this person is signed in."""
        with unit_of_work() as session:
            user = session.get_one(User, actor.user_id)
            kind = "device" if actor.client_id else "demo"
            return logins.add_login(user, kind, now=self.now)[1]

    def _card(self, client: Actor, start: str) -> credentials.PrintedCard | None:
        assert client.client_id is not None
        if start == "pin":
            return credentials.issue_card(self.carla, client.client_id, pin=PIN, now=self.now)
        if start == "pictures":
            return credentials.issue_card(
                self.carla, client.client_id, pictures=PICTURES, now=self.now
            )
        return None

    def _with_offer(self, client: Actor) -> None:
        shift_id = self.shift("ke", title="Apua keittiöön", bring="Sisäkengät")
        offer_id = self.offer(client, shift_id, state=OfferState.SENT)
        self.clock.at += timedelta(seconds=1)
        with unit_of_work():
            offer_links.send_again(offer_id, now=self.now)

    def _with_next(self, client: Actor) -> None:
        self.placed(client, self.shift("ke", title="Pihan haravointi"))

    def _with_now(self, client: Actor) -> None:
        self.placed(client, self.shift("ma", "09:10", "12:00", title="Pihan haravointi"))

    def _with_worked(self, client: Actor) -> None:
        self.performed(client, self.shift("ma", "06:00", "08:30"))

    def _with_hours(self, client: Actor) -> None:
        shift_id = self.shift("ma", "06:00", "08:30", title="Pihan haravointi")
        self.performed(client, shift_id, hours=HoursState.PROPOSED)
        self.clock.at += timedelta(seconds=1)
        hours.send_hours_links(now=self.now)

    def _with_visited(self, client: Actor) -> None:
        """The coach went along last week; the note is not written."""
        day, hour = divmod(int(client.name.removeprefix("Visited")), 6)
        shift_id = self.shift(
            WEEK[day], f"{hour + 7:02}:00", f"{hour + 7:02}:45", weeks=-1, title="Pihan haravointi"
        )
        self.performed(client, shift_id)
        self.booking(self.carla, shift_id, [client])

    def _with_read(self, client: Actor) -> None:
        assert client.client_id is not None
        with unit_of_work():
            entry = audit.Entry("read", "client", client.client_id, client_ids=[client.client_id])
            audit.record(self.carla, entry, now=self.now)


def fill(each: int) -> dict[str, object]:
    """Everybody of the journeys, in the instance that the environment names."""
    app = create_app()
    run(app.test_cli_runner(), "db", "upgrade")
    with app.app_context():
        set_clock(MONDAY_MORNING)
        app.extensions["jobcenter_clock"] = Still(app.extensions["jobcenter_clock"].utcnow())
        folk = Folk(app)
        folk.change(User, folk.carla.user_id, phone="09 310 1234")
        for site_id in folk.sites.values():
            folk.change(Site, site_id, door="B-ovi pihan puolelta")
        people = {s: [asdict(folk.make(s, n)) for n in range(each)] for s in STARTS}
        staff = {"coach": folk.session_of(folk.carla), "orderer": folk.session_of(folk.oona)}
        return {"people": people} | staff


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--each", type=int, default=1, help="how many clients at each start")
    wishes = parser.parse_args()
    wishes.file.write_text(json.dumps(fill(wishes.each)), encoding="utf-8")


if __name__ == "__main__":
    main()
