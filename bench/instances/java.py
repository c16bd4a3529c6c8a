"""Timefold's core from the jars of its Python wheel, compiled against with the machine's Java."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np

from workbench.places import BENCH_VENV, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from app.matching.plan.instance import PlanInstance

SOURCES = ROOT / "bench" / "timefold"
MEMORY = "-Xmx6g"


def missing() -> str:
    """What this machine lacks for Timefold, as a sentence; '' when it has all."""
    if not (shutil.which("java") and shutil.which("javac")):
        return "no Java compiler here; on Debian: apt install openjdk-17-jdk-headless"
    if not jars():
        return "no jars of Timefold; `python3 dev.py bench peers` installs them"
    return ""


def jars() -> list[Path]:
    # Without its logger the solver is quiet; with it every step is a line.
    found = BENCH_VENV.glob("**/site-packages/timefold/solver/jars/*.jar")
    return sorted(jar for jar in found if not jar.name.startswith("logback"))


def run_timefold(week: PlanInstance, seconds: int, folder: Path) -> tuple[list[int], str]:
    """The pair rows that it takes, and its own score."""
    path = ":".join(str(jar) for jar in jars())
    classes, told, answer = folder / "classes", folder / "week.txt", folder / "rows.txt"
    sources = [str(source) for source in sorted(SOURCES.glob("*.java"))]
    subprocess.run(["javac", "-d", str(classes), "-cp", path, *sources], check=True)
    write_week(week, told)
    command = ["java", MEMORY, "-cp", f"{classes}:{path}", "Main", str(told), str(seconds)]
    ended = subprocess.run([*command, str(answer)], check=False, capture_output=True, text=True)
    if ended.returncode:
        raise SystemExit(f"Timefold ended with {ended.returncode}: {ended.stderr}")
    return [int(row) for row in answer.read_text().split()], ended.stdout.strip()


def write_week(week: PlanInstance, file: Path) -> None:
    """The week as plain numbers, in the order in which `Main.java` reads them."""
    c = week.columns
    assert not len(c.visits.visit), "who goes along is not in the model of bench/timefold"
    assert int(c.seats.max(initial=1)) == 1, "teams are not in the model of bench/timefold"
    head = [len(week.coach_minutes), week.clients, week.shifts, week.pairs,
            c.travel_base, c.travel_tenths, c.rest]  # fmt: skip
    tables = (
        (week.coach_minutes,), (c.ceiling, c.room, c.coach, c.bonus),
        (week.places, c.start, c.end, c.day, c.x, c.y, c.pay),
        (week.pair_clients(), c.shift, c.value, c.support, c.minutes),
    )  # fmt: skip
    with file.open("w", encoding="ascii") as lines:
        lines.write(" ".join(map(str, head)) + "\n")
        for table in tables:
            np.savetxt(lines, np.column_stack(table), fmt="%d")
