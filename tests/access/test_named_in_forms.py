"""Things that a form names, beside the one in the address, are as strange as any stranger's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.forms import NOTE
from tests.access.matrix import Whose, matrix

if TYPE_CHECKING:
    from uuid import UUID

    from tests.access.stage import Content, Stage

# Who acts, on what, the field of the form and the kind of thing it names, and the rest of the form.
CASES = [
    ("CO", "coach.accept_plan", "row", "row", {}),
    ("CO", "coach.offer_shift", "client", "client", {}),
    ("CO", "coach.offer_shift", "shift", "shift:empty", {}),
    ("CO", "coach.book_coach", "client", "client", {}),
    ("CO", "coach.save_draft", "shift_id", "shift:empty", {"text": "Kesken"}),
    ("CO", "coach.write_note", "clients", "client", NOTE),
    ("CO", "coach.write_shift_note", "clients", "client", NOTE),
    ("DI", "dispatch.reverse_hours", "hours_id", "hours:closed", {"reason": "Väärin"}),
]


@pytest.mark.parametrize(("who", "endpoint", "field", "kind", "form"), CASES)
def test_a_form_cannot_reach_what_its_sender_cannot(
    stage: Stage, who: str, endpoint: str, field: str, kind: str, form: dict[str, str]
) -> None:
    path = stage.address(matrix()[endpoint], Whose.OWN, who)
    answers = []
    for thing in (stage.things.foreign[kind], stage.things.absent_id):
        answer = stage.ask(who, "POST", path, form=form | {field: str(thing)})
        reached = rows_with(stage.content(), thing) - rows_with(stage.kept, thing)
        stage.restore()
        assert answer.status < 500, answer.faults
        assert not reached
        answers.append((answer.status, answer.denials, answer.changes))
    assert answers[0] == answers[1]


def rows_with(content: Content, thing: UUID) -> set[str]:
    """The rows in which a thing is named, as they stand."""
    return {
        f"{table} {row}"
        for table, rows in content.items()
        for row in rows.values()
        if thing in row.values()
    }


@pytest.mark.parametrize("who", ["DI", "AD"])
@pytest.mark.parametrize("kind", ["clients", "staff"])
def test_lists_of_people_leave_by_no_page(stage: Stage, who: str, kind: str) -> None:
    answer = stage.ask(who, "POST", f"/imports/{kind}/export")
    assert (answer.status, answer.denials, answer.changes) == (403, 1, [])
    assert b"Kalle" not in answer.body
