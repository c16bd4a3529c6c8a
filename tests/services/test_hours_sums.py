"""Whatever was wrong and put right: what has left adds up to what was worked, cent by cent."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.lifecycle import HoursState
from app.services import export_batches, hours
from app.store.export_batches import list_lines
from app.store.models.work import ExportBatch, WorkedHours

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.hours_lines import HoursLine
    from app.domain.policy import Actor
    from tests.world import World

MINUTES = st.integers(1, 32).map(lambda quarters: 15 * quarters)
# Minutes, cents an hour, and what was wrong: nothing, that it was done at all, or the minutes.
Row = tuple[int, int, int | None]
ROWS = st.lists(
    st.tuples(MINUTES, st.integers(1, 4000), st.one_of(st.none(), st.just(0), MINUTES)),
    min_size=1, max_size=5,
)  # fmt: skip


def cents(minutes: int, cents_per_hour: int) -> int:
    """The pay, rounded to the nearest cent, halves up."""
    return (2 * minutes * cents_per_hour + 60) // 120


def worked(world: World, shift_id: UUID, client: Actor, row: Row) -> UUID:
    done = world.performed(client, shift_id, hours=HoursState.AGREED, minutes=row[0])
    world.change(WorkedHours, done, pay_cents_per_hour=row[1])
    return done


def put_right(world: World, hours_id: UUID, right: int, *, now: datetime) -> None:
    hours.reverse_hours(world.dina, hours_id, "Aika oli väärin", minutes=right or None, now=now)
    for one in world.all(WorkedHours, WorkedHours.state == HoursState.PROPOSED):
        hours.agree_hours(world.oona, one.id, now=now)


def exported(world: World) -> list[HoursLine]:
    """The lines that leave now; the batch and its file say the same sums."""
    now = world.pass_time(minutes=20)
    batch_id = export_batches.export_hours(world.dina, until_on=world.today, now=now)
    lines = list_lines(batch_id)
    sums = {"minutes": sum(one.minutes for one in lines), "cents": sum(one.cents for one in lines)}
    assert world.get(ExportBatch, batch_id).facts == sums
    data = export_batches.get_hours_file(world.dina, batch_id, "csv", now=now).data
    told = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert {
        "minutes": sum(int(row["minuutit"]) for row in told),
        "cents": sum(int(row["senttiä"]) for row in told),
    } == sums
    return lines


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_what_left_adds_up_to_what_was_right(world: World, rows: list[Row]) -> None:
    shift_id = world.shift("ma", "06:00", "08:00", places=5)
    clients = world.clients(len(rows))
    done = [worked(world, shift_id, *pair) for pair in zip(clients, rows, strict=True)]
    lines = exported(world)
    wrong = [(one, row[2]) for one, row in zip(done, rows, strict=True) if row[2] is not None]
    for hours_id, right in wrong:
        put_right(world, hours_id, right, now=world.now)
    lines += exported(world) if wrong else []

    right_now = [(row[0] if row[2] is None else row[2], row[1]) for row in rows]
    assert sum(one.minutes for one in lines) == sum(minutes for minutes, _wage in right_now)
    assert sum(one.cents for one in lines) == sum(cents(*pair) for pair in right_now)
    again = [(one, right) for one, right in wrong if right]
    assert len(lines) == len(rows) + len(wrong) + len(again)
