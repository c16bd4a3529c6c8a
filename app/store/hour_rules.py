"""The limits of hours by the day of the work: dated rows where there are any.

Hours keep the limits of the day on which they were worked, whatever is entered for later days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_

from app.domain.dated_rules import RulesOn
from app.domain.hours import BY_TIME, DEFAULT, HoursSetting, stays_for
from app.domain.lifecycle import HoursState
from app.store import rules
from app.store.models.work import WorkedHours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.domain.dated_rules import DatedRule

_NAMES = (
    "say_within_hours", "agree_after_hours", "counter_after_hours", "reopen_minutes",
    "correct_hours", "hold_hours",
)  # fmt: skip
KEYS = tuple(f"hours.{name}" for name in _NAMES)


@dataclass(frozen=True)
class HourRules:
    """The rows, read once for a whole list of hours."""

    rows: tuple[DatedRule, ...]

    def on(self, day: date) -> HoursSetting:
        """The setting of a day; a value that can't be a limit counts as not said."""
        held = RulesOn(self.rows, day)
        found = {name: held.find(key) for name, key in zip(_NAMES, KEYS, strict=True)}
        said = {name: row.value for name, row in found.items() if row is not None}
        known = {name: int(value) for name, value in said.items() if value.isdecimal()}
        return replace(DEFAULT, **{name: n for name, n in known.items() if n})

    def spans(self) -> Iterable[tuple[date, date | None]]:
        """Every stretch of days with one setting, each up to the day before its end."""
        ends = {row.valid_to + timedelta(days=1) for row in self.rows if row.valid_to}
        days = sorted(ends | {row.valid_from for row in self.rows})
        return zip([date.min, *days], [*days, None], strict=True)


def load() -> HourRules:
    """The rows as they are now."""
    return HourRules(rules.list_dated(KEYS))


def setting_on(day: date) -> HoursSetting:
    """The setting of the day of the work."""
    return load().on(day)


def is_over(state: HoursState, since: Any, *, now: datetime) -> Any:
    """The condition that hours have been in a state for all the time that their day gives."""
    return _is_over(load(), state, since, now=now)


def is_final(*, now: datetime) -> Any:
    """The condition that hours were agreed long enough ago to leave for payroll."""
    held, since, state = load(), WorkedHours.agreed_at, HoursState.AGREED
    silent = WorkedHours.agreed_how == BY_TIME
    return or_(
        and_(~silent, _is_over(held, state, since, now=now)),
        and_(silent, _is_over(held, state, since, now=now, how=BY_TIME)),
    )


def _is_over(
    held: HourRules, state: HoursState, since: Any, *, now: datetime, how: str = ""
) -> Any:
    return or_(*(
        and_(_worked(begins, ends), since <= now - stays_for(state, held.on(begins), how))
        for begins, ends in held.spans()
    ))  # fmt: skip


def _worked(begins: date, ends: date | None) -> Any:
    since = WorkedHours.worked_on >= begins
    return since if ends is None else and_(since, WorkedHours.worked_on < ends)
