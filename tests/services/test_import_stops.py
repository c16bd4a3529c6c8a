"""The stop near a place and the walk from it, in files of tasks: told once for each place."""

from __future__ import annotations

import csv
import io

import pytest

from app.domain.imports.words import sentence
from app.domain.lifecycle import OfferState, TaskState
from app.domain.policy import SYSTEM
from app.services.exports import export_file
from app.services.imports import import_file
from app.store.models.people import Organisation, Site
from app.store.models.work import Shift, Task

WAY = {"stop": "Sörnäinen, metroasema", "walk_minutes": "5"}
ROW = {
    "task_ref": "T1", "org_ref": "O1", "title": "Pyykin viikkaus", "place": "Pesula", "door": "B",
    "first_date": "2026-12-02", "start": "9", "end": "12",
}  # fmt: skip
EMPTY = dict.fromkeys(
    ("description", "category", "lat", "lon", "recurrence", "places", "coach_wanted", "demands",
     "passes", "pay_eur_per_hour", "engagement_model", "answer_window_hours", "bring"), "",
)  # fmt: skip


@pytest.fixture(autouse=True)
def orderer(world):
    world.change(Organisation, world.oona.organisation_id, ref="O1")


@pytest.fixture
def take(world):
    """Take rows in: each is what it has beside the first one's cells."""

    def take_in(*rows, **options):
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, (EMPTY | ROW | rows[0]).keys())
        writer.writeheader()
        writer.writerows(EMPTY | ROW | row for row in rows)
        return import_file(SYSTEM, "tasks", out.getvalue().encode(), now=world.now, **options)

    return take_in


def counts(report):
    return report.created, report.changed, report.unchanged, report.error_count


def way(world, task_ref="T1"):
    (task,) = world.all(Task, Task.ref == task_ref)
    site = world.get(Site, task.site_id)
    return site.stop, site.walk_minutes


def exported(world):
    out = io.StringIO(newline="")
    export_file(SYSTEM, "tasks", out, now=world.now)
    return out.getvalue()


def test_what_the_file_tells_is_kept_and_a_second_time_changes_nothing(world, take):
    assert counts(take(WAY)) == (1, 0, 0, 0)
    assert way(world) == ("Sörnäinen, metroasema", 5)
    assert counts(take(WAY)) == (0, 0, 1, 0)


def test_it_goes_out_and_comes_in_again_unchanged(world, take):
    take(WAY)
    out = exported(world)
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["stop"], row["walk_minutes"]) == ("Sörnäinen, metroasema", "5")
    report = import_file(SYSTEM, "tasks", out.encode(), now=world.now)
    assert counts(report) == (0, 0, 1, 0)


def test_a_file_without_the_columns_leaves_what_is_known(world, take):
    take(WAY)
    assert counts(take({"title": "Silitys"})) == (0, 1, 0, 0)
    assert counts(take({"task_ref": "T2"})) == (1, 0, 0, 0)
    assert way(world) == way(world, "T2") == ("Sörnäinen, metroasema", 5)
    # the stop of the old place is not told of the new one
    assert counts(take({"place": "Uusi pesula"})) == (0, 1, 0, 0)
    assert way(world) == ("", None)
    assert way(world, "T2") == ("Sörnäinen, metroasema", 5)


def test_with_one_of_the_columns_the_other_stays(world, take):
    take(WAY)
    assert counts(take({"walk_minutes": "7"})) == (0, 1, 0, 0)
    assert way(world) == ("Sörnäinen, metroasema", 7)


def test_an_emptied_cell_clears(world, take):
    take(WAY)
    assert counts(take({"stop": "", "walk_minutes": ""})) == (0, 1, 0, 0)
    assert way(world) == ("", None)


def test_rows_of_one_place_tell_the_same(world, take):
    report = take(WAY, WAY | {"task_ref": "T2", "walk_minutes": "9"})
    assert [(one.line, one.column, one.code) for one in report.errors] == [
        (2, "place", "stops_differ"), (3, "place", "stops_differ"),
    ]  # fmt: skip
    told = sentence(report.errors[0].code, report.errors[0].facts)
    assert "Pesula" in told
    assert "samat" in told
    assert world.count(Task) == 0
    other_door = WAY | {"task_ref": "T2", "walk_minutes": "9", "door": "C"}
    assert counts(take(WAY, other_door)) == (2, 0, 0, 0)


def test_a_row_that_says_what_is_kept_does_not_hide_the_other(world, take):
    take(WAY)
    report = take(WAY, WAY | {"task_ref": "T2", "stop": "Kalasatama"})
    assert [(one.line, one.code) for one in report.errors] == [(3, "stops_differ")]
    assert way(world) == ("Sörnäinen, metroasema", 5)


def test_the_way_may_be_told_of_work_that_is_promised_or_over(world):
    opened = world.open_task()
    world.change(Task, opened.id, ref="T1")
    world.offer(world.kalle, opened.shift_id, state=OfferState.ACCEPTED)
    closed = world.task(state=TaskState.CLOSED, ref="T2")
    assert world.get(Task, closed).site_id == world.get(Task, opened.id).site_id
    rows = list(csv.DictReader(io.StringIO(exported(world))))
    assert {row["task_ref"] for row in rows} == {"T1", "T2"}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(row | WAY for row in rows)
    shifts = [shift.id for shift in world.all(Shift)]
    version = world.get(Task, opened.id).version
    report = import_file(SYSTEM, "tasks", out.getvalue().encode(), now=world.now)
    assert counts(report) == (0, 2, 0, 0)
    assert way(world) == ("Sörnäinen, metroasema", 5)
    assert [shift.id for shift in world.all(Shift)] == shifts
    assert (world.get(Task, closed).state, world.get(Task, opened.id).version) == (
        TaskState.CLOSED, version,
    )  # fmt: skip
