"""The sweep notices when a rule of the policy is turned around or a loader shows too much.

Only in the long gate: each slip is made once and the rows that could show it are asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import true

from app.domain.policy import Verb, rules
from app.store import clients, offers, tasks
from app.web.shared import errors
from tests.access.matrix import matrix
from tests.access.sweep import WHOLE, Sweep

if TYPE_CHECKING:
    from tests.access.stage import Stage

pytestmark = pytest.mark.skipif(not WHOLE, reason="slips are made in the long gate (dev.py full)")

# A verb given to everybody or to nobody, and who would show it in which part of the site.
TURNED = [
    (Verb.ACCEPT_COUNTER, False, "CO", "coach"),
    (Verb.AGREE_HOURS, False, "OR", "orderer"),
    (Verb.ANSWER_FOR_CLIENT, False, "CO", "coach"),
    (Verb.ANSWER_OFFER, False, "CL", "client"),
    (Verb.BOOK_COACH, True, "CU", "coach"),
    (Verb.CANCEL_SHIFT, False, "OR", "orderer"),
    (Verb.CONFIRM_OFFER, False, "CO", "coach"),
    (Verb.EDIT_ORGANISATION, True, "OR", "orderer"),
    (Verb.EDIT_TASK, False, "OR", "orderer"),
    (Verb.EXPORT_DATA, True, "AD", "imports"),
    (Verb.EXPORT_HOURS, False, "DI", "dispatch"),
    (Verb.HANDLE_ALERT, True, "CU", "coach"),
    (Verb.ISSUE_CARD, True, "CU", "coach"),
    (Verb.ISSUE_CARD, False, "CO", "coach"),
    (Verb.OPEN_TASK, False, "DI", "dispatch"),
    (Verb.PAIR_DEVICE, True, "CU", "coach"),
    (Verb.READ_CLIENT_NAME, True, "CZ", "coach"),
    (Verb.READ_HOURS, True, "OX", "orderer"),
    (Verb.READ_SHIFT_PEOPLE, True, "CZ", "coach"),
    (Verb.REVOKE_CREDENTIAL, False, "CU", "coach"),
    (Verb.START_ASSISTED, True, "CU", "coach"),
    (Verb.WRITE_NOTE, False, "CO", "coach"),
]
# What is put in the place of a function, and who would show it.
LOOSE: list[tuple[Any, str, Any, str, str]] = [
    (offers, "visible_to", lambda _actor, **_on: true(), "CU", "coach"),
    (clients, "visible_to", lambda _actor, **_on: true(), "CZ", "coach"),
    (tasks, "visible_to", lambda _actor: true(), "OX", "orderer"),
    (errors, "note_denial", lambda _status: None, "CZ", "coach"),
]


def faults(stage: Stage, who: str, room: str) -> list[str]:
    sweep = Sweep(stage, who)
    sweep.run([row for row in matrix().values() if row.room == room])
    stage.restore()
    return sweep.faults


@pytest.mark.parametrize(("verb", "allowed", "who", "room"), TURNED)
def test_a_rule_turned_around_is_noticed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, verb: Verb, allowed: bool, who: str, room: str
) -> None:
    monkeypatch.setattr(rules, "_RULES", {**rules._RULES, verb: lambda *_facts: allowed})
    assert faults(stage, who, room)


@pytest.mark.parametrize("slip", LOOSE, ids=lambda slip: f"{slip[0].__name__}.{slip[1]}")
def test_a_loader_that_shows_too_much_is_noticed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, slip: tuple[Any, str, Any, str, str]
) -> None:
    module, name, instead, who, room = slip
    monkeypatch.setattr(module, name, instead)
    assert faults(stage, who, room)


def test_without_a_slip_nothing_is_noticed(stage: Stage) -> None:
    assert faults(stage, "CU", "coach") == []
