"""A little week planned in every way, so that the loops are compiled before anybody waits for them.

    python -m app.matching.rehearsal

Compiling them takes more than a minute, once after each change of their sources; what comes of it
is kept on disk, and every planner of this code finds it there.
"""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from app.matching.plan.gathering import gather
from app.matching.plan.instance import PlanInstance, make_instance
from app.matching.plan.kept_loops import REHEARSED, kept_folder
from app.matching.plan.reasons import not_chosen
from app.matching.plan.replan import replan, settle_again, still_possible
from app.matching.plan.settings import PlanSettings
from app.matching.week_plan import solve

_CLIENTS, _SHIFTS, _COACHES = 24, 12, 3
_KIND = 15


def rehearse() -> None:
    """Plan the little week as one and in parts, with coaches who go along and without; mend it."""
    for going in (False, True):
        week = little_week(going=going)
        whole = solve(week, PlanSettings())
        solve(week, replace(PlanSettings(), small=0, part=8, gap=-1))
        not_chosen(week, whole)
        gather(week, whole, np.arange(week.shifts) // 2)
        gone = {(whole.client_ids[0], whole.shift_ids[0])}
        mended = replan(week, whole, gone, set()).plan
        settle_again(week, still_possible(week, mended.pairs), np.arange(2))
    kept_folder().mkdir(parents=True, exist_ok=True)
    (kept_folder() / REHEARSED).touch()


def little_week(*, going: bool) -> PlanInstance:
    """Two dozen made-up people, a dozen shifts on five days, three coaches; some who go along."""
    dice = np.random.default_rng(1)
    begins = np.arange(_SHIFTS) % 5 * 1440 + 540 + np.arange(_SHIFTS) // 5 * 150
    pairs = np.argwhere(dice.random((_CLIENTS, _SHIFTS)) < 0.5)
    coach = np.arange(_CLIENTS) % _COACHES
    support = 60 * dice.integers(0, 2, len(pairs))
    more = {"goes": np.where(support > 0, coach[pairs[:, 0]], -1), "first_time": support > 0}
    return make_instance(
        clients={
            "id": [f"client{n:02}" for n in range(_CLIENTS)], "coach": coach,
            "ceiling": np.full(_CLIENTS, 480), "room": np.full(_CLIENTS, 20_000),
            "waiting": dice.integers(0, 400, _CLIENTS),
        },
        coaches={"id": [f"coach{n}" for n in range(_COACHES)], "minutes": [240] * _COACHES},
        shifts={
            "id": [f"shift{n:02}" for n in range(_SHIFTS)], "places": dice.integers(1, 3, _SHIFTS),
            "start": begins, "end": begins + 120, "day": begins // 1440,
            "x": dice.integers(0, 20_000, _SHIFTS), "y": dice.integers(0, 20_000, _SHIFTS),
            "pay": np.full(_SHIFTS, 2_500), "orderer": [f"orderer{n % 4}" for n in range(_SHIFTS)],
        },
        pairs={
            "client": pairs[:, 0], "shift": pairs[:, 1], "support": support,
            "value": dice.integers(40, 110, len(pairs)), **(more if going else {}),
        },
    )  # fmt: skip


if __name__ == "__main__":
    os.nice(_KIND)
    rehearse()
