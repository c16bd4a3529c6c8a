"""What is told of a judgement: a few reasons, as codes and facts; the web gives them words.

At most four why it fits, three to think about, one that must be solved first, no percentage.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.reasons import Reason
from app.matching.rules import RULE_VERSION, Lift, RuleKind
from app.matching.shortlist import Finding, Group

if TYPE_CHECKING:
    from app.matching.shortlist import Judgement

MOST_PLUSES = 4
MOST_THINKS = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """The few reasons that are shown for one client and one shift."""

    group: Group
    pluses: tuple[Finding, ...]
    thinks: tuple[Finding, ...]
    # The one that shuts out; in the group "must be solved first" its `lift` says what would help.
    stop: Finding | None = None
    # The client's own limits against which an offer would ask "haluatko silti?".
    own_limits: tuple[Finding, ...] = ()


def explain(judgement: Judgement) -> Explanation:
    """What is shown of a judgement."""
    return Explanation(
        group=judgement.group,
        pluses=judgement.pluses[:MOST_PLUSES],
        thinks=judgement.thinks[:MOST_THINKS],
        stop=judgement.shuts_out,
        own_limits=tuple(s for s in judgement.stops if s.kind is RuleKind.OWN),
    )


def _fact(value: Any) -> Any:  # noqa: ANN401 - facts are of every plain type
    return value.isoformat() if isinstance(value, date) else str(value)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "kind": finding.kind.value,
        "code": finding.reason.code,
        "facts": dict(finding.reason.facts),
        "lift": finding.lift,
    }


def to_text(explanation: Explanation, inputs_hash: str = "") -> str:
    """The explanation as it is stored with an offer (JSON)."""
    stored = {
        "rule_version": RULE_VERSION,
        "inputs_hash": inputs_hash,
        "group": explanation.group.value,
        "pluses": [_finding(f) for f in explanation.pluses],
        "thinks": [_finding(f) for f in explanation.thinks],
        "stop": _finding(explanation.stop) if explanation.stop else None,
        "own_limits": [_finding(f) for f in explanation.own_limits],
    }
    return json.dumps(stored, default=_fact, ensure_ascii=False, sort_keys=True)


def _read_fact(name: str, value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return tuple(_read_fact("", one) for one in value)
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return UUID(value) if name.endswith("_id") else value


def _read_finding(stored: dict[str, Any]) -> Finding:
    facts = {name: _read_fact(name, value) for name, value in stored["facts"].items()}
    lift = Lift(stored["lift"]) if stored["lift"] else None
    return Finding(stored["rule"], RuleKind(stored["kind"]), Reason(stored["code"], facts), lift)


def from_text(text: str) -> Explanation:
    """The explanation that was stored with an offer. Raises: ValueError when it is none."""
    stored = json.loads(text)
    return Explanation(
        group=Group(stored["group"]),
        pluses=tuple(_read_finding(one) for one in stored["pluses"]),
        thinks=tuple(_read_finding(one) for one in stored["thinks"]),
        stop=_read_finding(stored["stop"]) if stored["stop"] else None,
        own_limits=tuple(_read_finding(one) for one in stored["own_limits"]),
    )
