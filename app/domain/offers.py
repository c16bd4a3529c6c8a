"""Rules of offers: how long an answer may take, how it is undone, how waves are sized."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.calendar import window_end
from app.domain.errors import RuleBroken
from app.domain.lifecycle import AGREED_OFFERS, SHOWN_OFFERS, OfferState


@dataclass(frozen=True, slots=True)
class OfferSetting:
    """The numbers of the rules. Units: hours and minutes as named."""

    default_window_hours: int = 24
    min_window_hours: int = 2
    max_window_hours: int = 168
    undo_minutes: int = 30
    auto_confirm_minutes: int = 30
    asked_coach_extra_hours: int = 24
    new_offers_a_week: int = 2
    wave_factor: int = 2

    def __post_init__(self) -> None:
        if not 0 < self.min_window_hours <= self.default_window_hours <= self.max_window_hours:
            raise ValueError("answer windows out of order")
        if min(self.undo_minutes, self.auto_confirm_minutes, self.wave_factor) < 1:
            raise ValueError("an offer setting below one")


DEFAULT = OfferSetting()


def window_hours(asked: int | None, setting: OfferSetting = DEFAULT) -> int:
    """The answer window of an order, or the default when it asks for none. Units: hours.

    Raises: RuleBroken("answer_window_out_of_bounds").
    """
    if asked is None:
        return setting.default_window_hours
    if not setting.min_window_hours <= asked <= setting.max_window_hours:
        least, most = setting.min_window_hours, setting.max_window_hours
        raise RuleBroken("answer_window_out_of_bounds", hours=asked, least=least, most=most)
    return asked


def answer_until(shown_at: datetime, hours: int, first_starts_at: datetime) -> datetime:
    """When the answer window ends: daytime hours from being shown, never past the first shift."""
    return min(window_end(shown_at, hours), first_starts_at)


def hold_until(window_ends_at: datetime, setting: OfferSetting = DEFAULT) -> datetime:
    """How long "I ask my coach" keeps the place."""
    return window_ends_at + timedelta(hours=setting.asked_coach_extra_hours)


def is_open_for_answer(state: OfferState, window_ends_at: datetime | None, now: datetime) -> bool:
    """Whether the client may still answer; never before the offer has been sent."""
    if window_ends_at is None:
        return False
    return state is OfferState.ASKED_COACH or (state in SHOWN_OFFERS and now < window_ends_at)


def state_for_reader(
    state: OfferState,
    *,
    window_ends_at: datetime | None,
    first_starts_at: datetime,
    now: datetime,
) -> OfferState:
    """The state as its reader sees it: what has run out of time is over before it is noted."""
    if state not in SHOWN_OFFERS:
        return state
    is_open = now < first_starts_at and is_open_for_answer(state, window_ends_at, now)
    return state if is_open else OfferState.EXPIRED


def undo_until(
    state: OfferState,
    answered_at: datetime,
    window_ends_at: datetime,
    setting: OfferSetting = DEFAULT,
) -> datetime | None:
    """Until when an answer can be taken back; None while nothing but time ends it.

    Each answer can be undone for half an hour, whatever happens to it. A "no" can also be
    undone as long as the window runs, and an unconfirmed "yes" until somebody confirms it.
    """
    soon = answered_at + timedelta(minutes=setting.undo_minutes)
    if state is OfferState.DECLINED:
        return max(soon, window_ends_at)
    return soon if state is OfferState.CONFIRMED else None


_UNDOABLE = frozenset(
    {
        OfferState.ACCEPTED,
        OfferState.CONFIRMED,
        OfferState.DECLINED,
        OfferState.ASKED_COACH,
    }
)


def may_undo(
    state: OfferState,
    *,
    answered_at: datetime | None,
    window_ends_at: datetime | None,
    first_starts_at: datetime,
    checked_in: bool,
    now: datetime,
) -> bool:
    """Whether the client may take the answer back now.

    Never once the work has begun, nor after the check-in, which may be before it.
    """
    if answered_at is None or checked_in or first_starts_at <= now or state not in _UNDOABLE:
        return False
    until = undo_until(state, answered_at, window_ends_at or now)
    return until is None or now < until


def is_soon_after_yes(
    state: OfferState, answered_at: datetime | None, now: datetime, setting: OfferSetting = DEFAULT
) -> bool:
    """Whether it is the half-hour after a "yes" in which nothing keeps it from being undone."""
    if answered_at is None or state not in AGREED_OFFERS:
        return False
    return now < answered_at + timedelta(minutes=setting.undo_minutes)


def confirms_itself_at(answered_at: datetime, setting: OfferSetting = DEFAULT) -> datetime:
    """When a "yes" is confirmed without anybody's help."""
    return answered_at + timedelta(minutes=setting.auto_confirm_minutes)


def wave_size(places_left: int, factor: int = DEFAULT.wave_factor) -> int:
    """How many clients one wave asks: so many times the places that are still free."""
    return max(places_left, 0) * factor


def may_get_new_offer(new_this_week: int, setting: OfferSetting = DEFAULT) -> bool:
    """Whether a client may get one more new offer in this ISO week."""
    return new_this_week < setting.new_offers_a_week


def left_this_week(new_this_week: int, setting: OfferSetting = DEFAULT) -> int:
    """How many new offers a client may still get in this ISO week."""
    return max(setting.new_offers_a_week - new_this_week, 0)
