"""The commonest reason of everybody at once is the one that judging each pair tells."""

from __future__ import annotations

from collections import Counter

import pytest

from app.matching.client_question import FREE_CODES
from app.matching.columns import ClientColumns, values_of
from app.matching.commonest import NOT_FREE, commonest
from app.matching.shift_standing import ShiftStanding
from app.matching.shortlist import Group, judge
from tests.matching.crowd import crowd


@pytest.mark.parametrize("seed", range(4))
def test_the_commonest_reason_is_that_of_the_judgements(seed):
    people, works, now = crowd(seed, 60, 6)
    columns = ClientColumns([values_of(one) for one in people])
    found = commonest((ShiftStanding(columns, work, now) for work in works), columns.capacity)
    for person in people:
        row, judged = columns.find(person.id), [judge(person, work, now) for work in works]
        assert found.fits[row] == any(one.group is Group.FITS for one in judged)
        codes = Counter(one.shuts_out.reason.code for one in judged if one.shuts_out)
        free = sum(codes.pop(code, 0) for code in FREE_CODES)
        counts = codes + Counter({NOT_FREE: free})
        first = min(counts, key=lambda code: (-counts[code], code), default=None)
        number = found.code[row]
        assert (found.codes[number] if number >= 0 else None) == first


def test_without_shifts_there_is_no_reason():
    people, _works, _now = crowd(1, 3, 1)
    columns = ClientColumns([values_of(one) for one in people])
    found = commonest([], columns.capacity)
    assert (found.codes, found.fits.any(), set(found.code.tolist())) == ((), False, {-1})
