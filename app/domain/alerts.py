"""Every kind of alert in one table: how soon, by what way, at night or not, who hears next.

An alert calls somebody to a person; it is never a mark of anybody. Source: features K1, K11; the
on-the-job support of issue 6. What is wrong on the spot keeps the dated time of `on_site`, and
those who dispatch hear next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.calendar import day_bounds, local_day, next_open_time, window_end

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class AlertKind(StrEnum):
    """What an alert is about."""

    TOO_HARD = "too_hard"
    CANNOT_COME = "cannot_come"
    DID_NOT_COME = "did_not_come"
    ASKED_COACH = "asked_coach"
    NO_COACH = "no_coach"
    NOT_HEARD = "not_heard"
    SAID_YES = "said_yes"
    GET_PASS = "get_pass"  # noqa: S105 - a pass, not a password
    ASK_UNIT = "ask_unit"
    COLLEAGUE = "colleague"
    KEPT_APART = "kept_apart"
    WANTS_TO_STOP = "wants_to_stop"
    UNCLEAR_REPLY = "unclear_reply"
    NO_MESSAGES = "no_messages"
    # Said on the spot (`on_site.Trouble`).
    DOOR_CLOSED = "door_closed"
    COACH_MISSING = "coach_missing"
    NOBODY_CAME = "nobody_came"
    # How it was, when it is over.
    CAME_LATE = "came_late"
    ORDERER_WANTS_TALK = "orderer_wants_talk"
    NOT_HERE_AGAIN = "not_here_again"
    REVIEW_APART = "review_apart"
    ORDERER_WANTS_MORE = "orderer_wants_more"
    CANCELLED_LATE = "cancelled_late"
    CONTACT_LATE = "contact_late"
    # What a coach did for a client, who says that it is not so.
    NOT_RIGHT = "not_right"
    # The client pressed for help.
    HELP = "help"
    # What nobody said, and the site saw by itself.
    NO_CHECK_IN = "no_check_in"
    SILENCE = "silence"
    LIMIT_NEAR = "limit_near"
    LIMIT_OVER = "limit_over"
    PASS_SOON = "pass_soon"  # noqa: S105 - a pass, not a password
    PASS_ENDS = "pass_ends"  # noqa: S105 - a pass, not a password


class AlertLevel(StrEnum):
    """How soon somebody must act."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"


class Way(StrEnum):
    """How the coach hears: on the phone at once, by mail, or on the first page alone."""

    PHONE = "phone"
    MAIL = "mail"
    PAGE = "page"


class Next(StrEnum):
    """Who hears when nobody has taken an alert on in time."""

    SUBSTITUTE = "substitute"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How soon is soon. Units: minutes at any hour for now, else daytime hours (8-20)."""

    now_minutes: int = 15
    today_hours: int = 4
    soon_hours: int = 12
    # After a substitute has heard, so much later the manager does.
    then_hours: int = 4

    def __post_init__(self) -> None:
        if not 0 < self.now_minutes / 60 < self.today_hours <= self.soon_hours:
            raise ValueError("alert deadlines out of order")


DEFAULT = Deadlines()
UNIT = (Next.SUBSTITUTE, Next.MANAGER)
# What has time waits for its own coach; the manager hears of what is late in one letter a day.
LATER = (Next.MANAGER,)


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from one kind of alert."""

    level: AlertLevel = AlertLevel.SOON
    way: Way = Way.MAIL
    letter: str = "alert_raised"
    by_night: bool = False
    # It can't wait until tomorrow, however late it came.
    tonight: bool = False
    next: tuple[Next, ...] = LATER


_NOW = Plan(AlertLevel.NOW, Way.PHONE, "alert_now", by_night=True, next=UNIT)
_TODAY = Plan(AlertLevel.TODAY, next=UNIT)
_ON_SITE = Plan(AlertLevel.TODAY, Way.PHONE, "help_on_site", by_night=True, next=())
# What stands on the coach's own list: nobody else need hear of it.
_OWN = Plan(way=Way.PAGE, next=())

