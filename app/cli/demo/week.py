"""The demo's plot: a year of standing orders, this week in every state, the cast in the middle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from app.cli.demo import contacts, names, newcomers, own_story
from app.cli.demo.cast import FOURTH, HOME, ORDERER, OTHER, PEOPLE, THIRD, Cast
from app.cli.demo.story import Story, at, draft, tell_how, weekly
from app.domain.calendar import local_day
from app.domain.public_tasks import PublicFact
from app.domain.terms import terms_of
from app.domain.vocabulary import CoachWanted, Face, Scale
from app.services import (
    answers,
    attendance,
    away,
    check_ins,
    endings,
    hours,
    offers,
    public_tasks,
    screening,
    tasks,
    terms,
    waitlist,
    wanted_workers,
)
from app.store import demo, shifts
from app.store import tasks as stored
from app.store import wanted_workers as known_workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.tasks import TaskDraft

WEEKS_BACK = 52
STANDING = 25
# One standing order in so many is for Saturdays.
WEEKEND = 6
RECENT = 30
WORK: dict[str, names.Work] = {work.template.category: work for work in names.WORKS}
KALLIO = names.AREAS[0]
# When each of the cast works: one coach goes along with the first three.
START = {"cleaning": 9, "kitchen": 11, "elderly_assist": 13, "textile": 10}


def live(cast: Cast, *, seed: int, now: datetime, told: Callable[[datetime], None]) -> None:
    """Live a year until now."""
    today = local_day(now)
    story = Story(cast, now, Random(seed), _workday_until(_last_day(now)).weekday())
    _plan_year(story, today)
    _plan_recent(story, today)
    _plan_waiting(story, today)
    _plan_cast(story, today)
    story.run(told)


def _last_day(now: datetime) -> date:
    """The last day on which the cast has come home from work."""
    today = local_day(now)
    return today if now > at(today, 15, 30) else today - timedelta(days=1)


def _workday_until(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _workday(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _plan_year(story: Story, today: date) -> None:
    """Standing orders, once a week for a year, and what the worker does each day."""
    first = today - timedelta(weeks=WEEKS_BACK)
    for number in range(STANDING):
        orderer = story.cast.orderers[number]
        posted = _workday(first + timedelta(days=story.random.randrange(0, 10)))
        starts = _workday(posted + timedelta(days=story.random.randrange(4, 9)))
        if number % WEEKEND == 0:
            starts += timedelta(days=5 - starts.weekday())
        story.plan(at(posted, 8, number), story.order, orderer, draft(story.random, starts))
    for number in range(WEEKS_BACK * 7 + 1):
        night = at(first + timedelta(days=number), 19, 55)
        story.plan(night, story.nightly)
        if number % 7 == 0:
            story.plan(night, story.weekly)
    for day in (first + timedelta(days=number) for number in range(WEEKS_BACK * 7 + 1)):
        if day.day == 3:
            story.plan(at(day, 10), story.month_end)


def _plan_recent(story: Story, today: date) -> None:
    """Orders of the last weeks, two or three times a week."""
    for number in range(RECENT):
        orderer = story.cast.orderers[10 + number]
        posted = _workday(today - timedelta(days=story.random.randrange(6, 32)))
        starts = _workday(posted + timedelta(days=story.random.randrange(3, 8)))
        order = draft(
            story.random, starts, recurrence=weekly(starts, 2 + number % 2),
            places=1 + number % 5 // 4,
        )  # fmt: skip
        story.plan(at(posted, 9, number), story.order, orderer, order)


def _plan_waiting(story: Story, today: date) -> None:
    """Orders that have not come so far, or not to anything."""
    day = _workday(today + timedelta(days=4))
    for number, act in enumerate((
        _post, _post, _post, _send_back, _keep, _cancel, _refuse, _open_late, _open_late, _pause,
    )):  # fmt: skip
        orderer = story.cast.orderers[number % 6]
        once = draft(story.random, day + timedelta(days=number % 3), recurrence="")
        hour = at(today - timedelta(days=1 + number % 2), 10, number)
        story.plan(hour, act, story, orderer, once)
    old = draft(story.random, day + timedelta(days=60), recurrence="")
    story.plan(at(today - timedelta(days=31), 10), _keep, story, story.cast[ORDERER], old)
    missed = draft(story.random, _workday_until(today - timedelta(days=1)), recurrence="")
    story.plan(at(today - timedelta(days=6), 11), _miss, story, story.cast[ORDERER], missed)
    story.plan(at(today - timedelta(days=1), 12), _ask_whether_needed)
    asked = draft(story.random, day + timedelta(days=1), recurrence="")
    story.plan(at(today - timedelta(days=1), 9, 10), newcomers.register, story, asked)
    # Its orderer has not answered and its time is today: the dispatcher calls.
    near = draft(story.random, today, recurrence="", start=15)
    story.plan(at(today - timedelta(days=1), 9, 30), _send_back, story, story.cast[ORDERER], near)


def _post(when: datetime, _story: Story, orderer: Actor, order: TaskDraft) -> None:
    tasks.post_task(orderer, order, submit=True, now=when)


def _keep(when: datetime, story: Story, _orderer: Actor, order: TaskDraft) -> None:
    task_id = tasks.post_task(story.cast[ORDERER], order, now=when)
    _ask_by_name(when, story, task_id)


def _ask_by_name(when: datetime, story: Story, task_id: UUID) -> None:
    """Oona would like to have somebody again who has worked there."""
    oona = story.cast[ORDERER]
    if oona.organisation_id is None:
        return
    for one in known_workers.list_known(oona.organisation_id, now=when)[:1]:
        wanted_workers.ask_for_worker(oona, task_id, one.attendance_id, now=when)


def _send_back(when: datetime, story: Story, _orderer: Actor, order: TaskDraft) -> None:
    task_id = tasks.post_task(story.cast[ORDERER], order, submit=True, now=when)
    text = "Kiitos tilauksesta! Kertoisitko vielä, kuka on vastassa ovella?"
    screening.request_changes(story.cast.dispatcher, task_id, text, now=when + timedelta(hours=1))


def _cancel(when: datetime, _story: Story, orderer: Actor, order: TaskDraft) -> None:
    task_id = tasks.post_task(orderer, order, submit=True, now=when)
    tasks.cancel_task(orderer, task_id, "Tilaisuus siirtyi keväälle.", now=when)


def _refuse(when: datetime, story: Story, orderer: Actor, order: TaskDraft) -> None:
    task_id = tasks.post_task(orderer, order, submit=True, now=when)
    reason = "Tämä työ vaatii ajokortin. Voimmeko auttaa jossain muussa?"
    screening.refuse_task(story.cast.dispatcher, task_id, reason, now=when)


def _open(when: datetime, story: Story, orderer: Actor, order: TaskDraft) -> UUID:
    task_id = tasks.post_task(orderer, order, submit=True, now=when)
    tell_how(orderer, task_id, order, now=when)
    screening.open_task(story.cast.dispatcher, task_id, floor_confirmed=True, now=when)
    return task_id


def _open_late(when: datetime, story: Story, orderer: Actor, _order: TaskDraft) -> None:
    """Open, starts soon, nobody asked yet: the board's row at risk, with a page for anybody.

    For a group with an instructor, of whom one may learn beside the others.
    """
    soon = local_day(when) + timedelta(days=3)
    order = draft(
        story.random, soon, recurrence="", start=12, places=3, instructor_along=True,
        learner_welcome=True,
    )  # fmt: skip
    task_id = _open(when, story, orderer, order)
    public_tasks.publish_task(orderer, task_id, "Helsinki", list(PublicFact), now=when)


def _miss(when: datetime, story: Story, orderer: Actor, order: TaskDraft) -> None:
    """Open, and nobody is found: the dispatcher is asked why."""
    _open(when, story, orderer, order)


def _ask_whether_needed(when: datetime) -> None:
    endings.ask_stale(now=when)


def _pause(when: datetime, story: Story, orderer: Actor, order: TaskDraft) -> None:
    until = local_day(when) + timedelta(days=10)
    tasks.pause_task(orderer, _open(when, story, orderer, order), until_on=until, now=when)


# --- the cast


def _plan_cast(story: Story, today: date) -> None:
    """Kalle has worked for two months and has a new offer; Kaisa found yesterday too hard."""
    start = at(today - timedelta(days=64), 9)
    # The morning of the last day on which people have been at work for an hour.
    morning = today if story.now > at(today, 9) else today - timedelta(days=1)
    last_day = _last_day(story.now)
    last = _workday_until(last_day)
    story.plan(start, _standing, story, HOME, "elderly_assist", last, "client")
    story.plan(start, _standing, story, OTHER, "kitchen", last, "client_other")
    story.plan(start, _standing, story, HOME, "cleaning", last, THIRD)
    # The unit's other coach goes along on a day of his own, so that the first one can stand in.
    day_before = _workday_until(last - timedelta(days=1))
    story.plan(start, _standing, story, OTHER, "textile", day_before, FOURTH)
    ill_on = day_before - timedelta(days=7)
    story.plan(at(ill_on, 7, 10), _fall_ill, story.cast[PEOPLE["coach_same_unit"]], ill_on)
    own_story.plan(story, _client(story, "client"), today)
    contacts.plan(story, story.cast[PEOPLE["coach"]], today)
    if last_day != last:
        story.plan(at(last - timedelta(days=6), 10), _weekend, story, last_day)
    story.plan(at(morning, 8, 5), _offer_new, story, "packing", "client", 4)
    story.plan(at(morning, 8, 20), _offer_new, story, "garden", "client", 3)
    story.plan(at(morning, 8, 10), _offer_new, story, "shop", "client_other", 3)
    story.plan(at(today - timedelta(days=2), 9, 20), _lose_place, story, "office")
    story.plan(at(today - timedelta(days=2), 9, 40), _promise_what_changes, story)


def _fall_ill(when: datetime, coach: Actor, day: date) -> None:
    """A coach is away for a day and says so in the morning: a colleague goes instead."""
    if coach.user_id is not None:
        away.say_away(coach, coach.user_id, day, day, now=when)


def _client(story: Story, key: str) -> Actor:
    if key in (THIRD, FOURTH):
        return next(actor for actor in story.cast.actors.values() if actor.name == key)
    user_id = demo.list_people()[key].user_id
    return next(actor for actor in story.cast.actors.values() if actor.user_id == user_id)


def _coach(story: Story, client: Actor) -> Actor:
    key = "coach_same_unit" if client.name == FOURTH else "coach"
    return story.cast[PEOPLE[key]]


def _ids(client: Actor) -> list[UUID]:
    return [client.client_id] if client.client_id else []


def _standing(
    when: datetime, story: Story, orderer: str, category: str, until: date, key: str
) -> None:
    """A weekly work of one of the cast on yesterday's weekday, with the coach along."""
    first = until - timedelta(weeks=8)
    order = draft(
        story.random, first, work=WORK[category], area=KALLIO, start=START[category],
        coach_wanted=CoachWanted.ALWAYS,
    )  # fmt: skip
    task_id = _open(when, story, story.cast[orderer], order)
    story.plan(when + timedelta(hours=1), _offer_block, story, task_id, key)
    story.plan(at(until - timedelta(days=5), 9), _offer_block, story, task_id, key)


