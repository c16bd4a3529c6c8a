"""How long a process that has just begun takes to know everybody: reading the tables, encoding.

    python bench/cold_build.py [--clients 50000] [--shifts 20000]

The clients, shifts and coaches of the other figures, written into a SQLite file in bulk: with free
times, wishes, limits, work done and agreed. The median of three builds counts; reading is told
beside it, as it depends on the database.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import insert

from app.domain.lifecycle import AttendanceState, OfferState, ShiftState, TaskState
from app.domain.passes import PassNeed, PassRule
from app.domain.vocabulary import (
    EngagementModel,
    OrganisationKind,
    PassKind,
    RelationKind,
    Role,
    UnitKind,
)
from app.matching.client_tables import ClientTables
from app.matching.columns import ClientColumns
from app.store.db import db
from app.store.everybody import load_everybody
from app.store.models import people, times, work
from bench.instances.clients import MONDAY, NOW, Instance, make
from bench.instances.sites import own_site

if TYPE_CHECKING:
    from collections.abc import Iterable

BUILDS, LIMIT = 3, 0.5
RULES = [
    PassRule(kind, PassNeed.CUMULATIVE_3_MONTHS, MONDAY.replace(year=2020), "")
    for kind in (PassKind.HYGIENE, PassKind.CRIMINAL_RECORD)
]
Row = dict[str, Any]


def write(instance: Instance) -> None:
    """Everything of the instance that the matcher reads of clients, without its foreign keys."""
    with db.engine.connect() as connection:
        # Before its transaction begins: within one it would change nothing.
        connection.connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
        # One after another, as each is made while it is written.
        for model, rows in chain(_places(instance), _people(instance), _work(instance)):
            listed = list(rows)
            if listed:
                connection.execute(insert(model.__table__), listed)
        connection.commit()


def _places(instance: Instance) -> Iterable[tuple[Any, Iterable[Row]]]:
    sites = {one.site_id: one for one in instance.shifts}
    yield (
        people.Organisation,
        (
            {"id": one, "name": "-", "kind": OrganisationKind.COMPANY, "created_at": NOW}
            for one in {shift.organisation_id for shift in instance.shifts}
        ),
    )
    yield people.Site, (
        {"id": one, "organisation_id": shift.organisation_id, "name": "-",
         "lat": shift.place.lat, "lon": shift.place.lon}
        for one, shift in sites.items() if shift.place
    )  # fmt: skip
    coaches = instance.context.coaches.values()
    yield people.Unit, (
        {"id": one, "code": str(one)[:20], "name": "-", "neutral_name": "-",
         "kind": UnitKind.DISABILITY}
        for one in {coach.unit_id for coach in coaches}
    )  # fmt: skip
    yield people.User, (
        {"id": one.id, "role": Role.COACH, "first_name": "-", "unit_id": one.unit_id,
         "created_at": NOW}
        for one in coaches
    )  # fmt: skip


_OWN = (
    "id", "unit_id", "max_travel_minutes", "support_need", "max_minutes_week",
    "max_minutes_month", "max_cents_month", "language", "goes_alone",
)  # fmt: skip


def _people(instance: Instance) -> Iterable[tuple[Any, Iterable[Row]]]:
    clients = instance.clients
    yield people.Client, (
        {name: one[name] for name in _OWN}
        | {"first_name": "Asta", "service_group": UnitKind.DISABILITY, "started_on": MONDAY,
           "lat": one["place"].lat, "lon": one["place"].lon, "created_at": NOW}
        for one in clients
    )  # fmt: skip
    yield people.Relation, (
        {"client_id": one["id"], "user_id": one["coach_id"], "kind": RelationKind.COACH,
         "starts_on": MONDAY.replace(year=2025)}
        for one in clients
    )  # fmt: skip
    for model, name, column in (
        (people.OwnLimit, "own_rules", "rule"), (people.Pass, "passes", "kind"),
        (people.WorkActivityDay, "work_activity_weekdays", "weekday"),
    ):  # fmt: skip
        yield model, ({"client_id": c["id"], column: one} for c in clients for one in c[name])
    yield people.BlockedPair, (
        {"client_id": c["id"], "organisation_id": one, "starts_on": MONDAY}
        for c in clients for one in c["blocked_organisation_ids"]
    )  # fmt: skip
    yield people.Wish, (
        {"client_id": c["id"], "category": one, "wanted": name == "wishes"}
        for c in clients for name in ("wishes", "avoided") for one in c[name]
    )  # fmt: skip
    yield people.Limit, (
        {"client_id": c["id"], "scale": scale, "level": level}
        for c in clients for scale, level in c["limits"].items()
    )  # fmt: skip
    yield (
        people.Availability,
        ({"client_id": c["id"], **one._asdict()} for c in clients for one in c["availability"]),
    )
    yield times.AvailabilityException, (
        {"client_id": c["id"], "applies_on": one.on, "starts_minute": one.starts_minute,
         "ends_minute": one.ends_minute, "free": one.free}
        for c in clients for one in c.get("exceptions", ())
    )  # fmt: skip


def _work(instance: Instance) -> Iterable[tuple[Any, Iterable[Row]]]:
    orders = {one.task_id: one for one in instance.shifts}
    yield work.Task, (
        {"id": one, "organisation_id": shift.organisation_id, "site_id": shift.site_id,
         "title": "-", "category": shift.category, "passes": sorted(shift.passes),
         "languages": sorted(shift.languages), "pay_cents_per_hour": shift.cents_per_hour,
         "coach_wanted": shift.coach_wanted, "state": TaskState.OPEN, "first_on": shift.on,
         "engagement_model": EngagementModel.PARTNER, "created_by_id": uuid4(),
         "created_at": NOW, "start_time": NOW.time(), "end_time": NOW.time()}
        for one, shift in orders.items()
    )  # fmt: skip
    yield work.Shift, (
        {"id": one.id, "task_id": one.task_id, "occurrence_on": one.on, "places": one.places,
         "starts_at": one.starts_at, "ends_at": one.ends_at, "taken": 0,
         "state": ShiftState.OPEN, "check_in_code": "1", "series_id": uuid4()}
        for one in instance.shifts
    )  # fmt: skip
    shift_of = {one.task_id: one.id for one in instance.shifts}
    yield work.Attendance, (
        {"offer_shift_id": uuid4(), "placement_id": uuid4(), "client_id": c["id"],
         "shift_id": shift_of[task], "state": AttendanceState.PERFORMED, "changed_at": NOW}
        for c in instance.clients
        for task, often in c["performed_at_task"].items() for _ in range(often)
    )  # fmt: skip
    yield work.OfferShift, (
        {"offer_id": uuid4(), "client_id": c["id"], "shift_id": one["shift_id"],
         "starts_at": one["starts_at"], "ends_at": one["ends_at"],
         "state": OfferState.CONFIRMED}
        for c in instance.clients for one in _apart(c.get("agreed", ()))
    )  # fmt: skip


def _apart(agreed: Iterable[Row]) -> list[Row]:
    """Those of the shifts drawn that one person can work, as the database has it."""
    kept: list[Row] = []
    for one in sorted(agreed, key=itemgetter("starts_at")):
        if not kept or kept[-1]["ends_at"] <= one["starts_at"]:
            kept.append(one)
    return kept


def build() -> tuple[float, float, int]:
    """How long reading took, how long encoding, and how many there are. Units: seconds."""
    db.session.rollback()
    begins = time.perf_counter()
    told = load_everybody(RULES, now=NOW)
    read = time.perf_counter()
    columns = ClientColumns(ClientTables(**told))
    return read - begins, time.perf_counter() - read, len(columns)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=50_000)
    options.add_argument("--shifts", type=int, default=20_000)
    chosen = options.parse_args()
    with own_site():
        write(make(1, chosen.clients, chosen.shifts))
        builds = [build() for _ in range(BUILDS)]
    reading, encoding, counts = zip(*builds, strict=True)
    both = float(np.median(np.add(reading, encoding)))
    print(f"     {counts[0]} clients, tables read in {np.median(reading):.2f} s, "
          f"with that {both:.2f} s")  # fmt: skip
    told, mark = float(np.median(encoding)), "holds" if np.median(encoding) <= LIMIT else "MISSED"
    print(f"A6   cold build: columns from tables {told:.2f} s (at most {LIMIT}) {mark}")
    return 0 if told <= LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
