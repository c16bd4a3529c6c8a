"""Follow-along in the demo: the plans of the last days, a contact that was moved, some late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli.demo.story import at
from app.domain.calendar import local_day
from app.domain.holidays import is_working_day
from app.domain.lifecycle import DueState
from app.services import due_contacts as acts
from app.services import late_contacts, support_plans
from app.store import due_contacts

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.cli.demo.story import Story
    from app.domain.policy import Actor

# So many days ago the worker looked at the plans: a year of it would take minutes to build.
MORNINGS = (9, 6, 3, 1, 0)


def plan(story: Story, coach: Actor, today: date) -> None:
    """Plans grow in the last days, and the coach moves one contact."""
    for days in MORNINGS:
        story.plan(at(today - timedelta(days=days), 8, 5), _grow)
    morning = _last_morning(story)
    story.plan(morning, _tell)
    story.plan(morning + timedelta(minutes=5), _move, coach, today)


def _last_morning(story: Story) -> datetime:
    """A quarter past eight on the last working day on which it has been that late."""
    day = local_day(story.now)
    while at(day, 8, 20) > story.now or not is_working_day(day):
        day -= timedelta(days=1)
    return at(day, 8, 15)


def _grow(when: datetime) -> None:
    support_plans.grow_plans(now=when)


def _tell(when: datetime) -> None:
    late_contacts.tell_late(now=when)


def _move(when: datetime, coach: Actor, today: date) -> None:
    """What waits and is not late yet; one is moved, so that each kind is there to see."""
    until = today + timedelta(days=7)
    waiting = due_contacts.list_waiting(coach, until=until, now=when)
    open_ones = [one for one in waiting if one.due.state is DueState.DUE]
    in_time = [one for one in open_ones if not one.is_late(today)]
    if in_time:
        day = today + timedelta(days=2)
        acts.move_contact(coach, in_time[-1].due.id, day, "Hän on lomalla.", now=when)
