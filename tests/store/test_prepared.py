"""Queries made once: a list of one value is asked as that value, whatever is asked of the list."""

from __future__ import annotations

import pytest
from sqlalchemy import Uuid, bindparam, select

from app.store.models.people import Client
from app.store.prepared import among, any_word, fetch

OTHERS = select(Client.id).where(
    Client.id.not_in(bindparam("ids", type_=Uuid(), expanding=True)), Client.first_name != ""
)
THESE = select(Client.id).where(among(Client.id))


@pytest.mark.usefixtures("engine_app")
def test_lists_of_none_one_and_more_are_asked_the_same_way(world):
    everybody = {one.id for one in world.all(Client)}
    ordered = sorted(everybody)
    for some in ([], ordered[:1], ordered[1:2], ordered[:2]):
        assert set(fetch(THESE, ids=some).scalars()) == set(some)
        assert set(fetch(OTHERS, ids=some).scalars()) == everybody - set(some)


def test_any_of_a_few_words(world):
    names = {one.first_name for one in world.all(Client)}
    some = sorted(names)[:2]
    told = world.all(Client, any_word(Client.first_name, some))
    assert {one.first_name for one in told} == set(some)
