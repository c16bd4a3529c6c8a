"""The queue that a plan is measured against: the longest waiting first, one shift each, then fill.

Nothing of the planner's loops is used, so that it measures them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance


class Queue:
    """What is left while people take their turns."""

    def __init__(self, instance: PlanInstance) -> None:
        c = instance.columns
        self.columns: Columns = c
        self.places = instance.places.tolist()
        self.coach = instance.coach_minutes.tolist()
        self.minutes = c.ceiling.tolist()
        self.cents = c.room.tolist()
        self.mine: list[list[int]] = [[] for _ in range(instance.clients)]
        self.taken: NDArray[np.bool_] = np.zeros(instance.pairs, dtype=np.bool_)
        self.of_client = c.coach.tolist()
        self.going: list[set[int]] = [set() for _ in self.coach]
        self.first_times: set[int] = set()

    def free(self, i: int, pair: int) -> bool:
        """Whether client i can take the pair now."""
        c = self.columns
        j = int(c.shift[pair])
        return (
            self.places[j] >= c.seats[i]
            and self.coach_free(i, pair)
            and c.minutes[pair] <= self.minutes[i]
            and c.pay[j] <= self.cents[i]
            and not any(too_near(c, j, other) for other in self.mine[i])
        )

    def coach_free(self, i: int, pair: int) -> bool:
        """Whether whoever has to go along with client i can."""
        c, visit = self.columns, self.visit(pair)
        if visit < 0:
            return bool(c.support[pair] <= self.coach[self.of_client[i]])
        k = int(c.visits.coach[visit])
        if int(c.visits.first_time[pair]) in self.first_times:
            return False
        if visit in self.going[k]:
            return True
        at, alone = int(c.visits.shift[visit]), c._replace(rest=0)
        others = (int(c.visits.shift[other]) for other in self.going[k])
        enough = c.visits.minutes[visit] <= self.coach[k]
        return bool(enough) and not any(too_near(alone, at, other) for other in others)

    def visit(self, pair: int) -> int:
        """The visit that the pair needs, -1 for none."""
        visits = self.columns.visits
        return int(visits.visit[pair]) if len(visits.visit) else -1

    def send(self, i: int, pair: int) -> None:
        """Whoever has to go along does."""
        c, visit = self.columns, self.visit(pair)
        if visit < 0:
            self.coach[self.of_client[i]] -= int(c.support[pair])
            return
        k, group = int(c.visits.coach[visit]), int(c.visits.first_time[pair])
        if visit not in self.going[k]:
            self.coach[k] -= int(c.visits.minutes[visit])
        self.going[k].add(visit)
        if group >= 0:
            self.first_times.add(group)

    def take(self, i: int, pair: int) -> None:
        """Give client i the pair."""
        c, j = self.columns, int(self.columns.shift[pair])
        self.places[j] -= int(c.seats[i])
        self.send(i, pair)
        self.minutes[i] -= int(c.minutes[pair])
        self.cents[i] -= int(c.pay[j])
        self.mine[i].append(j)
        self.taken[pair] = True

    def turn(self, i: int) -> bool:
        """Client i takes the own best free shift; False when there is none."""
        c = self.columns
        first, last = int(c.first[i]), int(c.first[i + 1])
        order = first + np.lexsort((np.arange(last - first), -c.value[first:last]))
        for pair in order.tolist():
            if not self.taken[pair] and self.free(i, pair):
                self.take(i, pair)
                return True
        return False


def too_near(c: Columns, a: int, b: int) -> bool:
    """Whether two shifts overlap, travel and rest between days included."""
    a, b = (a, b) if (c.start[a], a) <= (c.start[b], b) else (b, a)
    gap = int(c.start[b]) - int(c.end[a])
    if a == b or gap < 0 or (c.day[a] != c.day[b] and gap < c.rest):
        return True
    dx, dy = int(c.x[a]) - int(c.x[b]), int(c.y[a]) - int(c.y[b])
    if dx == 0 and dy == 0:
        return False
    over = (gap - c.travel_base) * 10_000
    return over < 0 or over * over < c.travel_tenths**2 * (dx * dx + dy * dy)


def fair_queue(instance: PlanInstance) -> NDArray[np.bool_]:
    """The taken pairs (m): the longest waiting first, one shift each, then again until full."""
    queue = Queue(instance)
    order = np.lexsort((np.arange(instance.clients), -instance.waiting)).tolist()
    waiting = [i for i in order if queue.turn(i)]
    for i in waiting:
        while queue.turn(i):
            pass
    return queue.taken
