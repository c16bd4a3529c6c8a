"""Some of the clients beside one shift: what is quicker to ask of those whom little else stops.

One function per rule, of the same name as its per-pair test: a flag for each of the clients, up
where the rule says something; None stands for nobody. Rows may be no clients: whoever reads the
flags leaves them out. They are new each time, and may be written over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.matching import stops
from app.matching.bits import flags_of
from app.matching.once import once
from app.matching.week_rests import may_be_tired, tired_into_next_week, tired_within_week

if TYPE_CHECKING:
    from app.matching.around import Around
    from app.matching.bits import Flags, Rows
    from app.matching.client_question import ClientQuestion
    from app.matching.facts import Test
    from app.matching.ways import Chords


class FewClients:
    """Some rows of the clients of a question, in order."""

    def __init__(self, asked: ClientQuestion, rows: Rows) -> None:
        self.asked, self.rows = asked, rows

    def __len__(self) -> int:
        return len(self.rows)

    @once
    def inside(self) -> Flags:
        """A flag for every row of the columns, up for these."""
        return self.asked.marked(self.rows)

    @once
    def chords(self) -> Chords | None:
        """How far each lives from the place; None when that is not known."""
        far = self.asked.distances
        return None if far is None else far.chords(self.rows)

    @once
    def around(self) -> Around:
        """What these have agreed to around the shift."""
        return self.asked.around_of(self.inside)

    def only(self, flags: Flags) -> FewClients:
        """Those whose flag is up; what is known of their way is kept."""
        kept = flags.nonzero()[0]
        left = FewClients(self.asked, self.rows[kept])
        chords = self.__dict__.get("chords")
        if chords is not None:
            left.__dict__["chords"] = chords.only(kept, left.rows)
        return left

    def at(self, rows: Rows) -> Flags | None:
        """A flag for each of them, up for those of these rows that are among them."""
        if not len(rows) or not len(self.rows):
            return None
        places = self.rows.searchsorted(rows)
        here = places[self.rows.take(places, mode="clip") == rows]
        if not len(here):
            return None
        flags = np.zeros(len(self.rows), dtype=np.bool_)
        flags[here] = True
        return flags

    def settled(self, flags: Flags, test: Test) -> Flags:
        """The flags, but for who has agreed to this very shift as the per-pair test says."""
        asked = self.asked
        for row in asked.comers.tolist():
            place = int(self.rows.searchsorted(row))
            if place < len(self.rows) and self.rows[place] == row:
                told = test(asked.worker(row), asked.shift, asked.context)
                flags[place] = told is not None
        return flags


# --- ways


def travel_limit(few: FewClients) -> Flags | None:
    """Who would travel longer than wanted."""
    chords, columns = few.chords, few.asked.columns
    return None if chords is None else chords.beyond(columns.blocks, columns.max_travel)


def near(few: FewClients) -> Flags | None:
    """Who lives close by."""
    chords = few.chords
    return None if chords is None else chords.within(few.asked.context.match.near_minutes)


def known_site(few: FewClients) -> Flags | None:
    """Who has worked at the place."""
    return few.at(few.asked.knowing_site)


# --- other work of the client's own


def own_shift(few: FewClients) -> Flags | None:
    """Who works at the same time; the very same shift included."""
    return few.at(few.around.overlapping())


def way_between(few: FewClients) -> Flags | None:
    """Who has too little time for the way from or to another own shift."""
    return few.at(few.around.late())


def daily_rest(few: FewClients) -> Flags | None:
    """Who would rest less than 11 hours beside another day's shift."""
    return few.at(few.around.tired())


def weekly_rest(few: FewClients) -> Flags | None:
    """Who would have no unbroken 35 hours of rest in the week."""
    asked = few.asked
    if not may_be_tired(asked):
        return None
    if asked.last_week != asked.week:
        return flags_of(tired_into_next_week(asked), few.rows).view(np.bool_)
    return few.at(tired_within_week(asked, few.inside))


def daily_limit(few: FewClients) -> Flags | None:
    """Who would work more than 8 hours on the day."""
    most = few.asked.context.working_time.day_minutes
    return _over(few, few.asked.days_of_day, most, stops.daily_limit)


def weekly_limit(few: FewClients) -> Flags | None:
    """Who would work more than 40 hours in the week."""
    most = few.asked.context.working_time.week_minutes
    return _over(few, few.asked.days_of_week, most, stops.weekly_limit)


def _over(few: FewClients, days: tuple[int, int], most: int, test: Test) -> Flags | None:
    own = few.asked.minutes
    if own > most:
        return np.ones(len(few), dtype=np.bool_)
    flags = few.at(few.asked.columns.agreed.sums(*days).rows_above(most - own))
    return None if flags is None else few.settled(flags, test)


# --- the client's own ceilings


def own_week(few: FewClients) -> Flags | None:
    """Whose week would hold more work than wanted."""
    return _above(few, "max_week", few.asked.minutes, stops.own_week)


def own_month(few: FewClients) -> Flags | None:
    """Whose month would hold more work than wanted."""
    return _above(few, "max_month", few.asked.minutes, stops.own_month)


def own_earnings(few: FewClients) -> Flags | None:
    """Whose month would bring more than wanted."""
    return _above(few, "max_cents", few.asked.shift.cents, stops.own_earnings)


def _above(few: FewClients, ceiling: str, own: int, test: Test) -> Flags:
    asked = few.asked
    days = asked.days_of_week if ceiling == "max_week" else asked.days_of_month
    over = asked.columns.over_of(few.rows, ceiling, days, own)
    return few.settled(over, test) if len(asked.comers) else over


# --- coaches


def coach_presence(few: FewClients) -> Flags | None:
    """Who must not come alone, and has nobody to come along."""
    alone = few.asked.coachless_of(few.rows)
    if not np.count_nonzero(alone):
        return None
    alone &= flags_of(few.asked.need_coach, few.rows).view(np.bool_)
    return alone
