"""How work might go on after a shift, as the workplace tells it, and what came of it.

A wish of the workplace binds nobody: the coach talks with the client, who decides. Source: features
O21 (path to a trial, recurring work or contract), domain 2.1 row 14 (feedback, next step).
"""

from __future__ import annotations

from enum import StrEnum


class Onward(StrEnum):
    """What the workplace would like to go on with."""

    MORE_HOURS = "more_hours"
    TRIAL = "trial"
    RECURRING = "recurring"
    CONTRACT = "contract"


class OnwardOutcome(StrEnum):
    """What came of it, as the coach notes it; "not now" is as good an end as any."""

    AGREED = "agreed"
    THINKING = "thinking"
    NOT_NOW = "not_now"


# What may still change: the client is thinking it over.
OPEN_OUTCOMES = frozenset({OnwardOutcome.THINKING})


def is_settled(outcome: OnwardOutcome | None) -> bool:
    """Whether the wish has come to an end, so that the workplace may tell another."""
    return outcome is not None and outcome not in OPEN_OUTCOMES
