"""The columns say of each client what was told of her, whatever changed in what order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest

from app.domain.calendar import Span
from app.matching.bits import column, from_rows, none_of, rows_of, unpack
from app.matching.client_facts import client_at
from app.matching.client_standing import ClientStanding
from app.matching.client_tables import ClientTables, tables_of
from app.matching.columns import ClientColumns, values_of
from app.matching.facts import ClientFacts
from app.matching.rules import RULES
from app.matching.shift_columns import ShiftColumns
from app.matching.shift_standing import ShiftStanding
from app.matching.shortlist import Group, judge
from app.matching.ties import Codes, Ties
from tests.matching.crowd import crowd
from tests.matching.people import KAISA, KALLE, MONDAY, client, context, shift


def plain(people):
    return [values_of(one) for one in people]


@pytest.mark.parametrize("seed", range(3))
def test_no_rule_can_tell_a_record_made_again_from_the_first(seed):
    people, works, now = crowd(seed, 30, 6)
    columns = ClientColumns(plain(people))
    for person in people:
        again = client_at(columns, columns.find(person.id), person.strengths)
        for work in works:
            assert judge(again, work, now) == judge(person, work, now)


def everything(columns, works, now):
    """Groups, order and counts of every shift, by id."""
    told = []
    for work in works:
        quick = ShiftStanding(columns, work, now)
        rows = [quick.top(len(columns), group) for group in Group]
        told.append(([[columns.id_of(r) for r in group] for group in rows], quick.shut_out()))
    return told


@pytest.mark.parametrize("seed", range(6))
def test_changed_columns_are_those_built_anew(seed):
    people, works, now = crowd(seed, 90, 4)
    dice = random.Random(seed)
    columns = ClientColumns(plain(people[:20]))
    known = {one.id: one for one in people[:20]}
    everything(columns, works[:1], now)
    for _ in range(150):
        one = dice.choice(people)
        if dice.random() < 0.3:
            columns.remove(one.id)
            known.pop(one.id, None)
        else:
            other = replace(dice.choice(people), id=one.id)
            columns.put(values_of(other))
            known[one.id] = other
        if dice.random() < 0.1:
            everything(columns, works[:1], now)
    assert len(columns) == len(known)
    fresh = ClientColumns(plain(dice.sample(list(known.values()), len(known))))
    assert everything(columns, works, now) == everything(fresh, works, now)


def another(dice, before, works, shift_id):
    """A shift in its place: the same one with other places, or a wholly different one."""
    if before is not None and dice.random() < 0.5:
        return replace(before, places=dice.randint(1, 3), taken=dice.randint(0, 3))
    return replace(dice.choice(works), id=shift_id)


@pytest.mark.parametrize("seed", range(3))
def test_changed_shifts_are_those_built_anew(seed):
    people, works, now = crowd(seed, 12, 120)
    dice = random.Random(seed)
    columns, known = ShiftColumns(works[:30]), {one.id: one for one in works[:30]}
    for _ in range(150):
        one = dice.choice(works)
        if dice.random() < 0.3:
            columns.remove(one.id)
            known.pop(one.id, None)
        else:
            known[one.id] = another(dice, known.get(one.id), works, one.id)
            columns.put(known[one.id])
        if dice.random() < 0.3:
            ClientStanding(columns, dice.choice(people), now).top()
    fresh = ShiftColumns(known.values())
    for person in people:
        changed, anew = (ClientStanding(one, person, now) for one in (columns, fresh))
        ids = [[one.listed[row].id for row in quick.top()] for one, quick in
               ((columns, changed), (fresh, anew))]  # fmt: skip
        assert ids[0] == ids[1]


def test_values_a_field_at_a_time_may_come_in_any_order_of_clients():
    people, works, now = crowd(4, 90, 4)
    told = tables_of(plain(people))
    many = {name: backwards(*columns) for name, columns in told.many.items()}
    columns = ClientColumns(replace(told, many=many), now.travel)
    assert everything(columns, works, now) == everything(ClientColumns(plain(people)), works, now)
    for person in people:
        again = client_at(columns, columns.find(person.id), person.strengths)
        assert [judge(again, w, now) for w in works] == [judge(person, w, now) for w in works]


def backwards(rows, *values):
    """The last client's first, each one's own in their order."""
    order = np.argsort(-rows, kind="stable")
    return rows[order].tolist(), *([each[n] for n in order] for each in values)


def test_a_field_that_is_left_out_has_its_default():
    bare = ClientTables(KALLE.bytes + KAISA.bytes, {"unit_id": [UUID(int=1)] * 2})
    columns = ClientColumns(bare)
    assert client_at(columns, 1) == ClientFacts(id=KAISA, unit_id=UUID(int=1))
    with pytest.raises(KeyError):
        ClientColumns([{"id": KALLE}])


def test_a_client_is_found_while_here_and_not_after():
    columns = ClientColumns(plain([client(), client(id=KAISA)]))
    assert columns.id_of(columns.find(KAISA)) == KAISA
    columns.remove(KAISA)
    columns.remove(KAISA)
    assert columns.find(KAISA) == -1
    assert len(columns) == 1
    columns.put(values_of(client(id=KAISA)))
    assert columns.id_of(columns.find(KAISA)) == KAISA
    assert columns.rows([KALLE, UUID(int=0)]).tolist() == [columns.find(KALLE)]


def test_an_answer_to_a_shift_leaves_alone_what_is_kept():
    columns, now, person = ShiftColumns([shift()]), context(), client()
    (name, *_) = person.availability
    assert ClientStanding(columns, person, now).top() == [0]
    columns.put(replace(shift(), places=1, taken=1))
    assert columns.sets.find(name) is not None
    assert ClientStanding(columns, person, now).top() == []
    columns.put(replace(shift(), places=3, taken=1))
    assert ClientStanding(columns, person, now).top() == [0]
    assert columns.left[0] == 2
    columns.put(replace(shift(), ends_at=shift().ends_at + timedelta(hours=1)))
    assert columns.sets.find(name) is None


def test_a_shift_that_is_not_here_is_told():
    columns = ShiftColumns([shift()])
    quick = ClientStanding(columns, client(), context())
    columns.remove(shift().id)
    with pytest.raises(LookupError):
        quick.judge(0)


def test_a_time_too_short_for_a_quarter_is_still_known():
    short = client(availability=(Span(MONDAY.weekday(), 545, 555),))
    again = client_at(ClientColumns(plain([short])), 0)
    assert [one.weekday for one in again.availability] == [MONDAY.weekday()]
    for rule in RULES:
        assert rule.test(again, shift(MONDAY), context()) == rule.test(
            short, shift(MONDAY), context()
        )


def test_a_large_enough_crowd_is_told_as_a_small_one():
    # More than a thousand are encoded day by day, fewer all at once.
    people, works, now = crowd(5, 40, 3)
    many = [replace(one, id=UUID(int=n)) for n, one in enumerate(people * 30)]
    columns = ClientColumns(plain(many))
    small = ClientColumns(plain(many[:40]))
    there, here = ([one.find(told.id) for told in many[:40]] for one in (columns, small))
    for row, same in zip(there, here, strict=True):
        assert column(columns.bits, row).tolist() == column(small.bits, same).tolist()
    assert columns.nbytes > small.nbytes
    for work in works:
        found = ShiftStanding(columns, work, now).groups
        first = ShiftStanding(small, work, now).groups
        for group in Group:
            assert unpack(found[group])[there].tolist() == unpack(first[group])[here].tolist()


# --- the bricks


def test_rows_come_back_from_a_set():
    for rows in ([], [0], [63, 64], list(range(0, 640, 3)), [639]):
        assert rows_of(from_rows(_rows(rows), 640)).tolist() == rows
    assert rows_of(~none_of(128)).tolist() == list(range(128))


def _rows(rows):
    return np.array(rows, dtype=np.int64)


def test_ties_are_looked_up_both_ways():
    ties = Ties()
    ties.fill(_rows([2, 0, 2]), _rows([5, 7, 7]))
    assert ties.rows(7).tolist() == [0, 2]
    assert ties.codes(2).tolist() == [5, 7]
    ties.replace(2, [6])
    assert (ties.rows(5).tolist(), ties.rows(6).tolist(), ties.rows(7).tolist()) == ([], [2], [0])
    assert ties.rows(-1).tolist() == []


def test_a_name_keeps_its_number():
    codes = Codes()
    assert [codes.code(name) for name in "abab"] == [0, 1, 0, 1]
    assert (codes.find("b"), codes.find("c"), codes.name(1), len(codes)) == (1, -1, "b", 2)
