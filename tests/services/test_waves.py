"""The worker's part: what is due is shown, what is over ends, the next are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors import RuleBroken
from app.domain.lifecycle import OfferState, ShiftState, WaveState
from app.services import answers, offers, waves
from app.store import offer_rules
from app.store.models.rules import RuleValue
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Attendance, Offer, Shift, Wave

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def ask(world: World, people: list[Actor], shift_id: UUID, **facts: object) -> list[UUID]:
    ids = [one.client_id for one in people]
    return offers.offer_shifts(world.carla, [shift_id], ids, now=world.now, **facts)


def states(world: World, ids: list[UUID]) -> list[str]:
    return [world.get(Offer, one).state.value for one in ids]


def work(world: World) -> None:
    """Everything the worker does, once."""
    waves.expire_offers(now=world.now)
    waves.confirm_by_time(now=world.now)
    waves.start_next_waves(now=world.now)
    waves.send_due_offers(now=world.now)


def test_what_was_offered_at_night_goes_out_in_the_morning(world: World) -> None:
    world.move_to("ma 21:00")
    ids = ask(world, [world.kalle], world.shift("to"))
    work(world)
    assert states(world, ids) == ["queued"]

    world.move_to("ti 08:00")
    work(world)
    work(world)
    assert states(world, ids) == ["sent"]
    assert world.count(OutboxMessage) == 1


def test_silence_ends_the_offer_and_the_next_round_begins(world: World) -> None:
    shift_id = world.shift("pe")
    people = [world.kalle, world.kaisa, world.client("Aino"), world.client("Eino")]
    ids = ask(world, people, shift_id, window_hours=4)
    world.pass_time(hours=4)
    work(world)

    assert states(world, ids) == ["expired", "expired", "sent", "sent"]
    numbers = {wave.number: wave.state for wave in world.all(Wave)}
    assert numbers == {1: WaveState.EXHAUSTED, 2: WaveState.SENT}
    entries = world.all(AuditEvent, AuditEvent.object_id == ids[0])
    assert {e.facts["new"] for e in entries} >= {"queued", "sent", "expired"}


def test_a_round_in_which_all_say_no_ends_at_once_with_the_worker(world: World) -> None:
    ids = ask(world, [world.kalle, world.kaisa, world.client("Aino")], world.shift("pe"))
    answers.decline_offer(world.kalle, ids[0], now=world.now)
    waves.start_next_waves(now=world.now)
    assert states(world, ids) == ["declined", "sent", "queued"]
    answers.decline_offer(world.kaisa, ids[1], now=world.now)
    waves.start_next_waves(now=world.now)
    assert states(world, ids) == ["declined", "declined", "sent"]


def test_a_yes_is_sure_after_half_an_hour(world: World) -> None:
    offer_id = world.offer(world.kalle, world.shift())
    answers.accept_offer(world.kalle, offer_id, now=world.now)
    assert waves.confirm_by_time(now=world.pass_time(minutes=29)) == 0
    assert waves.confirm_by_time(now=world.pass_time(minutes=1)) == 1
    assert waves.confirm_by_time(now=world.now) == 0

    assert states(world, [offer_id]) == ["confirmed"]
    assert world.count(Attendance) == 1


def test_the_queue_is_cleared_when_the_last_place_is_sure(world: World) -> None:
    shift_id = world.shift()
    ids = ask(world, [world.kalle, world.kaisa, world.client("Aino")], shift_id)
    answers.accept_offer(world.kalle, ids[0], now=world.now)
    offers.confirm_offer(world.carla, ids[0], now=world.now)

    assert states(world, ids) == ["confirmed", "filled_elsewhere", "filled_elsewhere"]
    assert {wave.state for wave in world.all(Wave)} == {WaveState.FILLED}
    told = world.all(OutboxMessage, OutboxMessage.template == "offer_filled_elsewhere")
    assert [letter.client_id for letter in told] == [world.kaisa.client_id]


def test_a_question_to_the_coach_keeps_the_place_a_day_past_the_window(world: World) -> None:
    shift_id = world.shift("pe")
    offer_id = world.offer(world.kalle, shift_id, window_hours=6)
    answers.ask_coach(world.kalle, offer_id, now=world.now)
    world.pass_time(hours=29)
    work(world)
    assert states(world, [offer_id]) == ["asked_coach"]

    world.pass_time(hours=1)
    work(world)
    assert states(world, [offer_id]) == ["expired"]
    shift = world.get(Shift, shift_id)
    assert (shift.taken, shift.state) == (0, ShiftState.OPEN)


def test_what_was_never_shown_ends_when_the_work_begins(world: World) -> None:
    first = ask(world, [world.kalle], world.shift("to"))
    second = ask(world, [world.kalle], world.shift("ti", title="Muu"))
    world.move_to("ti 10:00")
    work(world)
    assert states(world, first + second) == ["sent", "expired"]


def test_a_client_with_two_new_offers_this_week_gets_the_next_on_monday(world: World) -> None:
    days = [("ti", 0), ("ke", 0), ("to", 1)]
    ids = [ask(world, [world.kalle], world.shift(d, weeks=w, title=d))[0] for d, w in days]
    for offer_id in ids[:2]:
        answers.decline_offer(world.kalle, offer_id, now=world.now)
    work(world)
    assert states(world, ids) == ["declined", "declined", "queued"]

    world.move_to("ma 08:00", weeks=1)
    work(world)
    assert states(world, ids)[2] == OfferState.SENT


def test_an_offer_that_would_clash_with_a_yes_is_not_shown(world: World) -> None:
    first = ask(world, [world.kalle], world.shift())[0]
    clashing = ask(world, [world.kalle], world.shift(title="Muu", starts="11:00", ends="14:00"))[0]
    answers.accept_offer(world.kalle, first, now=world.now)
    work(world)
    assert states(world, [clashing]) == ["queued"]


def test_how_many_new_offers_a_week_is_a_dated_rule(world: World) -> None:
    """The row that comes with the site says two; an office may say another number from a day on."""
    row = RuleValue(
        key=offer_rules.NEW_A_WEEK, value="1", unit="pcs", valid_from=world.today, source="Oma",
    )  # fmt: skip
    world.add(row)
    ids = [ask(world, [world.kalle], world.shift(d, title=d))[0] for d in ("ke", "to")]
    answers.decline_offer(world.kalle, ids[0], now=world.now)
    work(world)
    assert states(world, ids) == ["declined", "queued"]
    world.change(RuleValue, row.id, value="2")
    work(world)
    assert states(world, ids) == ["declined", "sent"]


def test_the_size_of_a_round_and_the_least_window_are_dated_rules(world: World) -> None:
    for key, value in (("offers.wave_factor", "1"), ("offers.min_window_hours", "6")):
        row = RuleValue(key=key, value=value, unit="pcs", valid_from=world.today, source="Oma")
        world.add(row)
    shift_id = world.shift("pe")
    with pytest.raises(RuleBroken):
        ask(world, [world.kalle], shift_id, window_hours=5)
    ids = ask(world, [world.kalle, world.kaisa], shift_id, window_hours=6)
    assert states(world, ids) == ["sent", "queued"]
    assert [wave.size for wave in world.all(Wave)] == [1, 1]


def test_rules_that_contradict_each_other_stop_nothing(world: World) -> None:
    row = RuleValue(
        key="offers.min_window_hours", value="48", unit="hours", valid_from=world.today,
        source="Oma",
    )  # fmt: skip
    world.add(row)
    assert offer_rules.setting_on(world.today).default_window_hours == 48