def _weekend(when: datetime, story: Story, day: date) -> None:
    """One time for Kalle alone, so that there is work to speak of on a Sunday too."""
    order = draft(
        story.random, day, work=WORK["elderly_assist"], area=KALLIO, start=START["elderly_assist"],
        recurrence="", coach_wanted=CoachWanted.NO,
    )  # fmt: skip
    _offer_block(when, story, _open(when, story, story.cast[HOME], order), "client")


def _offer_block(when: datetime, story: Story, task_id: UUID, key: str) -> None:
    client = _client(story, key)
    coach = _coach(story, client)
    coming = [shift.id for shift in demo.list_shifts(task_id, after=when)][:9]
    (offer_id,) = offers.offer_shifts(coach, coming, _ids(client), now=when)
    answers.accept_offer(client, offer_id, now=when + timedelta(minutes=30))
    offers.confirm_offer(coach, offer_id, now=when + timedelta(minutes=40))
    story.agree_work(coach, offer_id, when + timedelta(minutes=50))
    for attendance_id, starts_at, ends_at in demo.list_attendances(offer_id):
        story.plan(starts_at, _come, story, client, attendance_id)
        story.plan(ends_at, _leave, story, client, attendance_id)
        if client.name == "Kaisa" and timedelta() < story.now - ends_at < timedelta(days=4):
            early = starts_at - timedelta(minutes=8)
            story.plan(early, own_story.find_door_closed, story, client, coach, attendance_id)
        if key == FOURTH and starts_at > story.now:
            story.plan(when + timedelta(hours=1), _promise, client, attendance_id)


