"""Who has had no offer and why; what the rules don't weigh changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import NotAllowed
from app.domain.lifecycle import OfferState
from app.domain.vocabulary import Benefit, Language, RelationKind, Scale
from app.services import fairness, shortlists
from app.store.models.people import Availability, BenefitSituation, Client
from app.store.transaction import unit_of_work


def why(world):
    found = fairness.get_fairness(world.carla, now=world.now)
    return {one.name.split()[0]: (one.why, one.fits) for one in found.own}


def test_without_open_shifts_that_is_the_reason(world):
    assert why(world) == {"Kalle": ("no_open_shifts", 0), "Kaisa": ("no_open_shifts", 0)}


def test_a_shift_that_fits_was_not_offered(world):
    world.shift()
    assert why(world)["Kalle"] == ("not_asked", 1)


def test_the_commonest_reason_is_told(world):
    world.limit(world.kalle, Scale.LIFTING, 0)
    world.shift()
    world.shift(day="to")
    assert why(world)["Kalle"] == ("demand_over_limit", 0)


def test_who_has_had_an_offer_lately_is_not_there(world):
    world.offer(world.kalle, world.shift(), state=OfferState.DECLINED)
    assert set(why(world)) == {"Kaisa"}
    world.pass_time(days=61)
    assert set(why(world)) == {"Kalle", "Kaisa"}


def test_an_offer_in_the_queue_is_the_reason(world):
    world.offer(world.kalle, world.shift(), state=OfferState.QUEUED)
    assert why(world)["Kalle"][0] == "in_queue"


def test_unknown_times_are_the_reason_when_nothing_fits(world):
    with unit_of_work() as session:
        for row in session.query(Availability).filter_by(client_id=world.kalle.client_id):
            session.delete(row)
    world.limit(world.kalle, Scale.LIFTING, 0)
    world.shift()
    assert why(world)["Kalle"][0] == "no_times"


def test_colleagues_clients_are_counted_without_names(world):
    found = fairness.get_fairness(world.celia, now=world.now)
    assert found.own == ()
    assert dict(found.others) == {"no_open_shifts": 2}


def test_groups_by_waiting_hold_five_people_each(world):
    for number in range(10):
        world.client(f"Oma{number}")
    found = fairness.get_fairness(world.carla, now=world.now)
    assert [one.people for one in found.tenths] == [6, 6]
    assert found.tenths[0].least_days >= found.tenths[1].least_days


def test_offers_and_places_are_summed_by_group(world):
    for number in range(8):
        world.client(f"Oma{number}")
    world.placed(world.kalle, world.shift())
    found = fairness.get_fairness(world.carla, now=world.now)
    assert sum(one.offers for one in found.tenths) == 1
    assert sum(one.places for one in found.tenths) == 1


def test_others_have_no_such_figures(world):
    for other in (world.kalle, world.oona, world.dina, world.aada):
        with pytest.raises(NotAllowed):
            fairness.get_fairness(other, now=world.now)


# --- of all units


def all_units(world):
    return fairness.get_all_units(world.dina, now=world.now)


def test_the_numbers_hold_for_ten_minutes_and_say_of_when_they_are(world):
    people = [world.client(f"Oma{number}") for number in range(7)]
    first = all_units(world)
    assert (first.at, first.units[0].without) == (world.now, 10)
    for client in people:
        world.offer(client, world.shift(), state=OfferState.DECLINED)
    world.pass_time(minutes=9, seconds=59)
    assert all_units(world) == first
    world.pass_time(seconds=1)
    later = all_units(world)
    assert (later.at, later.units[0].without) == (world.now, None)


def test_own_clients_are_told_as_they_are_though_the_numbers_are_older(world):
    before = fairness.get_fairness(world.carla, now=world.now)
    world.shift()
    world.offer(world.kaisa, world.shift(), state=OfferState.DECLINED)
    world.pass_time(minutes=5)
    found = fairness.get_fairness(world.carla, now=world.now)
    assert [(one.name.split()[0], one.why) for one in found.own] == [("Kalle", "not_asked")]
    others = fairness.get_fairness(world.celia, now=world.now).others
    assert (found.at, dict(others)) == (before.at, {"no_open_shifts": 2})


def test_who_has_become_ones_own_is_not_counted_among_the_others(world):
    assert fairness.get_fairness(world.celia, now=world.now).others["no_open_shifts"] == 2
    world.end_relation(world.carla, world.kalle, world.today - timedelta(days=1))
    world.relate(world.celia, world.kalle, RelationKind.COACH)
    found = fairness.get_fairness(world.celia, now=world.now)
    assert [one.name.split()[0] for one in found.own] == ["Kalle"]
    assert found.others["no_open_shifts"] == 1


@pytest.mark.usefixtures("engine_app")
def test_all_units_are_told_in_numbers_to_the_nearest_five(world):
    for number in range(7):
        world.limit(world.client(f"Oma{number}"), Scale.LIFTING, 0)
    world.shift()
    found = all_units(world)
    assert [unit.name for unit in found.units] == ["Kalasataman työtoiminta", "Malmin työtoiminta"]
    ours, theirs = found.units
    assert (ours.people, ours.without, ours.why) == (10, 10, "demand_over_limit")
    assert (theirs.people, theirs.without, theirs.why) == (None, None, "")
    # Kalle, Kaisa and Kerttu could do it, but they are too few to be told of.
    assert (found.why, found.hidden) == ((("demand_over_limit", 5),), True)


@pytest.mark.usefixtures("engine_app")
def test_the_reasons_of_all_are_those_that_a_coach_reads(world):
    for number in range(6):
        world.client(f"Oma{number}")
    world.limit(world.kalle, Scale.LIFTING, 0)
    for day in ("ke", "to", "la"):
        world.shift(day=day)
    world.offer(world.kaisa, world.shift(weeks=1), state=OfferState.QUEUED)
    found = fairness.get_fairness(world.carla, now=world.now)
    told = {code for code, _number in all_units(world).why}
    assert told == {"not_asked"}
    assert {one.why for one in found.own} == {"demand_over_limit", "in_queue", "not_asked"}


@pytest.mark.usefixtures("engine_app")
def test_who_has_had_an_offer_is_not_counted(world):
    people = [world.client(f"Oma{number}") for number in range(5)]
    assert all_units(world).why == (("no_open_shifts", 10),)
    for client in people:
        world.offer(client, world.shift(), state=OfferState.DECLINED)
    world.pass_time(minutes=10)
    assert dict(all_units(world).why).get("no_open_shifts") is None
    world.pass_time(days=61)
    assert all_units(world).units[0].without == 5


def test_groups_of_all_hold_five_people_each(world):
    assert all_units(world).tenths == ()
    for number in range(9):
        world.client(f"Oma{number}")
    world.placed(world.kalle, world.shift())
    world.pass_time(minutes=10)
    found = all_units(world).tenths
    assert [one.people for one in found] == [6, 6]
    assert sum(one.offers for one in found) == 1
    assert sum(one.places for one in found) == 1


def test_of_all_units_only_who_sees_to_all_is_told(world):
    for other in (world.kalle, world.oona, world.carla, world.maija, world.aada):
        with pytest.raises(NotAllowed):
            fairness.get_all_units(other, now=world.now)


def test_twins_in_the_database_stand_alike(world):
    """Age, register, benefit and declines differ; group, wishes met, waiting and reasons don't."""
    young = world.client("Nuori", birth_year=2004, language=Language.FI)
    old = world.client("Vanha", birth_year=1961, language=Language.FI_SELKO)
    world.add(
        BenefitSituation(
            client_id=old.client_id, benefit=Benefit.DISABILITY_PENSION,
            valid_from=world.today - timedelta(days=90),
        )
    )  # fmt: skip
    for day in ("ma", "ti"):
        world.offer(old, world.shift(day=day, weeks=1), state=OfferState.DECLINED)
    world.change(Client, old.client_id, waiting_since=world.get(Client, young.client_id).started_on)
    for shift_id in (
        world.shift(),
        world.shift(day="la"),
        world.shift(starts="18:00", ends="21:00"),
    ):
        found = shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
        one, other = (
            next(p.judgement for p in found.people if p.client_id == who.client_id)
            for who in (young, old)
        )
        assert one.group is other.group
        assert (one.wishes_met, one.waiting_days) == (other.wishes_met, other.waiting_days)
        assert (one.stops, one.thinks, one.pluses) == (other.stops, other.thinks, other.pluses)
