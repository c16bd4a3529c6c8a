"""One client whom the rules let be asked, with everything that is stored with the offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an offer rests on. Units: cents for all its shifts together.

    `reasons` is the judgement as text; `coach_reason` is there only against an own limit, or when
    somebody who goes with a team is asked alone.
    """

    client_id: UUID
    reasons: str
    rule_version: str
    inputs_hash: str
    pay_cents: int
    coach_reason: str = ""
