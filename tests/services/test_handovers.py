"""People given over: asked, taken or not, told before, and nothing lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import AlertState, HandoverState
from app.services import handovers as acts
from app.services.handovers import Wanted
from app.store import alerts, clients, relations
from app.store.models.handovers import Handover
from app.store.models.people import Relation
from app.store.models.support import Alert, SupportDraft
from app.store.models.trail import OutboxMessage
from tests.easy_language import faults


def asked(world, actor=None, *, days=1, until=None, **more):
    """Carla's Kalle to Celia, from some days on."""
    wanted = {
        "from_id": world.carla.user_id, "to_id": world.celia.user_id,
        "starts_on": world.today + timedelta(days=days),
        "ends_on": None if until is None else world.today + timedelta(days=until),
        "client_ids": [world.kalle.client_id],
    } | more  # fmt: skip
    return acts.propose(actor or world.carla, Wanted(**wanted), now=world.now)


def sees(world, coach, days=0):
    now = world.now + timedelta(days=days)
    return world.kalle.client_id in clients.list_own_ids(coach, now=now)


def test_for_good_the_relation_says_from_which_day_on(world):
    handover_id = asked(world, days=7)
    assert not sees(world, world.celia, 7)
    acts.accept(world.celia, handover_id, now=world.now)
    assert [sees(world, world.carla, day) for day in (0, 6, 7)] == [True, True, False]
    assert [sees(world, world.celia, day) for day in (0, 6, 7, 400)] == [False, False, True, True]
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "coach_changed")
    assert letter.client_id == world.kalle.client_id


def test_a_holiday_ends_by_itself(world):
    acts.accept(world.celia, asked(world, days=1, until=5), now=world.now)
    assert [sees(world, world.carla, day) for day in (0, 3, 6)] == [True, True, True]
    assert [sees(world, world.celia, day) for day in (0, 1, 5, 6)] == [False, True, True, False]
    day = world.today + timedelta(days=3)
    assert relations.find_coach(world.kalle.client_id, on=day).id == world.celia.user_id
    day = world.today + timedelta(days=6)
    assert relations.find_coach(world.kalle.client_id, on=day).id == world.carla.user_id


def test_a_no_changes_nothing_and_an_answer_counts_once(world):
    handover_id, before = asked(world), len(world.all(Relation))
    acts.refuse(world.celia, handover_id, now=world.now)
    assert world.get(Handover, handover_id).state is HandoverState.REFUSED
    assert len(world.all(Relation)) == before
    with pytest.raises(Conflict):
        acts.accept(world.celia, handover_id, now=world.now)


def test_alerts_and_drafts_stay_with_whoever_is_responsible(world):
    client_id = world.kalle.client_id
    alert = Alert(
        client_id=client_id, coach_id=world.carla.user_id, kind="too_hard", level="today",
        source_key="x", state=AlertState.OPEN, raised_at=world.now, due_at=world.now,
    )  # fmt: skip
    draft = SupportDraft(
        coach_id=world.carla.user_id, client_id=client_id, content="Kesken", saved_at=world.now
    )
    alert_id, draft_id = world.add(alert), world.add(draft)
    acts.accept(world.celia, asked(world, days=0), now=world.now)
    later = world.now + timedelta(minutes=1)
    assert [one.id for one in alerts.list_alerts(world.celia, now=later)] == [alert_id]
    assert alerts.list_alerts(world.carla, now=later) == []
    kept = world.get(SupportDraft, draft_id)
    assert (kept.coach_id, kept.content) == (world.celia.user_id, "Kesken")
    assert acts.pass_on_drafts(now=later) == 0


def test_an_unfinished_note_goes_along_on_the_day(world):
    acts.accept(world.celia, asked(world, days=2), now=world.now)
    draft = SupportDraft(
        coach_id=world.carla.user_id, client_id=world.kalle.client_id, saved_at=world.now
    )
    world.add(draft)
    assert acts.pass_on_drafts(now=world.now) == 0
    assert acts.pass_on_drafts(now=world.now + timedelta(days=2)) == 1


def test_who_may_ask_and_who_may_answer(world):
    with pytest.raises(NotAllowed):
        asked(world, world.celia)
    for stranger in (world.cleo, world.uuno):
        with pytest.raises(Missing):
            asked(world, stranger)
    handover_id = asked(world, world.maija)
    for other in (world.carla, world.maija):
        with pytest.raises(NotAllowed):
            acts.accept(other, handover_id, now=world.now)
    with pytest.raises(Missing):
        acts.accept(world.cleo, handover_id, now=world.now)
    acts.accept(world.celia, handover_id, now=world.now)


@pytest.mark.parametrize(
    "more", [{"days": -1}, {"until": 0}, {"client_ids": []}, {"to": "self"}, {"whose": "other"}]
)
def test_what_cannot_be_asked(world, more):
    if more.pop("to", ""):
        more["to_id"] = world.carla.user_id
    if more.pop("whose", ""):
        more["client_ids"] = [world.kerttu.client_id]
    with pytest.raises(RuleBroken):
        asked(world, **more)


def test_the_pages_lead_through_it_and_the_client_reads_it_in_easy_words(world, browse):
    carla, celia, kalle = browse(world.carla), browse(world.celia), browse(world.kalle)
    first = (world.today + timedelta(days=2)).isoformat()
    form = {"client": str(world.kalle.client_id), "to": str(world.celia.user_id)}
    page = carla.post("/coach/handovers", form, status=200)
    assert "ensimmäinen päivä" in page.text
    page = carla.post("/coach/handovers", form | {"starts_on": first}, status=200)
    assert "Näin siirto tapahtuisi" in page.text
    assert world.count(Handover) == 0
    carla.post("/coach/handovers", form | {"starts_on": first, "sure": "yes"})
    page = celia.get("/coach/handovers")
    assert "Kalle S" in page.text
    assert "Salanen" not in page.text
    celia.post(f"/coach/handovers/{world.all(Handover)[0].id}/accept")
    page = kalle.get("/client/coach")
    assert not faults(page.tree)
    assert "Celia on uusi valmentajasi." in page.text
