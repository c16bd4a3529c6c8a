"""All scheduled work. Each is harmless to run twice, late, or in several workers at once.

How often it is asked for is real time; what is due is decided by the site's clock, which the demo
moves. Daily work has no meaning between 22 and 3, when the local day is not the day in UTC or
the clocks are changed.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial

from app.scheduled.runner import each_alone
from app.scheduled.work import Tools, Work
from app.services import (
    agreements,
    alerts,
    apart,
    attendance,
    bookings,
    cleaning,
    delivery,
    endings,
    handovers,
    hours,
    idle_placements,
    late_contacts,
    months,
    on_site,
    pausing,
    reminders,
    screening,
    series,
    support_plans,
    trail,
    waiting,
    waitlist,
    watching,
    waves,
    week_plans,
)

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def _agree_by_time(now: datetime) -> int:
    passed = hours.agree_by_time(now=now)
    return passed.proposed + passed.agreed


def _make_plans(tools: Tools, now: datetime) -> int:
    if not week_plans.is_one_waiting(now=now):
        return 0
    # Here, since the solver takes a second to load and most workers never need it.
    from app.services import planning  # noqa: PLC0415

    return planning.make_plans(now=now, how=planning.How(tools.worker))


def _mend_plans(now: datetime) -> int:
    if not week_plans.is_one_broken(now=now):
        return 0
    from app.services import planning  # noqa: PLC0415 - as above

    return planning.mend_plans(now=now)


def extend_series(now: datetime) -> int:
    """How many shifts were made ahead, each recurrence by itself."""
    return each_alone(
        series.list_due(now=now),
        partial(series.extend_series, now=now),
        partial(series.tell_stuck, now=now),
    )


TABLE = (
    Work(
        "deliver_outbox",
        2 * SECOND,
        lambda tools, now: delivery.send_due(tools.desk, worker=tools.worker, now=now),
        "Messages go out at once; a failed one is tried again after 1, 2, 4 … 60 minutes.",
        alone=False,
    ),
    Work(
        "seal_trail",
        5 * SECOND,
        lambda _tools, _now: trail.seal_trail(),
        "New rows of the trail get their place in the chain within ten seconds.",
    ),
    Work(
        "send_due_offers",
        30 * SECOND,
        lambda _tools, now: waves.send_due_offers(now=now),
        "A client sees one offer at a time; the next one comes when that is answered.",
    ),
    Work(
        "look_after_waitlist",
        10 * SECOND,
        lambda _tools, now: waitlist.look_after(now=now),
        "A place that is free again is offered first to who waits for it; a needless wait ends.",
    ),
    Work(
        "expire_offers",
        30 * SECOND,
        lambda _tools, now: waves.expire_offers(now=now),
        "An offer whose answer window is over goes on to somebody else.",
    ),
    Work(
        "start_next_waves",
        30 * SECOND,
        lambda _tools, now: waves.start_next_waves(now=now),
        "When a round of asking left places free, the next clients are asked.",
    ),
    Work(
        "confirm_by_time",
        30 * SECOND,
        lambda _tools, now: waves.confirm_by_time(now=now),
        "A yes is confirmed by itself after half an hour.",
    ),
    Work(
        "send_shift_reminders",
        MINUTE,
        lambda _tools, now: reminders.send_shift_reminders(now=now),
        "A client is reminded the evening before a shift and two hours before it.",
    ),
    Work(
        "finish_attendance",
        MINUTE,
        lambda _tools, now: attendance.finish_attendance(now=now),
        "A shift that nobody ended is ended as planned, or its end is asked for.",
    ),
    Work(
        "tell_unanswered",
        MINUTE,
        lambda _tools, now: on_site.tell_unanswered(now=now),
        "When something is wrong on a shift and nobody takes it on, dispatchers hear of it.",
    ),
    Work(
        "watch_check_ins",
        30 * SECOND,
        lambda _tools, now: watching.watch_check_ins(now=now),
        "Who is not there 15 minutes after the start is missed: the coach's phone rings.",
    ),
    Work(
        "pass_on_alerts",
        30 * SECOND,
        lambda _tools, now: alerts.pass_on(now=now),
        "An alert that nobody takes on goes to a colleague, then to the manager; each hears once.",
    ),
    Work(
        "watch_limits",
        10 * MINUTE,
        lambda _tools, now: watching.watch_limits(now=now),
        "The coach hears that a client's pay of the month is near the limit, or over it.",
        daily_from=time(8),
    ),
    Work(
        "watch_passes",
        10 * MINUTE,
        lambda _tools, now: watching.watch_passes(now=now),
        "The coach hears in good time of a pass that agreed work will ask for, or that ends.",
        daily_from=time(8),
    ),
    Work(
        "end_idle_placements",
        10 * MINUTE,
        lambda _tools, now: idle_placements.end_idle(now=now),
        "Work by single shifts ends by itself long after its last shift, and its plan with it.",
        daily_from=time(4),
    ),
    Work(
        "watch_silence",
        10 * MINUTE,
        lambda _tools, now: watching.watch_silence(now=now),
        "Clients of whom nothing was heard for long are told of in one letter to their coach.",
        daily_from=time(8),
    ),
    Work(
        "send_hours_links",
        MINUTE,
        lambda _tools, now: hours.send_hours_links(now=now),
        "The orderer gets a link to agree the hours of a day, without sign-in.",
    ),
    Work(
        "agree_by_time",
        5 * MINUTE,
        lambda _tools, now: _agree_by_time(now),
        "Hours that nobody answers are agreed in time, or go to the dispatcher.",
    ),
    Work(
        "finish_past",
        5 * MINUTE,
        lambda _tools, now: series.finish_past(now=now),
        "Shifts that are over are done, and an order ends with its last shift.",
    ),
    Work(
        "ask_stale",
        10 * MINUTE,
        lambda _tools, now: endings.ask_stale(now=now),
        "The orderer of an order that nobody has touched for long is asked whether it is needed.",
    ),
    Work(
        "expire_stale",
        10 * MINUTE,
        lambda _tools, now: endings.expire_stale(now=now),
        "An order that nobody answers for ends, and so does one whose times passed unopened.",
    ),
    Work(
        "tell_dispatchers",
        5 * MINUTE,
        lambda _tools, now: screening.tell_dispatchers(now=now),
        "Orders that came in after the last letter to the dispatchers are told of together.",
    ),
    Work(
        "remind_orderers",
        10 * MINUTE,
        lambda _tools, now: waiting.remind_orderers(now=now),
        "An orderer who has not answered gets a mail, then a text message; then we call.",
    ),
    Work(
        "tell_unfilled",
        10 * MINUTE,
        lambda _tools, now: endings.tell_unfilled(now=now),
        "The orderer hears that nobody was found, also if the reason has not been given in a day.",
    ),
    Work(
        "tell_missing_agreements",
        10 * MINUTE,
        lambda _tools, now: agreements.tell_missing(now=now),
        "Dispatchers hear of work that begins soon and needs an agreement that is not there.",
        daily_from=time(8),
    ),
    Work(
        "grow_support_plans",
        MINUTE,
        lambda _tools, now: support_plans.grow_plans(now=now),
        "The follow-along plan of a placement grows as its shifts are agreed, done or cancelled.",
    ),
    Work(
        "tell_late_contacts",
        10 * MINUTE,
        lambda _tools, now: late_contacts.tell_late(now=now),
        "Of a late contact the coach hears, then a substitute, then the manager.",
        daily_from=time(8),
    ),
    Work(
        "resume_paused",
        10 * MINUTE,
        lambda _tools, now: pausing.resume_paused(now=now),
        "An order that rested until a day goes on, before people begin to work.",
        daily_from=time(6),
    ),
    Work(
        "remind_of_apart",
        10 * MINUTE,
        lambda _tools, now: apart.remind(now=now),
        "The coach hears that it is time to talk over a place from which no work is offered.",
        daily_from=time(8),
    ),
    Work(
        "pass_on_drafts",
        10 * MINUTE,
        lambda _tools, now: handovers.pass_on_drafts(now=now),
        "On the day people go to another coach for good, their unfinished notes go along.",
        daily_from=time(4),
    ),
    Work(
        "send_month_summaries",
        10 * MINUTE,
        lambda _tools, now: months.send_summaries(now=now),
        "When a month is over, whoever orders gets a mail with its summary, if there was work.",
        daily_from=time(9),
    ),
    Work(
        "plan_next_week",
        10 * MINUTE,
        lambda _tools, now: week_plans.ask_for_next_week(now=now),
        "On Friday all units get one plan of the next week together, as a proposal to coaches.",
        daily_from=time(6),
    ),
    Work(
        "make_plans",
        2 * SECOND,
        _make_plans,
        "A plan that was asked for is made; a coach sees how far it is.",
        # Each plan is claimed by itself, so that a long one keeps no other waiting.
        alone=False,
    ),
    Work(
        "cover_absences",
        10 * SECOND,
        lambda _tools, now: bookings.cover_absences(now=now),
        "The visits of a coach who is away go to a colleague of the unit, or raise an alert.",
    ),
    Work(
        "mend_plans",
        10 * SECOND,
        lambda _tools, now: _mend_plans(now),
        "When a place of a planned week falls away, its plan proposes who could work instead.",
    ),
    Work(
        "extend_series",
        10 * MINUTE,
        lambda _tools, now: extend_series(now),
        "Recurring orders have their shifts eight weeks ahead; one that cannot is told of.",
        daily_from=time(4),
    ),
    Work(
        "clean_up",
        10 * MINUTE,
        lambda _tools, now: cleaning.clean_up(now=now),
        "Old links, uploads, sessions, counts and the bodies of sent messages go.",
        daily_from=time(5),
    ),
)
