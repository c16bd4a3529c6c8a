"""New offers: stored with what they rest on, waiting in rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Gone
from app.domain.lifecycle import OfferState, WaveState
from app.domain.offers import wave_size
from app.store import offer_rules, waves
from app.store.db import db
from app.store.models.work import Offer, OfferShift, Wave

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.proposals import Proposal
    from app.store.models.work import Shift


@dataclass(frozen=True)
class Ask:
    """What is asked: the shifts in time order, the hours of the window, and by whom.

    `anew`: of people who had said yes to another time, all of them at once; `at_once`: all of them
    at once, too, since they waited for the place.
    """

    shifts: Sequence[Shift]
    window_hours: int
    by_id: UUID | None
    anew: bool = False
    at_once: bool = False

    @property
    def together(self) -> bool:
        """Whether everybody is asked in one round that begins now."""
        return self.anew or self.at_once


def add_offers(ask: Ask, proposals: Sequence[Proposal], *, now: datetime) -> list[Offer]:
    """The new offers in asking order, waiting in rounds that follow those there are."""
    places_left = min(shift.places - shift.taken for shift in ask.shifts)
    factor = offer_rules.setting_on(local_day(now)).wave_factor
    size = wave_size(places_left, factor) if not ask.together else len(proposals)
    if size < 1:
        raise Gone("shift_filled")
    number = waves.last_number(ask.shifts[0].id)
    made: list[Offer] = []
    parts: list[OfferShift] = []
    for begin in range(0, len(proposals), size):
        number += 1
        wave = _wave(ask, number, size, now)
        for position, one in enumerate(proposals[begin : begin + size]):
            offer = _offer(ask, wave.id, position, one, now)
            made.append(offer)
            parts += [_part(offer, shift) for shift in ask.shifts]
    db.session.add_all(made)
    db.session.flush()
    db.session.add_all(parts)
    db.session.flush()
    return made


def _wave(ask: Ask, number: int, size: int, now: datetime) -> Wave:
    wave = Wave(
        shift_id=ask.shifts[0].id, number=number, size=size, window_hours=ask.window_hours,
        state=WaveState.SENT if ask.together else WaveState.WAITING,
        sent_at=now if ask.together else None, created_by_id=ask.by_id, created_at=now,
    )  # fmt: skip
    db.session.add(wave)
    db.session.flush()
    return wave


def _offer(ask: Ask, wave_id: UUID, position: int, proposal: Proposal, now: datetime) -> Offer:
    return Offer(
        client_id=proposal.client_id, task_id=ask.shifts[0].task_id, wave_id=wave_id,
        position=position, state=OfferState.QUEUED, coach_reason=proposal.coach_reason or None,
        reasons=proposal.reasons, rule_version=proposal.rule_version,
        inputs_hash=proposal.inputs_hash, pay_cents=proposal.pay_cents,
        created_by_id=ask.by_id, created_at=now, asks_anew=ask.anew,
    )  # fmt: skip


def _part(offer: Offer, shift: Shift) -> OfferShift:
    return OfferShift(
        offer_id=offer.id, client_id=offer.client_id, shift_id=shift.id,
        starts_at=shift.starts_at, ends_at=shift.ends_at, state=OfferState.QUEUED,
    )  # fmt: skip
