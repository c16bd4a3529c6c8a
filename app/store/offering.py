"""Making offers: judged anew inside the transaction, stored with what they rest on, in rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.lifecycle import OfferState, WaveState
from app.domain.offers import wave_size
from app.matching.explain import explain, to_text
from app.matching.rules import RULE_VERSION, RuleKind
from app.matching.shortlist import Judgement, judge_together
from app.matching.trace import inputs_hash
from app.store import waves
from app.store.db import db
from app.store.facts import load_inputs
from app.store.models.work import Offer, OfferShift, Wave

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.store.facts import Inputs
    from app.store.models.work import Shift


@dataclass(frozen=True)
class Ask:
    """What is asked: the shifts in time order, the hours of the window, and by whom."""

    shifts: Sequence[Shift]
    window_hours: int
    by_id: UUID | None


@dataclass(frozen=True)
class Judged:
    """One client whom the rules let be asked, with what the offer rests on."""

    client_id: UUID
    judgement: Judgement
    inputs_hash: str
    pay_cents: int
    coach_reason: str


def judge_all(
    client_ids: Sequence[UUID], shifts: Sequence[Shift], reasons: Mapping[UUID, str], *,
    now: datetime,
) -> list[Judged]:  # fmt: skip
    """Each client with what the rules say of all the shifts together.

    Raises: RuleBroken, Gone or Conflict for the first client who cannot be asked.
    """
    inputs = load_inputs(client_ids, [shift.id for shift in shifts], now=now)
    return [_judge(one, inputs, (reasons.get(one) or "").strip()) for one in client_ids]


def _judge(client_id: UUID, inputs: Inputs, coach_reason: str) -> Judged:
    client = inputs.clients.get(client_id)
    if client is None:
        raise Missing
    judged = judge_together(client, inputs.shifts, inputs.context)
    for one in judged:
        _check(one, coach_reason)
    shown = next((one for one in judged if one.stops), judged[0])
    against = any(one.stops for one in judged)
    return Judged(
        client_id, shown, inputs_hash([client], inputs.shifts[0], inputs.context),
        sum(shift.cents for shift in inputs.shifts), coach_reason if against else "",
    )  # fmt: skip


def _check(judgement: Judgement, coach_reason: str) -> None:
    for stop in judgement.stops:
        if stop.kind is RuleKind.OWN and coach_reason:
            continue
        if stop.kind is RuleKind.OWN:
            raise RuleBroken("reason_needed", client_id=judgement.client_id, rule=stop.rule)
        if stop.rule == "shift_full":
            raise Gone("shift_filled")
        if stop.rule == "started":
            raise Gone("shift_started")
        if stop.rule == "already_asked":
            raise Conflict("already_offered")
        raise RuleBroken(
            "cannot_be_offered", client_id=judgement.client_id, rule=stop.rule,
            reason=stop.reason.code,
        )  # fmt: skip


def add_offers(ask: Ask, judged: Sequence[Judged], *, now: datetime) -> list[Offer]:
    """The new offers in asking order, waiting in rounds that follow those there are."""
    places_left = min(shift.places - shift.taken for shift in ask.shifts)
    size = wave_size(places_left)
    if size < 1:
        raise Gone("shift_filled")
    number = waves.last_number(ask.shifts[0].id)
    made: list[Offer] = []
    parts: list[OfferShift] = []
    for begin in range(0, len(judged), size):
        number += 1
        wave = _wave(ask, number, size, now)
        for position, one in enumerate(judged[begin : begin + size]):
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
        state=WaveState.WAITING, created_by_id=ask.by_id, created_at=now,
    )  # fmt: skip
    db.session.add(wave)
    db.session.flush()
    return wave


def _offer(ask: Ask, wave_id: UUID, position: int, judged: Judged, now: datetime) -> Offer:
    return Offer(
        client_id=judged.client_id, task_id=ask.shifts[0].task_id, wave_id=wave_id,
        position=position, state=OfferState.QUEUED, coach_reason=judged.coach_reason or None,
        reasons=to_text(explain(judged.judgement), judged.inputs_hash),
        rule_version=RULE_VERSION, inputs_hash=judged.inputs_hash, pay_cents=judged.pay_cents,
        created_by_id=ask.by_id, created_at=now,
    )  # fmt: skip


def _part(offer: Offer, shift: Shift) -> OfferShift:
    return OfferShift(
        offer_id=offer.id, client_id=offer.client_id, shift_id=shift.id,
        starts_at=shift.starts_at, ends_at=shift.ends_at, state=OfferState.QUEUED,
    )  # fmt: skip
