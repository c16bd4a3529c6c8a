"""Late contacts are told of step by step: the coach, a substitute, the manager; one letter a day.

Source: the dated rules `cadence.*`, in working days after the last day of the contact.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind, AlertLevel
from app.domain.calendar import in_quiet_hours, local_day, to_utc
from app.domain.holidays import add_working_days, is_working_day
from app.store import alerts, late_contacts, letters, rules
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.store.late_contacts import Late

COACH, SUBSTITUTE, MANAGER = 1, 2, 3
# By rule: the usual number of working days where no row says another.
USUAL = {
    "cadence.coach_after_days": 1,
    "cadence.substitute_after_days": 3,
    "cadence.manager_after_days": 5,
    "cadence.missed_after_days": 30,
}
_MORNING = time(8)


def tell_late(*, now: datetime) -> int:
    """How many late contacts somebody heard of; nobody is disturbed at night or on days off."""
    today = local_day(now)
    with unit_of_work():
        days = _days(today)
        late_contacts.let_go(before=today - timedelta(days=days[-1]), now=now)
        if in_quiet_hours(now) or not is_working_day(today):
            return 0
        late = late_contacts.list_late(today=today)
        levels = [(one, _level(one.deadline, days, today)) for one in late]
        news = [(one, level) for one, level in levels if level > one.told]
        for one, level in news:
            late_contacts.mark_told([one.id], level)
        _raise([one for one, _level in news if one.told < COACH], days, now=now)
        _write(news, today=today, now=now)
    return len(news)


def _days(today: date) -> tuple[int, ...]:
    found = rules.find_whole_numbers(list(USUAL), on=today)
    return tuple(usual if found[key] is None else found[key] or 0 for key, usual in USUAL.items())


def _level(deadline: date, days: Sequence[int], today: date) -> int:
    """How far it is to be told of by today: nobody, the coach, a substitute, the manager."""
    return sum(add_working_days(deadline, days[n]) <= today for n in range(MANAGER))


def _raise(late: Sequence[Late], days: Sequence[int], *, now: datetime) -> None:
    """An alert each on the coach's page; the manager sees it too once it is the manager's turn."""
    for one in late:
        due_at = to_utc(add_working_days(one.deadline, days[MANAGER - 1]), _MORNING)
        kind = AlertKind.CONTACT_LATE.value
        cause = alerts.Cause(kind, AlertLevel.SOON.value, f"contact_late:{one.id}", one.client_id)
        alerts.raise_alert(cause, coach_id=one.coach_id, due_at=max(due_at, now), now=now)


def _write(news: Sequence[tuple[Late, int]], *, today: date, now: datetime) -> None:
    """One letter to each person, however many contacts it is about."""
    own = {one.coach_id for one, _level in news if one.told < COACH and one.coach_id}
    for user_id in sorted(own):
        letters.tell_user(
            user_id, "contacts_late", f"contacts_late:{today}", now=now, path="/coach/contacts"
        )
    for user_id, path in sorted(_others(news, today).items()):
        if user_id not in own:
            key = f"contacts_late_unit:{today}"
            letters.tell_user(user_id, "contacts_late_unit", key, now=now, path=path)


def _others(news: Sequence[tuple[Late, int]], today: date) -> dict[UUID, str]:
    """The substitutes and managers whose turn it is, and where each of them sees it."""
    stood_in = [one for one, level in news if one.told < SUBSTITUTE <= level]
    late = [one for one, level in news if level >= MANAGER]
    managers = late_contacts.list_managers({one.unit_id for one in late})
    chosen = late_contacts.find_substitutes(stood_in, today=today)
    late_contacts.name_substitutes(chosen)
    heads = {one for of_unit in managers.values() for one in of_unit}
    stand_ins = dict.fromkeys(chosen.values(), "/coach/contacts")
    return stand_ins | dict.fromkeys(heads, "/manager/")
