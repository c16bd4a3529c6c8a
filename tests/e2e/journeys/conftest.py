"""What journeys get: a site with a client at the start of each, and hands that count."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import FULL
from tests.e2e.journeys.people import Person
from tests.e2e.journeys.taps import OTHERS, Taps, Way
from tests.e2e.site import LiveSite, live_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.e2e.visitor import Visitor

DESK = Way(1280)
# So many journeys begin alike.
EACH = 5 * (len(OTHERS) + 1) + 12 if FULL else 12


@dataclass
class House:
    """A running site, its people by where they start, the coach's and the orderer's sessions."""

    site: LiveSite
    browser: Browser
    people: dict[str, list[Person]]
    coach_session: str
    orderer_session: str
    guests: list[Visitor] = field(default_factory=list)

    def next_person(self, start: str) -> Person:
        """A client to whom nothing has happened yet."""
        return self.people[start].pop()

    def hands(self, way: Way, name: str = "the client") -> Taps:
        """Somebody with an own phone, not signed in."""
        guest = Taps(self.browser, self.site, way, name)
        self.guests.append(guest)
        return guest

    def at_home(self, start: str, way: Way) -> Taps:
        """A client on the own first page, at the start of a journey."""
        person = self.next_person(start)
        me = self.hands(replace(way, language="fi-selko"), person.name)
        me.carry(person.session)
        me.open("/client/")
        return me

    def orderer(self, way: Way) -> Taps:
        """Somebody who orders, on the own first page."""
        me = self.hands(way, "the orderer")
        me.carry(self.orderer_session)
        me.open("/orderer/")
        return me

    def coach(self, way: Way = DESK) -> Taps:
        """The coach, at a desk unless told otherwise."""
        desk = Taps(self.browser, self.site, way, "the coach")
        self.guests.append(desk)
        desk.carry(self.coach_session)
        return desk


@pytest.fixture(scope="session")
def peopled(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journeys") / "instance"
    folder.mkdir()
    told = folder.parent / "people.json"
    LiveSite(folder, 0).run("tests.e2e.journeys.people", str(told), f"--each={EACH}")
    return folder


@pytest.fixture(scope="session")
def living(peopled: Path, chrome: Browser) -> Iterator[House]:
    told = json.loads((peopled.parent / "people.json").read_text(encoding="utf-8"))
    people = {start: [Person(**one) for one in some] for start, some in told["people"].items()}
    with live_site(peopled) as site:
        yield House(site, chrome, people, told["coach"], told["orderer"])


@pytest.fixture
def house(living: House) -> Iterator[House]:
    """The site, left by everybody after the test."""
    yield living
    while living.guests:
        living.guests.pop().context.close()
