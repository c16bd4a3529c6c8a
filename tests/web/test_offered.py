"""An offered work as both its pages show it: its times and state, the same answers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.lifecycle import OfferState
from app.domain.vocabulary import Benefit
from app.services import offers
from app.store.models.trail import OutboxMessage
from app.store.models.work import Offer, OfferShift, Shift, Task
from app.web.shared.offered import WORDS_SHOWN, ShownOffer, times_of
from tests.rule_rows import live_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Browser, Page
    from tests.world import World


def offer(world: World, state: OfferState, *parts: OfferState, bring: str = "") -> Offer:
    """An offer with one time of work a day for each state of a part, the first of them tomorrow."""
    begins = [world.now + timedelta(days=day) for day in range(1, len(parts) + 1)]
    return Offer(
        state=state, task=Task(bring=bring), window_ends_at=world.now + timedelta(hours=1),
        shifts=[
            OfferShift(state=part, shift=Shift(starts_at=at, ends_at=at + timedelta(hours=2)))
            for part, at in zip(parts, begins, strict=True)
        ],
    )  # fmt: skip


def shown(world: World, of: Offer) -> ShownOffer:
    return ShownOffer(offer=of, companion="", checked_in=False, read_at=world.now)


def days_ahead(world: World, of: Offer) -> list[int]:
    return [(shift.starts_at - world.now).days for shift in times_of(of)]


def test_only_the_times_that_were_taken_are_shown(world: World) -> None:
    taken = offer(world, OfferState.ACCEPTED, OfferState.DECLINED, OfferState.ACCEPTED)
    assert days_ahead(world, taken) == [2]
    assert shown(world, taken).first is taken.shifts[1].shift
    assert not shown(world, taken).several


def test_all_times_are_shown_where_none_stands_as_the_offer_does(world: World) -> None:
    gone = offer(world, OfferState.WITHDRAWN, OfferState.SENT, OfferState.SENT)
    assert days_ahead(world, gone) == [1, 2]
    assert shown(world, gone).several


def test_it_is_open_until_it_has_run_out_of_time(world: World) -> None:
    sent = offer(world, OfferState.SEEN, OfferState.SEEN)
    assert shown(world, sent).is_open
    sent.window_ends_at = world.now
    assert not shown(world, sent).is_open
    assert shown(world, sent).state is OfferState.EXPIRED


@pytest.mark.parametrize(
    ("state", "picture"),
    [
        (OfferState.ACCEPTED, "done"),
        (OfferState.CONFIRMED, "done"),
        (OfferState.DECLINED, "thanks"),
        (OfferState.ASKED_COACH, "ask"),
        (OfferState.FILLED_ELSEWHERE, "waiting"),
    ],
)
def test_what_came_of_it_has_a_picture(world: World, state: OfferState, picture: str) -> None:
    assert shown(world, offer(world, state, state)).answered_picture == picture


def test_a_long_list_of_things_has_no_room(world: World) -> None:
    for words, has_room in ((0, True), (WORDS_SHOWN, True), (WORDS_SHOWN + 1, False)):
        bring = " ".join(["kengät"] * words)
        sent = offer(world, OfferState.SENT, OfferState.SENT, bring=bring)
        assert shown(world, sent).things_to_bring == (bring if has_room else "")


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("said", ["accept", "decline", "ask"])
def test_both_pages_ask_and_tell_the_same(
    world: World, browse: Callable[..., Browser], times: int, said: str
) -> None:
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION)
    task = world.open_task(times=times, weeks=1)
    kalle, nobody = [world.kalle.client_id], browse()
    (offer_id,) = offers.offer_shifts(world.carla, task.shift_ids, kalle, now=world.now)
    pages = (f"/client/offers/{offer_id}", path_of_link(world))
    own, linked = browse(world.kalle).get(pages[0]), nobody.get(pages[1])
    assert answers_on(own) == answers_on(linked)
    assert facts_on(own) == facts_on(linked)
    nobody.submit(linked.form("/answer"), answer=said)
    own, linked = browse(world.kalle).get(pages[0]), nobody.get(pages[1])
    assert own.h1 == linked.h1
    assert answers_on(own) == answers_on(linked)
    assert own.form("/undo").buttons == linked.form("/undo").buttons


def path_of_link(world: World) -> str:
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "offer_new")
    return str(json.loads(letter.facts or "{}")["path"])


def answers_on(page: Page) -> list[str | None]:
    return [button.get("value") for button in page.find("button", name="answer")]


def facts_on(page: Page) -> list[str]:
    """What, where and when it is."""
    what, where, when, *_more = page.find("div", class_="fact")
    return [" ".join("".join(fact.itertext()).split()) for fact in (what, where, when)]
