"""When a coach is asked what was learned from a job: after its third shift, and at its end."""

from __future__ import annotations

# How many performed shifts make a job known enough to say something of it.
ENOUGH_SHIFTS = 3
# Units: signs, of each answer.
LONGEST = 600


def is_asked(performed: int, *, ended: bool, written: int, written_after_end: bool) -> bool:
    """Whether a word is due; nobody is asked of a job at which nothing was done."""
    if performed == 0:
        return False
    if ended:
        return not written_after_end
    return performed >= ENOUGH_SHIFTS and written == 0
