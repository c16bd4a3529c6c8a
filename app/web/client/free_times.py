"""When the client can work: a week at a glance, and the parts of one day to tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.day_parts import PARTS, DayPart, parts_of
from app.domain.errors import Missing
from app.domain.words import N_
from app.services import free_times as acts
from app.store import free_times, own_shifts
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.words_tasks import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from werkzeug.wrappers import Response

    from app.domain.day_parts import Times

ALL_DAY = "all"
PART_WORDS = {
    DayPart.MORNING: N_("Aamupäivä"),
    DayPart.AFTERNOON: N_("Iltapäivä"),
    DayPart.EVENING: N_("Ilta"),
}


@bp.get("/times")
def list_free_times() -> str:
    week = free_times.list_week(own_id())
    activity = set(own_shifts.list_work_activity_days(current_actor()))
    rows = [
        (day, _(name).capitalize(), times_words(week.get(day, [])), day in activity)
        for day, name in enumerate(WEEKDAYS)
    ]
    return show("free_times", rows=rows, known=bool(week), back=url_for("client.me"))


def times_words(times: Sequence[Times]) -> str:
    """What is free of a day, in words: its parts, or the clock where they don't tell all."""
    if not times:
        return str(_("En tee työtä."))
    parts = [part for part in DayPart if part in parts_of(times)]
    if _minutes(times) == _minutes([PARTS[part] for part in parts]):
        return ", ".join(_(PART_WORDS[part]) for part in parts).capitalize() + "."
    return ", ".join(_clocks(*one) for one in times)


def _minutes(times: Collection[Times]) -> int:
    return sum(ends - starts for starts, ends in times)


def _clocks(starts: int, ends: int) -> str:
    return str(_("Kello %(starts)s–%(ends)s.", starts=_clock(starts), ends=_clock(ends)))


def _clock(minute: int) -> str:
    hours, rest = divmod(minute, 60)
    return f"{hours}.{rest:02d}" if rest else str(hours)


@bp.get("/times/<int:weekday>")
def show_free_day(weekday: int) -> str:
    day = _day(weekday)
    times = free_times.list_week(own_id()).get(day, [])
    free = parts_of(times)
    return show(
        "free_day", day=day, day_name=_(WEEKDAYS[day]).capitalize(), times=times,
        words=times_words(times),
        parts=[(one, _(PART_WORDS[one]), _clocks(*PARTS[one]), one in free) for one in DayPart],
        activity=day in own_shifts.list_work_activity_days(current_actor()),
        following=(day + 1) % len(WEEKDAYS), back=url_for("client.list_free_times"),
    )  # fmt: skip


def _day(weekday: int) -> int:
    """The day of an address, Monday being 0. Raises: Missing."""
    if weekday >= len(WEEKDAYS):
        raise Missing
    return weekday


@bp.post("/times/<int:weekday>")
def say_free(weekday: int) -> Response:
    """`free` or `busy` names a part of the day, or all of it."""
    day, free = _day(weekday), request.form.get("free", "")
    parts = _parts(free or request.form.get("busy", ""))
    acts.say_free(current_actor(), day, parts, free=bool(free), now=now())
    flash(_("Kiitos! Muistamme tämän, kun etsimme sinulle työtä."), "success")
    return redirect(url_for("client.show_free_day", weekday=day), code=303)


def _parts(word: str) -> list[DayPart]:
    if word == ALL_DAY:
        return list(DayPart)
    if word not in set(DayPart):
        raise BadRequest
    return [DayPart(word)]
