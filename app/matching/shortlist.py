"""Who fits a shift: every client judged, grouped and put in the one order.

The order is total and of whole numbers: wishes met, then days of waiting, then a fixed tie-break
that changes each week, so that it is not always the same person. Nothing is scored.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.calendar import iso_week
from app.matching.rules import PLUSES, RULE_VERSION, STOPS, THINKS, Lift, Rule, RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from app.domain.reasons import Reason
    from app.matching.facts import ClientFacts, Context, ShiftFacts

# The wishes that count in the order, at most four.
WISHES = ("wish", "chosen_weekday", "near", "known_site")


class Group(StrEnum):
    """Where a client stands on a match page."""

    FITS = "fits"
    MUST_SOLVE = "must_solve"
    CANT_NOW = "cant_now"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one client and one shift."""

    rule: str
    kind: RuleKind
    reason: Reason
    lift: Lift | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything the rules say of one client and one shift."""

    client_id: UUID
    shift_id: UUID
    stops: tuple[Finding, ...]
    thinks: tuple[Finding, ...]
    pluses: tuple[Finding, ...]
    wishes_met: int
    waiting_days: int
    tie_break: str

    @property
    def group(self) -> Group:
        """Fits without a stop, must be solved with one that can be lifted, else not now."""
        if not self.stops:
            return Group.FITS
        one_to_lift = len(self.stops) == 1 and self.stops[0].lift is not None
        return Group.MUST_SOLVE if one_to_lift else Group.CANT_NOW

    @property
    def shuts_out(self) -> Finding | None:
        """The stop to tell about: one that nothing lifts before one that something could."""
        hard = (stop for stop in self.stops if stop.lift is None)
        return next(hard, self.stops[0] if self.stops else None)

    @property
    def may_be_proposed(self) -> bool:
        """Whether the coach may offer, if need be with a reason: only the client's own limits."""
        return all(stop.kind is RuleKind.OWN for stop in self.stops)

    @property
    def order_key(self) -> tuple[int, int, str, str]:
        """What lists are sorted by, smallest first."""
        return (-self.wishes_met, -self.waiting_days, self.tie_break, str(self.client_id))


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The clients of one shift, in three groups, each in order."""

    fits: tuple[Judgement, ...]
    must_solve: tuple[Judgement, ...]
    cant_now: tuple[Judgement, ...]
    rule_version: str = RULE_VERSION

    @property
    def shut_out(self) -> dict[str, int]:
        """How many clients each reason shuts out, the commonest first; each counted once."""
        codes = [j.shuts_out.reason.code for j in self.cant_now if j.shuts_out]
        counts = Counter(codes)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def find(self, client_id: UUID) -> Judgement | None:
        """The judgement of one client, or None when the client was not on the list."""
        everybody = (*self.fits, *self.must_solve, *self.cant_now)
        return next((j for j in everybody if j.client_id == client_id), None)


def _findings(
    rules: Sequence[Rule], client: ClientFacts, shift: ShiftFacts, context: Context
) -> tuple[Finding, ...]:
    found = ((rule, rule.test(client, shift, context)) for rule in rules)
    return tuple(Finding(r.name, r.kind, why, r.lift) for r, why in found if why is not None)


def tie_break(client_id: UUID, shift: ShiftFacts) -> str:
    """A fixed order among equals that changes with the ISO week of the shift."""
    return tie_break_of(str(client_id), iso_week(shift.on))


def tie_break_of(client_id: str, week: str) -> str:
    """The same for a week by its name."""
    return sha256(f"{client_id}{week}".encode()).hexdigest()


def judge(client: ClientFacts, shift: ShiftFacts, context: Context) -> Judgement:
    """What every rule says of this client and this shift."""
    pluses = _findings(PLUSES, client, shift, context)
    return Judgement(
        client_id=client.id,
        shift_id=shift.id,
        stops=_findings(STOPS, client, shift, context),
        thinks=_findings(THINKS, client, shift, context),
        pluses=pluses,
        wishes_met=sum(finding.rule in WISHES for finding in pluses),
        waiting_days=client.waiting_days,
        tie_break=tie_break(client.id, shift),
    )


def judge_together(
    client: ClientFacts, shifts: Iterable[ShiftFacts], context: Context
) -> tuple[Judgement, ...]:
    """One judgement per shift, in time order, as if the client took every one before it too."""
    judged: list[Judgement] = []
    for shift in sorted(shifts, key=lambda shift: (shift.starts_at, str(shift.id))):
        judged.append(judge(client, shift, context))
        client = replace(client, agreed=(*client.agreed, shift.as_agreed()))
    return tuple(judged)


def shortlist(clients: Iterable[ClientFacts], shift: ShiftFacts, context: Context) -> Shortlist:
    """Every client in one of the three groups of a shift, each group in the one order."""
    judged = sorted((judge(c, shift, context) for c in clients), key=lambda j: j.order_key)
    groups: dict[Group, list[Judgement]] = {group: [] for group in Group}
    for judgement in judged:
        groups[judgement.group].append(judgement)
    return Shortlist(
        fits=tuple(groups[Group.FITS]),
        must_solve=tuple(groups[Group.MUST_SOLVE]),
        cant_now=tuple(groups[Group.CANT_NOW]),
    )


def shifts_for(
    client: ClientFacts, shifts: Iterable[ShiftFacts], context: Context
) -> tuple[Judgement, ...]:
    """The shifts that fit one client: most wishes met first, then the earliest."""
    listed = list(shifts)
    when = {shift.id: shift.starts_at for shift in listed}
    judged = (judge(client, shift, context) for shift in listed)
    fitting = (j for j in judged if j.group is Group.FITS)
    return tuple(sorted(fitting, key=lambda j: (-j.wishes_met, when[j.shift_id], str(j.shift_id))))
