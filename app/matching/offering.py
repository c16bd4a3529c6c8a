"""The rules at the door: who may be asked, and whether a yes still stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.proposals import Proposal
from app.matching.explain import explain, to_text
from app.matching.rules import BY_NAME, RULE_VERSION, RuleKind
from app.matching.shortlist import judge_together
from app.matching.trace import inputs_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from app.matching.inputs import Inputs
    from app.matching.shortlist import Judgement

# What may have changed since the offer was made. Free times and own limits are the client's to
# set aside, and whether a place is left is asked by taking it.
ASKED_AGAIN = (
    "started",
    "own_shift",
    "way_between",
    "daily_rest",
    "daily_limit",
    "weekly_limit",
    "weekly_rest",
)


def propose(
    client_ids: Sequence[UUID], inputs: Inputs, reasons: Mapping[UUID, str]
) -> list[Proposal]:
    """Each client with what the rules say of all the shifts together.

    Law and clash stop for everybody; an own limit stops unless the coach gives a reason.
    Raises: RuleBroken, Gone or Conflict for the first client who cannot be asked.
    """
    return [_propose(one, inputs, (reasons.get(one) or "").strip()) for one in client_ids]


def _propose(client_id: UUID, inputs: Inputs, coach_reason: str) -> Proposal:
    client = inputs.clients.get(client_id)
    if client is None:
        raise Missing
    judged = judge_together(client, inputs.shifts, inputs.context)
    for one in judged:
        _check(one, coach_reason)
    shown = next((one for one in judged if one.stops), judged[0])
    hashed = inputs_hash([client], inputs.shifts[0], inputs.context)
    return Proposal(
        client_id=client_id,
        reasons=to_text(explain(shown), hashed),
        rule_version=RULE_VERSION,
        inputs_hash=hashed,
        pay_cents=sum(shift.cents for shift in inputs.shifts),
        coach_reason=coach_reason if shown.stops or client.together > 1 else "",
    )


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
        facts = {"client_id": judgement.client_id, "rule": stop.rule, "why": stop.reason.code}
        raise RuleBroken("cannot_be_offered", **facts)


def check_again(client_id: UUID, inputs: Inputs) -> None:
    """Nothing, when the law and the client's other work still allow a yes to all the shifts.

    Raises: Gone("shift_started"), Gone("overlapping_shift") or RuleBroken with the rule's code.
    """
    client = inputs.clients[client_id]
    agreed = client.agreed
    for shift in inputs.shifts:
        for name in ASKED_AGAIN:
            why = BY_NAME[name].test(replace(client, agreed=agreed), shift, inputs.context)
            if why is not None and name in _GONE:
                raise Gone(_GONE[name])
            if why is not None:
                raise RuleBroken(why.code, **dict(why.facts))
        agreed = (*agreed, shift.as_agreed())


def check_passes(client_id: UUID, inputs: Inputs) -> None:
    """Nothing, when no pass is missing that must be there on the day of any of the shifts.

    Raises: RuleBroken with the rule's code.
    """
    client = inputs.clients[client_id]
    for shift in inputs.shifts:
        why = BY_NAME["passes"].test(client, shift, inputs.context)
        if why is not None:
            raise RuleBroken(why.code, **dict(why.facts))


_GONE = {"started": "shift_started", "own_shift": "overlapping_shift"}
