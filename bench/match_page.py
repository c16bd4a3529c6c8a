"""The match page beside the least that a page of twenty rows can cost, and how soon a change shows.

    python bench/match_page.py [--clients 2000] [--calls 41]

In one process, without a server, in processor time, as machines are busy. The floor is one Core
query of twenty rows in a template of twenty rows, behind the same sign-in and with the same row in
the trail.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import render_template_string
from sqlalchemy import select

from app.services import shortlists
from app.store import reading
from app.store.db import db
from app.store.models.people import Client
from app.store.transaction import unit_of_work
from tests.browser import Browser
from tests.databases import Site, SqliteTables, build_site, memory_folder, settings_for
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

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
    return render_template_string(FLOOR, rows=rows)


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


def change_seen(world: World, where: Any, calls: int) -> float:
    """From a commit to the answer that knows of it, less an answer without news. Milliseconds."""
    spent = []
    for minutes in range(calls):
        world.change(Client, world.kerttu.client_id, max_travel_minutes=41 + minutes)
        with where.app_context():
            begins = time.process_time()
            shortlists.count_fits(world.carla, [], now=world.now)
            told = time.process_time()
            shortlists.count_fits(world.carla, [], now=world.now)
            spent.append((told - begins - (time.process_time() - told)) * 1000)
    return float(np.median(spent))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=2_000)
    options.add_argument("--calls", type=int, default=41)
    chosen = options.parse_args()
    folder = memory_folder()
    site = Site(SqliteTables(folder), folder / "instance")
    site.app.add_url_rule("/coach/floor", "coach.floor", floor_page)
    other = build_site(settings_for(site.tables.url, folder / "other"))
    with site.app.app_context():
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
        here, there = (change_seen(world, one, chosen.calls) for one in (site.app, other))
        db.engine.dispose()
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{chosen.clients} clients; floor {found['floor']:.2f} ms, match {found['match']:.2f} ms")
    print(f"A5   match page over the floor {found['match'] / found['floor']:.2f} x (at most 1.5)")
    print(f"A6   a change visible in this process {here:.2f} ms (at most 1)")
    print(f"A6   a change visible in another process {there:.2f} ms (at most 1000)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
