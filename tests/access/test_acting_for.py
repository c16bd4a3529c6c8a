"""Every act of a coach is known: done in a client's stead, and then noted, or the coach's own.

A new way of acting for a client that doesn't note it, or one that nobody has thought about, fails.
Source: features K2; trust 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.matrix import Whose, matrix

if TYPE_CHECKING:
    from tests.access.stage import Content, Stage

# What a coach does when the client has said so.
FOR_CLIENTS = frozenset(
    [
        "accept_counter",
        "add_allowance",
        "answer_offer",
        "check_in",
        "check_out",
        "close_contact",
        "mark_late",
        "note_barriers",
        "propose_hours",
        "remove_allowance",
        "report_absence",
        "set_benefits",
        "undo_answer",
        "undo_attendance",
    ]
)
# What is the coach's own to do: nobody's word is written down.
OWN = frozenset(
    [
        "accept_handover",
        "accept_plan",
        "acknowledge_alert",
        "add_employer",
        "add_idea",
        "answer_wanted",
        "arrange",
        "ask_change",
        "ask_client",
        "ask_for_plan",
        "begin_job",
        "book_coach",
        "cancel_booking",
        "confirm_offer",
        "correct_contact",
        "correct_note",
        "describe_employer",
        "discard_plan",
        "drop_fading",
        "end_agreement",
        "end_apart",
        "end_calendar",
        "end_job",
        "enrol_tablet",
        "finish_alert",
        "issue_card",
        "keep_apart",
        "list_orderer",
        "make_agreement",
        "make_calendar",
        "make_instead",
        "mark_missed",
        "move_contact",
        "move_idea",
        "note_onward",
        "offer_shift",
        "open_card",
        "pair_phone",
        "pass_on",
        "pause_follow_along",
        "pin",
        "plan_fading",
        "plan_visit",
        "promise",
        "propose_handover",
        "refuse_handover",
        "resend_link",
        "restart_follow_along",
        "revoke_card",
        "revoke_passkeys",
        "revoke_phones",
        "revoke_tablet",
        "save_draft",
        "say_away",
        "set_pace",
        "settle_promise",
        "start_assisted",
        "stop_plan",
        "take_back_contact",
        "take_back_note",
        "tell_colleague",
        "tell_message",
        "undo_away",
        "undo_contact",
        "unlock_card",
        "unpin",
        "visited_today",
        "want_coach",
        "withdraw_change",
        "withdraw_handover",
        "withdraw_offer",
        "write_contact",
        "write_note",
        "write_shift_note",
    ]
)
# Written together with the client, who reads it, changes it and sees who wrote it.
TOGETHER = frozenset(
    {"close_goal", "keep_ready", "say_goal", "show_pass", "write_learned", "write_helps"}
)


def acts_of_coaches() -> set[str]:
    return {
        row.endpoint.removeprefix("coach.")
        for row in matrix().values()
        if row.endpoint.startswith("coach.") and "POST" in row.methods
    }


def test_it_is_known_of_every_act_whether_it_is_done_for_a_client() -> None:
    assert acts_of_coaches() == FOR_CLIENTS | OWN | TOGETHER
    assert not FOR_CLIENTS & (OWN | TOGETHER)


def act(stage: Stage, name: str, **changes: str | None) -> tuple[int, Content]:
    row = matrix()[f"coach.{name}"]
    form = stage.form(row, Whose.OWN, "CO") | changes
    try:
        answer = stage.ask("CO", "POST", stage.address(row, Whose.OWN, "CO"), form=form)
        return answer.status, stage.content()
    finally:
        stage.restore()


@pytest.mark.parametrize("name", sorted(FOR_CLIENTS))
def test_what_is_done_for_a_client_is_noted_with_both_names_and_told(
    stage: Stage, name: str
) -> None:
    status, after = act(stage, name)
    assert status == 303
    new = after["acted_for"].keys() - stage.kept["acted_for"].keys()
    (noted,) = [after["acted_for"][key] for key in new]
    assert noted["client_id"] == stage.things.own["client"]
    assert noted["coach_id"] == stage.world.carla.user_id
    assert noted["said_how"] == "phone"
    letters = [
        row for row in after["outbox_message"].values() if row["template"] == "acted_for_you"
    ]
    assert [row["client_id"] for row in letters] == [noted["client_id"]]


@pytest.mark.parametrize("name", sorted(FOR_CLIENTS))
@pytest.mark.parametrize("said", [None, "guessed"])
def test_without_how_it_was_said_nothing_changes_and_it_is_asked(
    stage: Stage, name: str, said: str | None
) -> None:
    status, after = act(stage, name, said=said)
    assert status == 422
    assert {table for table in after if after[table] != stage.kept[table]} == set()


@pytest.mark.parametrize("name", sorted(OWN - {"save_draft"}))
def test_what_is_the_coachs_own_puts_no_word_into_a_clients_mouth(stage: Stage, name: str) -> None:
    status, after = act(stage, name)
    assert status < 500
    assert after["acted_for"] == stage.kept["acted_for"]