def _promise(when: datetime, client: Actor, attendance_id: UUID) -> None:
    attendance.say_will_come(client, attendance_id, now=when)


def _come(when: datetime, _story: Story, client: Actor, attendance_id: UUID) -> None:
    attendance.check_in(client, attendance_id, now=when)


def _leave(when: datetime, story: Story, client: Actor, attendance_id: UUID) -> None:
    """The last time is left half told, so that there is something to do in the demo."""
    attendance.check_out(client, attendance_id, now=when)
    last = when > story.now - timedelta(days=4)
    if last and client.name == "Kalle":
        return
    face = Face.TOO_HARD if last and client.name == "Kaisa" else Face.GOOD
    check_ins.say_how_it_went(client, attendance_id, face, now=when)
    hours_id = hours.propose_hours(client, attendance_id, None, now=when)
    if last and client.name == "Kaisa":
        morning = story.now - timedelta(minutes=30)
        story.plan(morning, own_story.ask_for_call, story, client, attendance_id)
    if not last:
        story.plan(when + timedelta(hours=5), story.agree, client, hours_id)
        story.plan(when + timedelta(hours=8), own_story.thank, story, client, hours_id)
        story.plan(when + timedelta(hours=9), own_story.say_of_shift, story, client, attendance_id)
    if story.random.random() < 0.5:
        story.plan(when + timedelta(minutes=30), story.note, _coach(story, client), client)