PLANS: Mapping[AlertKind, Plan] = {
    # At night nobody is there to call: the client is told so, and hears in the morning.
    AlertKind.HELP: replace(_NOW, by_night=False),
    AlertKind.NO_CHECK_IN: _NOW,
    AlertKind.DID_NOT_COME: Plan(
        AlertLevel.TODAY, Way.PHONE, "alert_now", by_night=True, tonight=True, next=UNIT
    ),
    AlertKind.NOT_HEARD: Plan(tonight=True, next=UNIT),
    AlertKind.TOO_HARD: Plan(AlertLevel.TODAY, Way.PHONE, "alert_now", next=UNIT),
    AlertKind.CANNOT_COME: Plan(
        AlertLevel.TODAY, letter="client_cannot_come", tonight=True, next=UNIT
    ),
    AlertKind.CAME_LATE: Plan(AlertLevel.TODAY, tonight=True, next=UNIT),
    AlertKind.WANTS_TO_STOP: Plan(
        AlertLevel.TODAY, letter="client_wants_to_stop", tonight=True, next=UNIT
    ),
    AlertKind.NOT_RIGHT: Plan(AlertLevel.TODAY, letter="client_says_not_right", next=UNIT),
    AlertKind.KEPT_APART: _TODAY,
    AlertKind.NO_COACH: Plan(AlertLevel.TODAY, letter="presence_wanted", next=UNIT),
    AlertKind.UNCLEAR_REPLY: Plan(AlertLevel.TODAY, Way.PAGE, next=UNIT),
    AlertKind.CANCELLED_LATE: Plan(AlertLevel.TODAY, Way.PAGE, next=UNIT),
    AlertKind.DOOR_CLOSED: _ON_SITE,
    AlertKind.COACH_MISSING: _ON_SITE,
    AlertKind.NOBODY_CAME: _ON_SITE,
    AlertKind.ASKED_COACH: Plan(letter="question_answered"),
    AlertKind.SAID_YES: Plan(letter="question_answered"),
    AlertKind.NO_MESSAGES: Plan(way=Way.PAGE),
    AlertKind.ORDERER_WANTS_TALK: Plan(),
    AlertKind.ORDERER_WANTS_MORE: Plan(letter="orderer_wants_more"),
    AlertKind.NOT_HERE_AGAIN: Plan(),
    AlertKind.REVIEW_APART: Plan(next=()),
    AlertKind.LIMIT_OVER: _TODAY,
    AlertKind.LIMIT_NEAR: Plan(),
    AlertKind.PASS_SOON: Plan(),
    AlertKind.PASS_ENDS: Plan(),
    # One letter tells of all who are silent (`watching`).
    AlertKind.SILENCE: _OWN,
    AlertKind.COLLEAGUE: Plan(letter="colleague_told", next=()),
    # One letter a day tells of all that are late, by steps of its own (`late_contacts`).
    AlertKind.CONTACT_LATE: _OWN,
    AlertKind.GET_PASS: _OWN,
    AlertKind.ASK_UNIT: _OWN,
}


def plan_of(kind: AlertKind) -> Plan:
    """What follows from an alert of this kind."""
    return PLANS[kind]


def level_of(kind: AlertKind) -> AlertLevel:
    """How soon somebody must act on an alert, unless a face or a rule says another."""
    return PLANS[kind].level


def due_at(level: AlertLevel, now: datetime, setting: Deadlines = DEFAULT) -> datetime:
    """By when an alert of a level must be taken care of; nights don't count unless it is now."""
    if level is AlertLevel.NOW:
        return now + timedelta(minutes=setting.now_minutes)
    hours = setting.today_hours if level is AlertLevel.TODAY else setting.soon_hours
    return window_end(now, hours)


def due_of(kind: AlertKind, level: AlertLevel, now: datetime) -> datetime:
    """The same for a kind: what can't wait until tomorrow is due before the day is over."""
    due = due_at(level, told_from(kind, now) if level is AlertLevel.NOW else now)
    if PLANS[kind].tonight:
        due = min(due, day_bounds(local_day(now))[1] - timedelta(seconds=1))
    return due


def told_from(kind: AlertKind, now: datetime) -> datetime:
    """From when somebody may hear of it: at once, or in the morning."""
    return now if PLANS[kind].by_night else next_open_time(now)


def letter_of(kind: AlertKind, level: AlertLevel) -> str:
    """Which letter tells of it: one that rings a phone only where it can't wait."""
    plan = PLANS[kind]
    return (
        "alert_raised" if plan.letter == "alert_now" and level is AlertLevel.SOON else plan.letter
    )


@dataclass(frozen=True, slots=True)
class Step:
    """Who hears next of an alert that nobody has taken on, and when the one after is to."""

    who: Next
    then_at: datetime | None


def step_after(kind: AlertKind, level: AlertLevel, done: int, now: datetime) -> Step | None:
    """The step after so many; None when everybody has heard."""
    following = PLANS[kind].next[done:]
    if not following:
        return None
    return Step(following[0], _then(kind, level, now) if len(following) > 1 else None)


def _then(
    kind: AlertKind, level: AlertLevel, now: datetime, setting: Deadlines = DEFAULT
) -> datetime:
    if level is AlertLevel.NOW or PLANS[kind].by_night:
        return told_from(kind, told_from(kind, now) + timedelta(minutes=setting.now_minutes))
    return window_end(now, setting.then_hours)


# So long before a pass is needed, or ends, its coach hears: a hygiene test takes some weeks.
PASS_AHEAD = timedelta(days=28)
# So little left of what may be earned in a month is near. Units: a part of the limit.
NEAR_PART = 8


def limit_kind(limit_cents: int | None, left_cents: int | None) -> AlertKind | None:
    """What a coach should hear of a month's pay beside its limit; None when there is room."""
    if limit_cents is None or left_cents is None:
        return None
    if left_cents < 0:
        return AlertKind.LIMIT_OVER
    return AlertKind.LIMIT_NEAR if left_cents * NEAR_PART < limit_cents else None
