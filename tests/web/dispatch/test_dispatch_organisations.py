"""The page of an organisation: what was heard of it last, and how it answers."""

from __future__ import annotations

from datetime import timedelta

from app.domain.lifecycle import HoursState, TaskState
from app.domain.organisations import FEWEST_ASKED
from app.store import orderer_answers
from app.store.models.work import WorkedHours


def test_its_last_order_and_answer_are_told(world, browse):
    address = f"/dispatch/organisations/{world.oona.organisation_id}"
    dina = browse(world.dina)
    world.task(title="Kesken")
    assert "Yhteistyö" not in dina.get(address).text

    world.task(title="Ikkunat", state=TaskState.SUBMITTED)
    page = dina.get(address)
    assert "Viimeisin tilaus ma 23.11. · Ikkunat" in page.text
    assert "Viimeisin vastaus Ei vielä" in page.text
    assert "Kysytty vasta vähän." in page.text

    for number in range(FEWEST_ASKED):
        shift_id = world.shift(day="ma", starts=f"0{5 + number}:00", ends=f"0{6 + number}:00")
        world.performed(world.kalle, shift_id, hours=HoursState.AGREED)
    rows = world.all(WorkedHours)
    for row, how in zip(rows, ("person", "link", "time"), strict=True):
        world.change(
            WorkedHours, row.id, proposed_at=world.now - timedelta(hours=3), proposed_by="client",
            agreed_at=world.now - timedelta(hours=1), agreed_how=how,
        )  # fmt: skip
    page = dina.get(address)
    assert "Viimeisin vastaus ma 23.11." in page.text
    assert "90 päivän aikana kysyimme 3 kertaa ja saimme vastauksen 2 kertaa." in page.text


def test_what_time_alone_agreed_is_no_answer(world):
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    world.performed(world.kalle, shift_id, hours=HoursState.AGREED)
    told = {"proposed_at": world.now, "proposed_by": "client", "agreed_at": world.now}
    for how, answered_at in (("time", None), ("person", world.now)):
        for row in world.all(WorkedHours):
            world.change(WorkedHours, row.id, agreed_how=how, **told)
        assert orderer_answers.last_signs(world.oona.organisation_id).answered_at == answered_at
