"""The runner: what is due runs, what fails does not stop the rest, one worker at a time."""

from __future__ import annotations

import threading
from datetime import time, timedelta

import pytest

from app.domain.calendar import local
from app.scheduled.runner import Worker, serve
from app.scheduled.table import TABLE
from app.scheduled.work import Work
from app.services import works
from app.store.models.trail import Lease, WorkDone


class Counting:
    """A body that counts its runs."""

    def __init__(self, result=1, error=None):
        self.runs = 0
        self.result = result
        self.error = error

    def __call__(self, _tools, _now):
        self.runs += 1
        if self.error:
            raise self.error
        return self.result


def work(body, **facts):
    return Work("count", timedelta(seconds=0.05), body, "why", **facts)


def worker(world, tools_of, name="first"):
    return Worker(tools_of(name), lambda: world.now, world.app.app_context)


def test_it_runs_and_says_so_in_one_line(engine_app, world, tools_of, caplog):
    caplog.set_level("INFO", "jobcenter.worker")
    body = Counting(result=3)
    assert worker(world, tools_of).run(work(body)) == 3
    assert [record.getMessage() for record in caplog.records] == ["count: 3"]


def test_it_says_nothing_when_there_was_nothing_to_do(world, tools_of, caplog):
    caplog.set_level("INFO", "jobcenter.worker")
    worker(world, tools_of).run(work(Counting(result=0)))
    assert caplog.records == []


def test_one_that_fails_is_logged_and_leaves_the_way_free(world, tools_of, caplog):
    here, body = worker(world, tools_of), Counting(error=ValueError("bad row"))
    assert here.run(work(body)) == 0
    assert "count failed" in caplog.text
    body.error = None
    assert worker(world, tools_of, "second").run(work(body)) == 1


def test_only_one_worker_at_a_time(engine_app, world, tools_of):
    body = Counting()
    assert works.begin_alone("count", "other", now=world.now)
    assert worker(world, tools_of).run(work(body)) == 0
    assert worker(world, tools_of).run(work(body, alone=False)) == 1
    works.end_alone("count", "other", now=world.now)
    assert worker(world, tools_of).run(work(body)) == 1


def test_a_dead_worker_keeps_nobody_waiting_for_long(engine_app, world, tools_of):
    assert works.begin_alone("count", "dead", now=world.now)
    world.pass_time(minutes=2)
    assert worker(world, tools_of).run(work(Counting())) == 1
    assert world.all(Lease)[0].fence == 2


def test_a_lease_from_a_future_that_was_taken_back_holds_nobody(world, tools_of):
    assert works.begin_alone("count", "dead", now=world.now + timedelta(days=30))
    assert worker(world, tools_of).run(work(Counting())) == 1


def test_daily_work_runs_once_a_local_day_from_its_hour_on(engine_app, world, tools_of):
    body = Counting()
    here, nightly = worker(world, tools_of), work(body, daily_from=time(4))
    world.move_to("ti 03:59")
    assert here.run(nightly) == 0
    world.move_to("ti 04:00")
    assert [here.run(nightly), here.run(nightly)] == [1, 0]
    world.move_to("ke 16:00")
    assert [here.run(nightly), here.run(nightly)] == [1, 0]
    assert world.count(WorkDone) == 2


def test_daily_work_that_failed_is_tried_again_the_same_day(world, tools_of):
    body = Counting(error=ValueError())
    here, nightly = worker(world, tools_of), work(body, daily_from=time(4))
    here.run(nightly)
    body.error = None
    assert here.run(nightly) == 1


def test_it_goes_round_until_it_is_told_to_stop(world, tools_of):
    body, stop = Counting(), threading.Event()
    thread = threading.Thread(
        target=serve, args=(worker(world, tools_of), [work(body, alone=False)], stop)
    )
    thread.start()
    pause = threading.Event()
    for _ in range(100):
        if body.runs >= 3:
            break
        pause.wait(0.05)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert body.runs >= 3


def test_every_line_of_the_table_has_a_name_of_its_own_and_a_reason():
    assert len({line.name for line in TABLE}) == len(TABLE)
    assert all(line.why.endswith(".") for line in TABLE)
    assert all(line.every >= timedelta(seconds=1) for line in TABLE)


def test_no_work_with_a_day_meaning_runs_where_local_days_are_doubtful(world):
    """Between 22 and 3 the local day is not the day in UTC, or the clocks are changed."""
    for line in TABLE:
        if line.daily_from is not None:
            assert time(3) < line.daily_from < time(22), line.name


@pytest.mark.parametrize("day", ["2026-07-01", "2026-12-01", "2027-03-28", "2026-10-25"])
def test_a_daily_hour_comes_once_on_each_local_day(world, tools_of, day):
    body = Counting()
    here, nightly = worker(world, tools_of), work(body, daily_from=time(4))
    world.move_to(f"{day} 00:30")
    start = world.now
    while local(world.now).date() == local(start).date():
        here.run(nightly)
        world.pass_time(minutes=30)
    assert body.runs == 1


def test_the_whole_table_runs_on_an_empty_and_on_a_peopled_site(
    engine_app, world, tools_of, caplog
):
    here = worker(world, tools_of)
    for moment in ("ma 09:00", "ma 18:00", "ti 09:00"):
        world.move_to(moment)
        for line in TABLE:
            here.run(line)
    assert "failed" not in caplog.text
