"""The agreed shifts so close in time to one that rest or the way between could be too short.

Three rules read them. Each gives the rows of the clients it stops, in any order.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from app.domain.travel import Point, travel_minutes
from app.matching.instants import MINUTE
from app.matching.once import once

if TYPE_CHECKING:
    from app.matching.agreed import Work
    from app.matching.bits import Rows
    from app.matching.client_question import ClientQuestion


# Fewer pieces of work than this are looked at one by one.
_FEW = 8


class Around:
    """What clients have agreed to around the shift of a question."""

    def __init__(self, asked: ClientQuestion, work: Work) -> None:
        self._asked, self.work = asked, work

    @once
    def between(self) -> Rows:
        """How long after the earlier the later begins: the shift and each of these.

        Units: microseconds; below nought where they overlap.
        """
        after: Rows = self.work.starts - self._asked.ends
        return np.maximum(after, self._asked.starts - self.work.ends, out=after)

    @once
    def gaps(self) -> Rows:
        """The same in whole minutes."""
        return self.between // MINUTE

    def overlapping(self) -> Rows:
        """Who works at the same time; the very same shift included."""
        if not len(self.work.row):
            return self.work.row
        return self.work.row[self.between < 0]

    def late(self) -> Rows:
        """Who has too little time for the way from or to other work."""
        if len(self.work.row) < _FEW:
            return self._late_one_by_one()
        asked, work, gaps = self._asked, self.work, self.gaps
        place, travel = asked.shift.place, asked.context.travel
        some = (gaps >= 0) & (gaps <= asked.longest_way) & (work.code != asked.shift_code)
        places = some.nonzero()[0]
        if place is None or not len(places):
            return work.row[:0]
        late = places[work.places.part(places).longer(gaps[places], place, travel)]
        rows: Rows = work.row[late]
        return rows

    def _late_one_by_one(self) -> Rows:
        asked, work = self._asked, self.work
        place, travel = asked.shift.place, asked.context.travel
        if place is None or not len(work.row):
            return work.row[:0]
        told = zip(*(one.tolist() for one in (work.row, work.code, self.gaps)), strict=True)
        where = map(Point, work.lat.tolist(), work.lon.tolist())
        late = [
            row
            for (row, code, gap), there in zip(told, where, strict=True)
            if gap >= 0
            and code != asked.shift_code
            and there != place
            and not isnan(there.lat)
            and travel_minutes(there, place, travel) > gap
        ]
        return np.array(late, dtype=np.int64)

    def tired(self) -> Rows:
        """Who would rest less than 11 hours beside another day's shift."""
        if not len(self.work.row):
            return self.work.row
        asked, least = self._asked, self._asked.context.working_time.daily_rest_minutes
        tired = self.gaps < least
        tired &= self.work.day != asked.day
        tired &= self.work.code != asked.shift_code
        return self.work.row[tired]
