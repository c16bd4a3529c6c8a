"""The match page beside the least that a page of twenty rows can cost, and how soon a change shows.

    python bench/match_page.py [--clients 2000] [--calls 41]

In one process, without a server, in processor time, as machines are busy. The floor is one Core
query of twenty rows in a template of twenty rows, behind the same sign-in and with the same row in
the trail.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import current_app, render_template
from sqlalchemy import select

from app.domain.lifecycle import OfferState
from app.domain.vocabulary import Category
from app.services import shortlists
from app.store import reading
from app.store.db import db
from app.store.models.people import Client, Organisation, Wish
from app.store.models.work import OfferShift
from app.store.transaction import unit_of_work
from bench.instances.sites import own_site
from tests.browser import Browser
from tests.databases import build_site, settings_for
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template

SHOWN, WARM = 20, 5
FLOOR = """{% extends "shared/base_staff.html" %}{% block title %}Lista{% endblock %}
{% block main %}<table>{% for row in rows %}<tr><td>{{ row.first_name }}</td>
<td>{{ row.max_travel_minutes }}</td><td>{{ row.started_on }}</td></tr>{% endfor %}</table>
{% endblock %}"""


def floor_page() -> str:
    rows = db.session.execute(
        select(Client.id, Client.first_name, Client.max_travel_minutes, Client.started_on)
        .where(Client.max_travel_minutes == 40)
        .order_by(Client.first_name)
        .limit(SHOWN)
    ).all()
    reading.note(row.id for row in rows)
    return render_template(_floor_template(), rows=rows)


@cache
def _floor_template() -> Template:
    """Made once, as the site's own templates are."""
    return current_app.jinja_env.from_string(FLOOR)


def medians(calls: dict[str, Callable[[], object]], count: int) -> dict[str, float]:
    """The median of each, one after the other in turn. Units: milliseconds."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for n in range(count + WARM):
        for name, call in calls.items():
            begins = time.process_time()
            call()
            if n >= WARM:
                found[name].append((time.process_time() - begins) * 1000)
    return {name: float(np.median(values)) for name, values in found.items()}


def change_seen(world: World, where: Any, change: Callable[[int], object], calls: int) -> float:
    """From a commit to a list that knows of it, less a list after a commit that tells nothing.

    Units: milliseconds.
    """
    shift_id, firm = world.shift(), world.organisations["palvelutalo"]
    spent = []
    for n in range(calls + WARM):
        taken = []
        for write in (change, lambda n: world.change(Organisation, firm, cost_centre=str(n))):
            write(n)
            with where.app_context():
                begins = time.process_time()
                shortlists.count_fits(world.carla, [shift_id], now=world.now)
                taken.append(time.process_time() - begins)
        spent.append((taken[0] - taken[1]) * 1000)
    return float(np.median(spent[WARM:]))


def changes(world: World) -> dict[str, Callable[[int], object]]:
    """The commonest changes of what is known of a client."""
    client_id, (offer_id,) = world.kerttu.client_id, (world.offer(world.kerttu, world.shift()),)
    part_id = world.all(OfferShift, OfferShift.offer_id == offer_id)[0].id
    states = (OfferState.SEEN, OfferState.DECLINED)
    wish_id = world.wish(world.kerttu, Category.KITCHEN)
    return {
        "own row": lambda n: world.change(Client, client_id, max_travel_minutes=41 + n),
        "wish": lambda n: world.change(Wish, wish_id, wanted=n % 2 == 0),
        "offer": lambda n: world.change(OfferShift, part_id, state=states[n % 2]),
    }


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=2_000)
    options.add_argument("--calls", type=int, default=41)
    chosen = options.parse_args()
    with own_site() as (site, folder):
        site.app.add_url_rule("/coach/floor", "coach.floor", floor_page)
        other = build_site(settings_for(site.tables.url, folder / "other"))
        world = World(site.app)
        with unit_of_work():
            for n in range(chosen.clients):
                coach = world.carla if n < SHOWN else world.cleo
                world._add_client(f"Asta{n}", coach, max_travel_minutes=40)
        shift_id = world.shift()
        client = Browser(world, world.carla).client
        match = f"/coach/shifts/{shift_id}"
        assert {client.get(one).status_code for one in (match, "/coach/floor")} == {200}
        found = medians(
            {"floor": lambda: client.get("/coach/floor"), "match": lambda: client.get(match)},
            chosen.calls,
        )
        told = changes(world)
        seen = {
            name: [change_seen(world, where, change, chosen.calls) for where in (site.app, other)]
            for name, change in told.items()
        }
    print(f"{chosen.clients} clients; floor {found['floor']:.2f} ms, match {found['match']:.2f} ms")
    print(f"A5   match page over the floor {found['match'] / found['floor']:.2f} x (at most 1.5)")
    for name, (here, there) in seen.items():
        print(f"A6   a change of a client's {name} visible in this process {here:.2f} ms "
              f"(at most 1), in another {there:.2f} ms (at most 1000)")  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
