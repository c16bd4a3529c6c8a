"""A month of twenty clients and one coach: each contact waits from its right day on, none twice.

What is right is reckoned here once more, in plain days: the first shift, the fourth after it.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.calendar import span_to_utc
from app.domain.due_contacts import Adherence
from app.domain.lifecycle import DueState
from app.domain.support_contacts import Note
from app.domain.vocabulary import SupportKind, SupportPlace
from app.services import late_contacts, support_contacts, support_plans
from app.store import due_contacts
from app.store.db import db
from app.store.models.cadence import DueContact, SupportPlan
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World

CLIENTS, DAYS, AHEAD = 20, 28, 8
ONE = timedelta(days=1)


class Person:
    """A client, the days of work, and what is to come of it by the book."""

    def __init__(self, world: World, number: int) -> None:
        self.client = world.client(f"Asiakas{number}", coach=world.carla)
        # Mondays to Wednesdays only, so that no window is all days off.
        first = world.today + timedelta(days=1 + number % 2 + 7 * (number % 3))
        step = (1, 7)[number % 2]
        self.days = list(workdays(first, step, 8 if step == 1 else 4))
        self.task_id = world.open_task(title=f"Työ {number}", day=first.isoformat()).id
        self.agreed: set[date] = set()

    def windows(self) -> dict[str, tuple[date, date]]:
        """Before, at and after the first shift; the regular one only where its day is known."""
        first = self.days[0]
        found = {
            "before_start": (first - 7 * ONE, first - ONE),
            "at_start": (first, first),
            "after_start": (first + ONE, first + 3 * ONE),
        }
        known = sorted(self.agreed)
        if len(known) > 4:
            found["regular"] = (known[4], known[4] + 6 * ONE)
        return found


def workdays(first: date, step: int, count: int) -> Iterator[date]:
    day = first
    for _number in range(count):
        yield day
        day += step * ONE
        while day.weekday() > 2:
            day += ONE


def agree(world: World, person: Person, day: date) -> None:
    """One more shift of the same work is agreed, as the coming week is."""
    task = world.get(Task, person.task_id)
    known = world.all(Shift, Shift.task_id == task.id)
    series_id = known[0].series_id
    same = [shift for shift in known if shift.occurrence_on == day]
    if same:
        shift_id = same[0].id
    else:
        starts_at, ends_at = span_to_utc(day, task.start_time, task.end_time)
        shift = Shift(
            task_id=task.id, series_id=series_id, occurrence_on=day, starts_at=starts_at,
            ends_at=ends_at, places=1, check_in_code="4711",
        )  # fmt: skip
        shift_id = world.add(shift)
    world.placed(person.client, shift_id)
    person.agreed.add(day)


def contact(world: World, client: Actor) -> None:
    note = Note(15, SupportKind.ENCOURAGEMENT, SupportPlace.ON_SITE, world.now)
    key, whose = uuid4(), client.client_id
    assert whose is not None
    support_contacts.write_note(world.carla, [whose], note, draft_key=key, now=world.now)


def waiting(world: World) -> Counter[tuple[UUID, str, date, date]]:
    found = due_contacts.list_waiting(world.carla, until=world.today, now=world.now)
    rows = [(one.client.id, one.due.step.value, one.due.from_on, one.due.to_on) for one in found]
    db.session.rollback()
    return Counter(rows)


def agree_ahead(world: World, person: Person) -> None:
    """The days of the coming week, as they come near."""
    today = world.today
    for day in person.days:
        if day not in person.agreed and today <= day <= today + AHEAD * ONE:
            agree(world, person, day)


def by_the_book(
    people: list[Person], settled: dict[UUID, set[str]], today: date
) -> Counter[tuple[UUID, str, date, date]]:
    """What must wait today, once each."""
    expected: Counter[tuple[UUID, str, date, date]] = Counter()
    for person in people:
        whose = person.client.client_id
        assert whose is not None
        done = settled.setdefault(whose, set())
        for step, (first, last) in person.windows().items() if person.agreed else ():
            if first <= today and step not in done:
                expected[whose, step, first, last] += 1
    return expected


def test_each_contact_waits_from_its_day_on_and_none_comes_twice(world: World) -> None:
    luck = Random(20261123)
    people = [Person(world, number) for number in range(CLIENTS)]
    # By client: the steps that were done or let go, and how many of them in time.
    settled: dict[UUID, set[str]] = {}
    kept: Counter[UUID] = Counter()
    seen: Counter[tuple[UUID, str]] = Counter()
    for _day in range(DAYS):
        for person in people:
            agree_ahead(world, person)
        support_plans.grow_plans(now=world.now)
        late_contacts.tell_late(now=world.now)
        expected = by_the_book(people, settled, world.today)
        assert waiting(world) == expected
        for whose, step, _first, _last in expected:
            seen[whose, step] += 1
        for person in people:
            settle(world, person, expected, settled, kept, luck)
        world.pass_time(days=1)
    check_end(world, people, kept)
    assert {step for _client, step in seen} >= {"before_start", "at_start", "after_start"}
    assert any(step == "regular" for _client, step in seen)


def settle(
    world: World, person: Person, expected: Counter[tuple[UUID, str, date, date]],
    settled: dict[UUID, set[str]], kept: Counter[UUID], luck: Random,
) -> None:  # fmt: skip
    """The coach gets round to two of three who wait; the book is kept by hand."""
    whose = person.client.client_id
    assert whose is not None
    mine = [(step, last) for client, step, _first, last in expected if client == whose]
    if not mine or luck.random() < 0.33:
        return
    contact(world, person.client)
    in_time = [step for step, last in mine if last >= world.today]
    kept[whose] += len(in_time)
    # All in whose window it falls are done, or the latest late one; older ones were missed.
    settled[whose] |= {step for step, _last in mine}


def check_end(world: World, people: list[Person], kept: Counter[UUID]) -> None:
    """One plan a client, no contact twice, and the figure of each as reckoned by hand."""
    assert world.count(SupportPlan) == CLIENTS
    rows = world.all(DueContact)
    assert len({(row.plan_id, row.step, row.number) for row in rows}) == len(rows)
    for person in people:
        whose = person.client.client_id
        assert whose is not None
        followed = due_contacts.list_of_client(world.carla, whose, now=world.now)
        mine = [row for row in rows if row.client_id == whose]
        over = [
            row for row in mine
            if row.state in (DueState.DONE, DueState.MISSED) or row.to_on < world.today
        ]  # fmt: skip
        assert [one.kept for one in followed] == [Adherence(kept[whose], len(over))]
        db.session.rollback()
