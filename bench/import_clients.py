"""How dear an import of clients is beside writing the same rows plainly, and how much it holds.

Usage: python bench/import_clients.py [--rows 100000]

The import runs in a process of its own: one CSV file with wishes, limits, times and the rest
through the real service, in one transaction, with encryption, blind indexes and the trail. The
floor is a bare `executemany` of the very rows it wrote, already prepared, into the same tables of
an equal database, in the same run. Must: at most 4 times the floor, at most 200 MB resident.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOST_TIMES, MOST_MEGABYTES = 4.0, 200
UNITS, COACHES, WORKERS = 60, 600, 200
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
TABLES = (
    "client", "user", "relation", "availability", "work_activity_day", "wish", "limit",
    "own_limit", "pass", "benefit_situation", "audit_event", "audit_event_client",
)  # fmt: skip
DAYS = ("ma", "ti", "ke", "to", "pe", "la")
CATEGORIES = ("cleaning", "kitchen", "property", "packing", "office", "shop", "garden", "event")
LIMITS = ("lifting<=light", "standing<=some", "noise<=low", "people<=few", "no_evenings")
PASSES = ("", "", "hygiene_passport", "occupational_safety_card")


def write_people(folder: Path) -> None:
    units = ["code,name,neutral_name,kind,area,lat,lon,phone"]
    units += [
        f"U{n},Yksikkö {n},Jobcenter,disability,Kallio,60.2,24.9,09 1234" for n in range(UNITS)
    ]
    (folder / "units.csv").write_text("\n".join(units), encoding="utf-8")
    staff = ["email,first_name,last_name,role,unit_code,support_hours_per_week,languages,phone,"]
    staff[0] += "working_hours,absences"
    for role, count in (("coach", COACHES), ("responsible_worker", WORKERS)):
        staff += [
            f"{role}{n}@example.org,Etu,Suku,{role},U{n % UNITS},20,fi,,," for n in range(count)
        ]
    (folder / "staff.csv").write_text("\n".join(staff), encoding="utf-8")


def client_line(n: int, dice: random.Random) -> str:
    unit = n % UNITS
    spans = sorted(dice.sample(range(6), dice.randint(2, 5)))
    times = "; ".join(f"{DAYS[d]} {dice.randint(8, 12)}-{dice.randint(13, 18)}" for d in spans)
    wished = dice.sample(CATEGORIES, dice.randint(1, 4))
    cells = [
        f"A{n:07d}", dice.choice(("Aino", "Väinö", "Åsa", "Eetu")), f"Suku{dice.randint(1, 9999)}",
        f"U{unit}", f"coach{unit + UNITS * dice.randrange(COACHES // UNITS)}@example.org",
        f"responsible_worker{dice.randrange(WORKERS)}@example.org", "fi-selko",
        str(dice.randint(1960, 2006)), "disability", "Kallio", f"{dice.uniform(60.15, 60.26):.5f}",
        f"{dice.uniform(24.84, 25.16):.5f}", "45", times, " ".join(dice.sample(DAYS[:5], 2)),
        "12", "40", " ".join(wished[1:]), wished[0], '"tarkka, viihtyy ulkona"',
        " ".join(dice.sample(LIMITS, dice.randint(0, 3))), dice.choice(PASSES), "general_support",
        "first_shifts", "no", f"+35845{n:07d}", "sms", "150.00",
        str(date(2024, 6, 1) + timedelta(days=dice.randrange(800))), "2026-08-01",
    ]  # fmt: skip
    return ",".join(cells)


def write_clients(path: Path, rows: int) -> None:
    from app.domain.imports.clients import CLIENTS

    dice = random.Random(1)
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(CLIENTS.names) + "\n")
        for n in range(rows):
            out.write(client_line(n, dice) + "\n")


def import_in_this_process(folder: Path) -> None:
    """Take the clients in and say how long it took and how much was resident at most."""
    from app import create_app
    from app.domain.policy import SYSTEM
    from app.services.imports import import_file

    app = create_app()
    with app.app_context():
        data = (folder / "clients.csv").read_bytes()
        before = time.perf_counter()
        report = import_file(SYSTEM, "clients", data, now=NOW)
        seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "created": report.created,
                      "errors": report.error_count}))  # fmt: skip


def child(folder: Path, *arguments: str) -> str:
    environment = os.environ | {"INSTANCE_PATH": str(folder), "APP_ENV": "demo"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    return done.stdout


def flask(folder: Path, *arguments: str) -> None:
    child(folder, "-m", "flask", "--app", "wsgi", *arguments)


def prepared(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(database)) as link:
        return {
            table: link.execute(f'SELECT * FROM "{table}" {_only_new(table)}').fetchall()
            for table in TABLES
        }


def _only_new(table: str) -> str:
    if table == "user":
        return "WHERE client_id IS NOT NULL"
    return "WHERE object_type = 'clients'" if table == "audit_event" else ""


def floor_seconds(database: Path, rows: dict[str, list[tuple[object, ...]]]) -> float:
    """How long the bare writing of the rows takes, with the settings of the site."""
    from app.store.sqlite import PRAGMAS

    with closing(sqlite3.connect(database, isolation_level=None)) as link:
        for pragma in PRAGMAS:
            link.execute(f"PRAGMA {pragma}")
        before = time.perf_counter()
        link.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            if values:
                marks = ",".join("?" * len(values[0]))
                link.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)
        link.execute("COMMIT")
        return time.perf_counter() - before


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        import_in_this_process(chosen.child)
        return 0
    with tempfile.TemporaryDirectory(prefix="jobcenter-bench-") as name:
        return measure(Path(name), chosen.rows)


def measure(folder: Path, rows: int) -> int:
    write_people(folder)
    write_clients(folder / "clients.csv", rows)
    database, empty = folder / "jobcenter.sqlite", folder / "floor.sqlite"
    flask(folder, "db", "upgrade")
    for kind in ("units", "staff"):
        flask(folder, "import", kind, str(folder / f"{kind}.csv"))
    with closing(sqlite3.connect(database)) as link:
        link.execute(f"VACUUM INTO '{empty}'")
    found = json.loads(child(folder, __file__, "--child", str(folder)))
    ready = prepared(database)
    floor = floor_seconds(empty, ready)
    ratio = found["seconds"] / floor
    size = (folder / "clients.csv").stat().st_size / 1e6
    print(f"rows {found['created']} of a file of {size:.1f} MB, errors {found['errors']}, "
          f"rows written {sum(len(values) for values in ready.values())}")  # fmt: skip
    print(f"import {found['seconds']:.1f} s, floor {floor:.1f} s, ratio {ratio:.2f} "
          f"(must be at most {MOST_TIMES:.0f})")  # fmt: skip
    print(f"peak resident {found['megabytes']:.0f} MB (must be at most {MOST_MEGABYTES})")
    fine = ratio <= MOST_TIMES and found["megabytes"] <= MOST_MEGABYTES
    return 0 if fine and found["created"] == rows else 1


if __name__ == "__main__":
    raise SystemExit(main())
