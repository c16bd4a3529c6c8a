"""The site looks by itself for what nobody has said, and calls the coach; each cause calls once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.alerts import PASS_AHEAD, AlertKind
from app.domain.calendar import local_day
from app.store import alerts, letters, watching
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

# So long after the start somebody is missed. Source: the alerts of issue 6.
MISSED_AFTER = timedelta(minutes=15)


def watch_check_ins(*, now: datetime) -> int:
    """How many coaches were called now because somebody is not there 15 minutes after the start."""
    with unit_of_work():
        missing = {
            alerts.no_check_in_key(attendance_id): (client_id, shift_id)
            for attendance_id, client_id, shift_id in watching.list_not_checked_in(
                after=MISSED_AFTER, now=now
            )
        }
        new = missing.keys() - alerts.list_raised(missing)
        for key in sorted(new):
            client_id, shift_id = missing[key]
            alerts.call(AlertKind.NO_CHECK_IN, client_id, key, shift_id=shift_id, now=now)
        return len(new)


def watch_silence(*, now: datetime) -> int:
    """How many clients are newly silent; their coaches get one letter of all of them together."""
    day = local_day(now)
    with unit_of_work():
        silent = {
            f"{AlertKind.SILENCE.value}:{client_id}:{day:%Y-%m}": (client_id, coach_id)
            for client_id, coach_id in watching.list_silent(now=now)
        }
        alerts.finish_kind(AlertKind.SILENCE, but={one for one, _ in silent.values()}, now=now)
        new = silent.keys() - alerts.list_raised(silent)
        for key in sorted(new):
            alerts.call(AlertKind.SILENCE, silent[key][0], key, now=now)
        for coach_id in sorted({silent[key][1] for key in new}):
            key = f"{AlertKind.SILENCE.value}:{day}"
            letters.tell_user(coach_id, "clients_silent", key, now=now, path="/coach/")
        return len(new)


def watch_limits(*, now: datetime) -> int:
    """How many coaches were told that a month's pay is near its limit or over it."""
    month = f"{local_day(now):%Y-%m}"
    with unit_of_work():
        found = {
            f"{one.kind.value}:{one.client_id}:{month}": (one.kind, one.client_id)
            for one in watching.list_limits(now=now)
        }
        return _call_new(found, now, path="/coach/clients/{client_id}/money")


def watch_passes(*, now: datetime) -> int:
    """How many coaches were told: work will ask for a pass not there, or one ends."""
    until = local_day(now) + PASS_AHEAD
    with unit_of_work():
        causes = {
            AlertKind.PASS_SOON: watching.list_passes_soon(until=until, now=now),
            AlertKind.PASS_ENDS: watching.list_passes_ending(until=until, now=now),
        }
        found = {
            f"{kind.value}:{client_id}:{paper.value}:{on}": (kind, client_id)
            for kind, rows in causes.items()
            for client_id, paper, on in rows
        }
        return _call_new(found, now)


def _call_new(
    found: dict[str, tuple[AlertKind, UUID]], now: datetime, path: str = "/coach/"
) -> int:
    """How many of these causes, by key, had not called anybody before."""
    new = found.keys() - alerts.list_raised(found)
    for key in sorted(new):
        kind, client_id = found[key]
        alerts.call(kind, client_id, key, path=path.format(client_id=client_id), now=now)
    return len(new)
