"""The board counts people: whoever was asked stays asked, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.lifecycle import AttendanceState, OfferState
from app.services import answers, offers
from app.store import boards
from app.store.models.work import Shift

pytestmark = pytest.mark.usefixtures("engine_app")


def week(world, **facts):
    return boards.Window(world.now, world.now + timedelta(days=7), **facts)


def counts(world):
    (row,) = boards.list_board(week(world))
    return row.places, row.asked, row.seen, row.yes + row.confirmed, row.confirmed, row.done


def test_asked_never_falls_when_people_answer_or_let_it_pass(world):
    shift_id = world.shift(places=2)
    people = world.clients(7)
    ends = (
        OfferState.SENT, OfferState.SEEN, OfferState.EXPIRED, OfferState.DECLINED,
        OfferState.FILLED_ELSEWHERE, OfferState.ACCEPTED, OfferState.CONFIRMED,
    )  # fmt: skip
    for client, state in zip(people, ends, strict=True):
        world.offer(client, shift_id, state=state)
    assert counts(world) == (2, 7, 4, 2, 1, 0)


def test_who_still_queues_or_was_taken_out_of_the_queue_was_never_asked(world):
    shift_id = world.shift()
    world.offer(world.kalle, shift_id, state=OfferState.QUEUED)
    world.offer(world.kaisa, shift_id, state=OfferState.WITHDRAWN, sent_at=None)
    assert counts(world) == (1, 0, 0, 0, 0, 0)


def test_one_person_asked_twice_is_one(world):
    shift_id = world.shift()
    world.offer(world.kalle, shift_id, state=OfferState.EXPIRED, seen_at=world.now)
    world.offer(world.kalle, shift_id)
    assert counts(world)[1:3] == (1, 1)


def test_seen_counts_from_the_first_look_and_stays_after_a_no(world):
    offer_id = world.offer(world.kalle, world.shift())
    assert counts(world)[1:3] == (1, 0)
    offers.mark_seen(world.kalle, offer_id, now=world.now)
    assert counts(world)[1:3] == (1, 1)
    answers.decline_offer(world.kalle, offer_id, now=world.now)
    assert counts(world)[1:4] == (1, 1, 0)


def test_whoever_is_there_is_done_only_after_the_work(world):
    shift_id = world.shift(places=2)
    world.placed(world.kalle, shift_id, state=AttendanceState.CHECKED_IN)
    world.placed(world.kaisa, shift_id, state=AttendanceState.PERFORMED)
    (row,) = boards.list_board(week(world))
    assert (row.there, row.done, row.confirmed) == (1, 1, 2)


def test_a_board_has_every_shift_and_its_pages_together_too(world):
    times = more_shifts(world, 5)
    whole = [row.starts_at for row in boards.list_board(week(world))]
    assert whole == times
    paged = [boards.list_board(week(world), limit=2, skip=skip) for skip in (0, 2, 4)]
    assert [row.starts_at for rows in paged for row in rows] == times
    assert boards.count_board(week(world)) == 5
    assert boards.count_board(week(world, search="tiski")) == 0


def more_shifts(world, count):
    """So many shifts of one order on one day, in order; gives when they start."""
    first = world.get(Shift, world.shift())
    copies = [
        Shift(
            task_id=first.task_id, series_id=first.series_id,
            occurrence_on=first.occurrence_on + timedelta(days=n), places=1,
            starts_at=first.starts_at + timedelta(minutes=n), ends_at=first.ends_at,
        )
        for n in range(1, count)
    ]  # fmt: skip
    world.add(*copies)
    return [first.starts_at, *(one.starts_at for one in copies)]
