"""A year of work, lived through the services: events in order of time, each may cause others."""

from __future__ import annotations

import heapq
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from app.cli.demo import names
from app.domain.answers import Answer, How
from app.domain.calendar import local_day, to_utc
from app.domain.endings import KIND_WORDS
from app.domain.errors import ExpectedError
from app.domain.lifecycle import OfferState
from app.domain.support_contacts import Note
from app.domain.task_templates import ready_steps
from app.domain.tasks import TaskDraft
from app.domain.vocabulary import (
    CoachWanted,
    EngagementModel,
    Face,
    SupportKind,
    SupportPlace,
    WayIn,
)
from app.services import (
    agreements,
    alerts,
    answers,
    attendance,
    check_ins,
    endings,
    export_batches,
    hours,
    offers,
    screening,
    series,
    shortlists,
    steps,
    support_contacts,
    tasks,
    waves,
)
from app.store import demo, stale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from app.cli.demo.cast import Cast
    from app.domain.policy import Actor
    from app.store.models.work import Shift

Area = tuple[str, float, float]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# One offer takes at most this many times of work, so that people get asked again.
BLOCK = 8
TRIES = 3
# How many of a hundred times somebody can't come.
ABSENT = 0.03


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant of a local clock time in the demo."""
    return to_utc(day, time(hour, minute))


@dataclass(frozen=True)
class Search:
    """Who is asked to do an order: its worker until now, or anybody."""

    task_id: UUID
    tried: int = 0
    coach: Actor | None = None
    client_id: UUID | None = None


@dataclass
class Story:
    """What has happened and what is to happen until `now`."""

    cast: Cast
    now: datetime
    random: Random
    # On this weekday the unit of the cast goes along with the cast alone.
    kept_weekday: int = 0
    queue: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = field(
        default_factory=list
    )
    numbers: count[int] = field(default_factory=count)
    references: count[int] = field(default_factory=lambda: count(1))

    def plan(self, when: datetime, act: Callable[..., None], *facts: object) -> None:
        """Let something happen at an instant; what lies after now never does."""
        if when <= self.now:
            heapq.heappush(self.queue, (when, next(self.numbers), act, facts))

    def run(self, told: Callable[[datetime], None]) -> None:
        """Live through everything; an act that the rules refuse simply did not happen."""
        while self.queue:
            when, _number, act, facts = heapq.heappop(self.queue)
            try:
                act(when, *facts)
            except ExpectedError:
                continue
            finally:
                told(when)

    # --- orders

    def order(self, when: datetime, orderer: Actor, draft: TaskDraft) -> None:
        """An order is posted, opened two hours later, and offered the day after."""
        task_id = tasks.post_task(orderer, draft, submit=True, now=when)
        tell_how(orderer, task_id, draft, now=when)
        opened = when + timedelta(hours=2)
        screening.open_task(self.cast.dispatcher, task_id, floor_confirmed=True, now=opened)
        self.plan(self.daytime(opened + timedelta(hours=3)), self.ask, Search(task_id))

    def daytime(self, when: datetime) -> datetime:
        """The same instant if people are at work then, else the next morning."""
        day, wait = local_day(when), self.random.randrange(0, 50)
        if when < at(day, 9):
            return at(day, 9, wait)
        return when if when < at(day, 16) else at(day + timedelta(days=1), 9, wait)

    def ask(self, when: datetime, search: Search) -> None:
        """The coming times are offered: to whoever does them now, else to who fits best."""
        coming = demo.list_shifts(search.task_id, after=when + timedelta(hours=20))[:BLOCK]
        if not coming or search.tried >= TRIES:
            return
        ids, free = [shift.id for shift in coming], coming[0].places - coming[0].taken
        coach = search.coach or self.random.choice(self.free_coaches(coming))
        chosen = [search.client_id] if search.client_id else self.choose(coach, ids[0], free, when)
        # Whoever can't come every time is asked for one time only when nobody else was found.
        blocks = (ids, ids[:1]) if search.tried == TRIES - 1 else (ids,)
        made = self.offer(coach, blocks, chosen, when)
        for offer_id, client_id in made:
            found = Search(search.task_id, 0, coach, client_id)
            self.plan(self.answer_time(when), self.answer, found, offer_id)
        if len(made) < free:
            later = Search(search.task_id, search.tried + 1)
            self.plan(when + timedelta(minutes=20), self.ask, later)

    def free_coaches(self, coming: Sequence[Shift]) -> list[Actor]:
        """Who may go along, so that the cast's own coach and substitute always can with them."""
        if all(local_day(shift.starts_at).weekday() != self.kept_weekday for shift in coming):
            return self.cast.coaches
        return [one for one in self.cast.coaches if one not in self.cast.coaches_along]

    def choose(self, coach: Actor, shift_id: UUID, free: int, when: datetime) -> list[UUID]:
        listed = shortlists.shortlist_for_shift(coach, shift_id, now=when)
        # Who comes only with others waits for a coach to ask them all.
        able = (one for one in listed.fits if one.offers_left and not one.company)
        return [one.client_id for one in able if one.client_id not in self.cast.reserved][:free]

    def offer(
        self, coach: Actor, blocks: Sequence[list[UUID]], clients: list[UUID], when: datetime
    ) -> list[tuple[UUID, UUID]]:
        """The offers that could be made: each client gets the first block that fits."""
        made = []
        for client_id in clients:
            for block in blocks:
                try:
                    offer_ids = offers.offer_shifts(coach, block, [client_id], now=when)
                except ExpectedError:
                    continue
                made.append((offer_ids[0], client_id))
                break
        return made

    def answer_time(self, when: datetime) -> datetime:
        return self.daytime(when + timedelta(minutes=self.random.randrange(20, 900)))

    # --- answers

    def answer(self, when: datetime, found: Search, offer_id: UUID) -> None:
        client = self.cast[str(found.client_id)]
        luck = self.random.random()
        if demo.find_offer_state(offer_id) is OfferState.QUEUED:
            self.plan(when + timedelta(hours=5), self.answer, found, offer_id)
            return
        offers.mark_seen(client, offer_id, now=when)
        if luck < 0.1:
            answers.decline_offer(client, offer_id, now=when)
            self.plan(self.daytime(when + timedelta(hours=1)), self.ask, Search(found.task_id))
            return
        if luck < 0.2:
            answers.ask_coach(client, offer_id, now=when)
            self.plan(self.daytime(when + timedelta(hours=4)), self.talk, found, offer_id)
            return
        answers.accept_offer(client, offer_id, now=when)
        self.plan(when + timedelta(minutes=35), self.confirm, found, offer_id)

    def talk(self, when: datetime, found: Search, offer_id: UUID) -> None:
        coach = found.coach or self.cast.coaches[0]
        answers.answer_for_client(coach, offer_id, Answer.ACCEPT, How.PHONE, now=when)
        self.plan(when + timedelta(minutes=5), self.confirm, found, offer_id)

    def confirm(self, when: datetime, found: Search, offer_id: UUID) -> None:
        coach, client = found.coach or self.cast.coaches[0], self.cast[str(found.client_id)]
        offers.confirm_offer(coach, offer_id, now=when)
        self.agree_work(coach, offer_id, when)
        last = when
        for attendance_id, starts_at, ends_at in demo.list_attendances(offer_id):
            evening, last = starts_at - timedelta(hours=20), starts_at
            # The past needs no "I will come" any more; it is half a minute of building less.
            if evening > self.now - timedelta(days=7) or self.random.random() < ABSENT:
                self.plan(evening, self.evening_before, client, attendance_id)
            came = starts_at - timedelta(minutes=self.random.randrange(2, 12))
            self.plan(came, self.come, client, attendance_id)
            self.plan(ends_at, self.leave, coach, client, attendance_id)
        self.plan(self.daytime(last - timedelta(days=3)), self.ask, found)

    def agree_work(self, coach: Actor, offer_id: UUID, when: datetime) -> None:
        """The employer's reference, soon after the yes; that of the last days is still missing."""
        placement_id = demo.find_placement(offer_id)
        if placement_id is None or when > self.now - timedelta(days=6):
            return
        number = next(self.references)
        # Who has one already with the same employer needs no other; nor does who needs none.
        with suppress(ExpectedError):
            agreements.make_agreement(
                coach, placement_id, f"JC-{number:04d}", name_released=number % 3 > 0, now=when
            )

    # --- the day of work

    def evening_before(self, when: datetime, client: Actor, attendance_id: UUID) -> None:
        long_ago = when < self.now - timedelta(days=7)
        if long_ago or self.random.random() < ABSENT:
            attendance.cannot_come(client, attendance_id, now=when)
        else:
            attendance.say_will_come(client, attendance_id, now=when)

    def come(self, when: datetime, client: Actor, attendance_id: UUID) -> None:
        if self.random.random() < 0.98:
            attendance.check_in(client, attendance_id, now=when)

    def leave(self, when: datetime, coach: Actor, client: Actor, attendance_id: UUID) -> None:
        attendance.check_out(client, attendance_id, now=when)
        self.plan(when + timedelta(minutes=25), self.speak, client, attendance_id)
        if self.random.random() < 0.3:
            self.plan(when + timedelta(minutes=40), self.note, coach, client)

    def speak(self, when: datetime, client: Actor, attendance_id: UUID) -> None:
        """How it went in one of three faces, and the hours as planned or nearly so."""
        face = self.random.choices(list(Face), (70, 26, 4))[0]
        check_ins.say_how_it_went(client, attendance_id, face, now=when)
        minutes = None if self.random.random() < 0.9 else 105
        hours_id = hours.propose_hours(client, attendance_id, minutes, now=when)
        self.plan(self.daytime(when + timedelta(hours=18)), self.agree, client, hours_id)

    def agree(self, when: datetime, client: Actor, hours_id: UUID) -> None:
        """The orderer agrees, or now and then proposes other minutes or does not answer."""
        # Agreed by the dispatcher where the orderer phones instead of opening the link.
        drawn = self.random.random()
        if drawn < 0.05:
            hours.counter_hours(self.cast.dispatcher, hours_id, 90, "Lopetimme aiemmin.", now=when)
            hours.accept_counter(client, hours_id, now=when + timedelta(hours=2))
        elif drawn < 0.95:
            hours.agree_hours(self.cast.dispatcher, hours_id, now=when)

    def note(self, when: datetime, coach: Actor, client: Actor) -> None:
        kinds = list(SupportKind)
        said = self.random.choice(("", "", "Reitti sujui jo itse.", "Sovittiin taukojen paikka."))
        minutes = self.random.choice((15, 15, 30, 45))
        place = self.random.choice((SupportPlace.ON_SITE, SupportPlace.PHONE))
        note = Note(minutes, self.random.choice(kinds), place, when, said)
        client_ids = [client.client_id] if client.client_id else []
        support_contacts.write_note(coach, client_ids, note, draft_key=uuid4(), now=when)

    # --- what the office and the worker do

    def nightly(self, when: datetime) -> None:
        """What the worker does by itself in a day."""
        waves.expire_offers(now=when)
        waves.start_next_waves(now=when)
        attendance.finish_attendance(now=when)
        hours.agree_by_time(now=when)
        series.finish_past(now=when)
        self._explain(when)

    def _explain(self, when: datetime) -> None:
        """The dispatcher says why nobody was found; the newest ones still wait."""
        for task in stale.list_unexplained():
            if task.closed_at and task.closed_at < when - timedelta(days=2):
                why = self.random.choice(list(KIND_WORDS))
                endings.say_why(self.cast.dispatcher, task.id, why, "", now=when)

    def weekly(self, when: datetime) -> None:
        for series_id in series.list_due(now=when):
            series.extend_series(series_id, now=when)
        for coach in self.cast.coaches:
            for alert in demo.list_old_alerts(coach, before=when - timedelta(days=4)):
                alerts.finish(coach, alert, now=when)

    def month_end(self, when: datetime) -> None:
        export_batches.export_hours(
            self.cast.dispatcher, until_on=local_day(when) - timedelta(days=1), now=when
        )


