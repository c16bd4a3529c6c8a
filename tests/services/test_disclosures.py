"""A client decides what a workplace may know, and can take it back at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.disclosures import Decision, Item, told_to
from app.domain.errors import Missing, NotAllowed
from app.services import disclosures
from app.store import disclosures as kept
from app.store.models.people import Client
from app.store.models.trail import AuditEvent


def decide(world, item, *, place=None, allowed=True, actor=None):
    disclosures.decide(actor or world.kalle, Decision(place, item, allowed), now=world.now)


def told(world, place):
    found = kept.list_told([world.kalle.client_id], place)
    return [(one.item, one.words) for one in found.get(world.kalle.client_id, ())]


@pytest.fixture
def places(world):
    """The home, where Kalle works, and the firm, where he has worked too."""
    world.placed(world.kalle, world.shift())
    world.placed(world.kalle, world.shift(day="to", orderer=world.otto))
    return world.organisations["palvelutalo"], world.organisations["kiinteisto"]


def test_nothing_is_told_by_itself(world, places):
    assert [told(world, place) for place in places] == [[], []]
    assert [one.told for one in kept.list_workplaces(world.kalle.client_id)] == [frozenset()] * 2


def test_one_workplace_or_all_may_know(world, places):
    home, firm = places
    decide(world, Item.BREAKS, place=home)
    decide(world, Item.QUIET)
    assert told(world, home) == [(Item.BREAKS, ""), (Item.QUIET, "")]
    assert told(world, firm) == [(Item.QUIET, "")]
    decide(world, Item.QUIET, place=firm, allowed=False)
    assert told(world, firm) == []
    # A yes to all leaves the no to one as it is; a no to all takes everything back.
    decide(world, Item.QUIET)
    assert told(world, firm) == []
    decide(world, Item.BREAKS, allowed=False)
    assert told(world, home) == [(Item.QUIET, "")]


def test_own_words_are_told_as_they_were_allowed(world, places):
    home, _firm = places
    world.change(Client, world.kalle.client_id, strengths="Olen tarkka.")
    decide(world, Item.STRENGTHS, place=home)
    world.change(Client, world.kalle.client_id, strengths="Jotain aivan muuta.")
    assert told(world, home) == [(Item.STRENGTHS, "Olen tarkka.")]
    decide(world, Item.STRENGTHS, place=home, allowed=False)
    assert told(world, home) == []


def test_the_trail_says_what_was_decided_for_whom(world, places):
    decide(world, Item.BREAKS, place=places[0])
    (event,) = world.all(AuditEvent, AuditEvent.object_type == "disclosure")
    assert (event.action, event.purpose, event.fields) == ("update", "own_data", ["breaks"])
    assert event.facts == {"allowed": True, "recipient": str(places[0])}


def test_nobody_else_decides_and_nobody_sits_beside(world, places):
    for other in (world.carla, world.oona, world.dina, world.rauno):
        with pytest.raises(Missing):
            decide(world, Item.BREAKS, actor=other)
    beside = replace(world.kalle, assisted_by=world.carla.user_id)
    with pytest.raises(NotAllowed):
        decide(world, Item.BREAKS, actor=beside)
    assert told(world, places[0]) == []


def test_a_strange_workplace_is_not_there(world):
    with pytest.raises(Missing):
        decide(world, Item.BREAKS, place=world.organisations["palvelutalo"])


def test_the_coach_may_know_and_a_stranger_not(world, places):
    decide(world, Item.BREAKS, place=places[0])
    (found,) = kept.list_of_client(world.carla, world.kalle.client_id, now=world.now)
    assert (found.name, found.told) == ("Palvelutalo Pihlaja", {Item.BREAKS})
    for other in (world.cleo, world.oona, world.celia):
        with pytest.raises(Missing):
            kept.list_of_client(other, world.kalle.client_id, now=world.now)


def test_the_word_on_one_counts_before_the_word_on_all(world):
    home, firm = world.organisations.values()
    said = [Decision(None, Item.QUIET, True), Decision(home, Item.QUIET, False)]
    assert told_to(said, home) == frozenset()
    assert told_to(said, firm) == told_to(said, None) == {Item.QUIET}