def _offer_new(when: datetime, story: Story, category: str, key: str, days: int) -> None:
    """A new order in some days, offered this morning."""
    coach, client = story.cast[PEOPLE["coach"]], _client(story, key)
    shift_ids = _open_once(when, story, category, days)
    offer_ids = offers.offer_shifts(coach, shift_ids, _ids(client), now=when)
    if category == "packing":
        answers.ask_coach(client, offer_ids[0], now=when + timedelta(minutes=9))


def _open_once(when: datetime, story: Story, category: str, days: int) -> list[UUID]:
    """The one time of a new order in some days, which needs no coach along."""
    day = _workday(local_day(when) + timedelta(days=days))
    order = draft(
        story.random, day, work=WORK[category], area=KALLIO, start=9, recurrence="",
        coach_wanted=CoachWanted.NO,
    )  # fmt: skip
    task_id = _open(when, story, story.cast[OTHER], order)
    return [shift.id for shift in demo.list_shifts(task_id, after=when)[:1]]


def _lose_place(when: datetime, story: Story, category: str) -> None:
    """Vilja was quicker than Kaisa, who waits for the place now."""
    quick, late = _client(story, THIRD), _client(story, "client_other")
    people = [*_ids(quick), *_ids(late)]
    later = (local_day(when) + timedelta(days=days) for days in (6, 7, 8, 9))
    # On the other day both of them have work of their own.
    free = next(day for day in map(_workday, later) if day.weekday() != story.kept_weekday)
    shift_ids = _open_once(when, story, category, (free - local_day(when)).days)
    first, second = offers.offer_shifts(_coach(story, quick), shift_ids, people, now=when)
    answers.accept_offer(quick, first, now=when + timedelta(minutes=20))
    waitlist.wait(late, second, now=when + timedelta(minutes=50))


def _promise_what_changes(when: datetime, story: Story) -> None:
    """Vilja says yes to a work; this morning its pay rises and there is more to carry."""
    client = _client(story, THIRD)
    later = (local_day(when) + timedelta(days=days) for days in (12, 13, 14, 15))
    free = next(day for day in map(_workday, later) if day.weekday() != story.kept_weekday)
    shift_ids = _open_once(when, story, "packing", (free - local_day(when)).days)
    (offer_id,) = offers.offer_shifts(_coach(story, client), shift_ids, _ids(client), now=when)
    answers.accept_offer(client, offer_id, now=when + timedelta(minutes=20))
    story.plan(at(local_day(when) + timedelta(days=1), 10), _change_terms, story, shift_ids[0])


def _change_terms(when: datetime, story: Story, shift_id: UUID) -> None:
    orderer = story.cast[OTHER]
    task_id = shifts.get_shift(orderer, shift_id).task_id
    said = terms_of(stored.draft_of(stored.get_task(orderer, task_id)))
    said = replace(
        said, pay_cents_per_hour=(said.pay_cents_per_hour or 0) + 60,
        demands={**said.demands, Scale.LIFTING: 2},
    )  # fmt: skip
    seen = terms.foresee(orderer, task_id, said, now=when).mark
    terms.change_terms(orderer, task_id, said, seen=seen, now=when)