def tell_how(orderer: Actor, task_id: UUID, draft: TaskDraft, *, now: datetime) -> None:
    """The orderer says how the work is done and where one gets off."""
    if draft.category:
        steps.save_steps(orderer, task_id, ready_steps(draft.category, draft.title), now=now)
    walk = 2 + len(draft.place) % 7
    steps.save_stop(orderer, task_id, draft.area, walk, now=now)


def draft(
    random: Random,
    first_on: date,
    *,
    recurrence: str | None = None,
    work: names.Work | None = None,
    area: Area | None = None,
    start: int = 0,
    **facts: object,
) -> TaskDraft:
    """An order of one of the usual kinds, once or every week from a day on."""
    work = work or random.choice(names.WORKS)
    usual = work.template
    name, lat, lon = area or random.choice(names.AREAS)
    start = start or random.choice((9, 9, 10, 10, 12, 13))
    values: dict[str, Any] = {
        "title": usual.title, "description": usual.description, "category": usual.category,
        "place": f"{name}, pääovi", "area": name, "lat": lat, "lon": lon, "door": "Pääovi",
        "way_in": WayIn.LIFT,
        "break_room": "Kahvihuone oven vieressä.", "toilet": "Käytävän päässä.",
        "clothes": "Omat vaatteet käyvät.",
        "first_on": first_on, "start_time": time(start), "end_time": time(start + 2),
        "recurrence": weekly(first_on) if recurrence is None else recurrence,
        "pay_cents_per_hour": work.pay,
        "demands": usual.demands, "bring": usual.bring,
        "coach_wanted": random.choice((CoachWanted.FIRST_SHIFT, CoachWanted.NO)),
        "engagement_model": random.choice(list(EngagementModel)),
        "contact_name": random.choice(names.FIRST_NAMES), "contact_phone": "050 1234567",
    }  # fmt: skip
    return TaskDraft(**values | facts)


def weekly(first_on: date, weekdays: int = 1) -> str:
    """Every week on so many days, from the first day's weekday on."""
    first = first_on.weekday()
    days = sorted({(first + step * 2) % 5 if step else first for step in range(weekdays)})
    return f"FREQ=WEEKLY;BYDAY={','.join(DAYS[day] for day in days)}"
