"""The limits of the Working Hours Act come from dated rows, for all who go by them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.working_time import DEFAULT, LIMIT_KEYS
from app.matching.shortlist import Group
from app.services import rules as acts
from app.services import shortlists
from app.store import advice, tasks
from app.store.rules import list_dated
from app.store.working_times import limits_on


def shorten(world, *, since):
    """From a day on nobody works longer than two hours a day."""
    acts.add_rule(
        world.aada,
        "working_time.day_minutes",
        "120",
        valid_from=since,
        source="laki",
        now=world.now,
    )


def test_the_rows_that_come_with_the_site_are_the_law_as_it_is(world):
    assert limits_on(world.today) == DEFAULT
    assert {row.key for row in list_dated(LIMIT_KEYS)} == set(LIMIT_KEYS)
    assert all("872/2019" in row.source for row in list_dated(LIMIT_KEYS[:7]))


def codes(world, task_id):
    task = tasks.get_task(world.dina, task_id)
    told = {one.code for one in advice.list_advice(tasks.draft_of(task))}
    return {one.code for one in tasks.screening_of(task, now=world.now).stops} | told


def test_an_order_goes_by_the_limits_of_its_own_day(world):
    before, after = world.task(day="ti"), world.task(day="to")
    shorten(world, since=world.day("ke"))
    assert not {"day_too_long", "advice_day"} & codes(world, before)
    assert {"day_too_long", "advice_day"} <= codes(world, after)


@pytest.mark.parametrize(("days", "fits"), [(0, False), (-1, True)])
def test_the_matcher_knows_a_new_limit_at_once(world, days, fits):
    world.free(world.kalle, "ke", "08:00", "16:00")
    shift_id = world.shift()
    shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
    shorten(world, since=world.today - timedelta(days=days))
    found = shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
    kalle = next(one for one in found.people if one.client_id == world.kalle.client_id)
    assert (kalle.judgement.group is Group.FITS) is fits


def test_the_orderer_reads_the_row_that_says_so(world):
    task_id, since = world.task(), world.day("ke")
    shorten(world, since=since)
    draft = tasks.draft_of(tasks.get_task(world.dina, task_id))
    (told,) = [one for one in advice.list_advice(draft) if one.code == "advice_day"]
    facts = dict(told.facts)
    assert (facts["most_minutes"], facts["source"], facts["valid_from_on"]) == (120, "laki", since)
