"""The day of a coach as a route tells the same as what can be booked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.bookings import CoachWeek, Visit, collides, find_obstacle
from app.domain.calendar import Span, span_to_utc
from app.domain.routes import plan_route, week_minutes
from app.domain.travel import DEFAULT, Point, travel_minutes

DAY = date(2026, 12, 2)
PASILA, VUOSAARI = Point(60.1987, 24.9331), Point(60.2090, 25.1430)


def visit(starts: str, ends: str, number: int = 1, place: Point | None = PASILA) -> Visit:
    span = span_to_utc(DAY, time.fromisoformat(starts), time.fromisoformat(ends))
    return Visit(UUID(int=number), *span, place)


@st.composite
def days(draw: st.DrawFn) -> list[Visit]:
    """Visits around the change of the clock and a night, at near, far and unknown places."""
    start = draw(st.sampled_from([datetime(2026, 10, 24, 20, tzinfo=UTC),
                                  datetime(2026, 12, 2, 6, tzinfo=UTC)]))  # fmt: skip
    places = st.one_of(
        st.none(), st.builds(Point, st.floats(60.1, 60.3), st.floats(24.8, 25.2)),
        st.sampled_from([PASILA, VUOSAARI]),
    )  # fmt: skip
    spans = draw(st.lists(st.tuples(st.integers(0, 600), st.integers(15, 240), places), max_size=6))
    return [
        Visit(UUID(int=n), start + timedelta(minutes=begins),
              start + timedelta(minutes=begins + length), place)
        for n, (begins, length, place) in enumerate(spans)
    ]  # fmt: skip


@given(days())
def test_what_does_not_fit_is_what_cannot_be_booked(visits: list[Visit]) -> None:
    stops = plan_route(visits)
    told = {frozenset((stop.visit.shift_id, one)) for stop in stops for one in stop.clashes}
    refused = {
        frozenset((a.shift_id, b.shift_id))
        for a in visits for b in visits if a is not b and collides(a, b, DEFAULT)
    }  # fmt: skip
    assert told == refused
    for stop in stops:
        if stop.free_minutes is not None and stop.free_minutes < 0:
            assert not stop.fits


@given(days(), days())
def test_a_day_that_was_booked_by_the_rules_fits(visits: list[Visit], more: list[Visit]) -> None:
    always = tuple(Span(weekday, 0, 24 * 60) for weekday in range(7))
    kept: list[Visit] = []
    for number, one in enumerate([*visits, *more]):
        fresh = Visit(UUID(int=number), one.starts_at, one.ends_at, one.place)
        if find_obstacle(CoachWeek(UUID(int=99), always, visits=tuple(kept)), fresh) is None:
            kept.append(fresh)
    assert all(stop.fits for stop in plan_route(kept))


def test_the_way_tells_when_to_leave() -> None:
    first, second = visit("08:00", "10:00", 1), visit("12:00", "14:00", 2, VUOSAARI)
    one, two = plan_route([second, first], start=PASILA)
    assert (one.visit, one.way_minutes, one.leave_at, one.free_minutes) == (first, 0, None, None)
    way = travel_minutes(PASILA, VUOSAARI)
    assert two.way_minutes == way
    assert two.leave_at == second.starts_at - timedelta(minutes=way)
    assert two.free_minutes == 120 - way
    assert two.fits


def test_a_long_visit_stands_in_the_way_of_all_that_begin_in_it() -> None:
    long, inside, after = (
        visit("08:00", "15:00", 1), visit("09:00", "10:00", 2), visit("11:00", "12:00", 3),
    )  # fmt: skip
    stops = plan_route([after, inside, long])
    assert [stop.clashes for stop in stops] == [(), (long.shift_id,), (long.shift_id,)]


def test_a_week_counts_each_shift_once() -> None:
    visits = [visit("08:00", "10:00", 1), visit("08:00", "10:00", 1), visit("12:00", "12:30", 2)]
    assert week_minutes(visits, "2026-W49") == 150
    assert week_minutes(visits, "2026-W50") == 0
