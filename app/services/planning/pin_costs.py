"""What each pin changes for people: the week solved again without it, where it is small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.matching.week_plan import solve

if TYPE_CHECKING:
    from app.matching.week_plan import Plan
    from app.services.planning.week import Week

# For more pins, or a week too large to be solved at once, nothing is said rather than guessed.
MOST_PINS = 12
Cost = tuple[str, str, int, int]


def pin_costs(week: Week, found: Plan) -> list[Cost]:
    """Client and shift of each pin, and how many people and shifts more there would be without."""
    few = len(week.pins) <= MOST_PINS and week.instance.pairs <= week.settings.small
    return [_cost(week, found, at) for at in range(len(week.pins))] if few else []


def _cost(week: Week, found: Plan, at: int) -> Cost:
    others = (*week.pins[:at], *week.pins[at + 1 :])
    without = solve(week.instance, week.settings, pins=others)
    pin, shifts = week.pins[at], len(without.pairs) - len(found.pairs)
    return pin.client_id, pin.shift_id, without.people - found.people, shifts
