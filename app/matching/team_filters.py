"""The rules of teams and of one work at a time, asked of many: of all clients, of all shifts.

One function per rule and direction, as in `client_filters` and `shift_filters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.domain.vocabulary import OwnRule
from app.matching.bits import from_rows, pack
from app.matching.client_rows import MOST_TOGETHER, OWN_RULE

if TYPE_CHECKING:
    from app.matching.bits import Bits
    from app.matching.client_question import ClientQuestion
    from app.matching.shift_question import ShiftQuestion


def team_places_of_clients(asked: ClientQuestion) -> Bits | None:
    """Whose team goes together and finds too few places."""
    columns, shift = asked.columns, asked.shift
    free = max(shift.places - shift.taken, 1)
    if free >= MOST_TOGETHER:
        return None
    there = columns.ties["team"].rows(columns.names.shifts.find(shift.id.int))
    larger = columns.row("together", free - 1)
    return larger & ~from_rows(there, columns.capacity) if len(there) else larger


def team_places_of_shifts(asked: ShiftQuestion) -> Bits | None:
    """Those with too few places for the client's team."""
    client, columns = asked.client, asked.columns
    if client.together < 2:
        return None
    flags = columns.left < client.together
    flags[[columns.number[one] for one in client.team_shift_ids if one in columns.number]] = False
    return pack(flags)


def one_at_a_time_of_clients(asked: ClientQuestion) -> Bits | None:
    """Who does one work at a time, and has agreed to another one."""
    columns = asked.columns
    one_only = columns.row("own_rules", OWN_RULE[OwnRule.ONE_AT_A_TIME])
    if not one_only.any():
        return None
    task = columns.names.tasks.find(asked.shift.task_id.int)
    another, same = columns.row("committed", 0), columns.ties["committed"].rows(task)
    if len(same):
        another = columns.row("committed", 1) | another & ~from_rows(same, columns.capacity)
    return one_only & another


def one_at_a_time_of_shifts(asked: ShiftQuestion) -> Bits | None:
    """Every shift but those of the one work that is agreed."""
    tasks = asked.client.committed_task_ids
    if OwnRule.ONE_AT_A_TIME not in asked.client.own_rules or not tasks:
        return None
    if len(tasks) > 1:
        return asked.everybody()
    same = np.concatenate([asked.columns.of("task", task) for task in tasks])
    return asked.everybody() & ~from_rows(same, asked.columns.capacity)
