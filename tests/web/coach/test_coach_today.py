"""One page answers who needs me today: everybody who waits for the coach is named on it.

Each person waits for another reason; the page is fetched once and nothing else is opened.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.employers import Promiser
from app.domain.lifecycle import HoursState, OfferState
from app.domain.vocabulary import Benefit, PassKind
from app.services import employers, handovers, support_contacts
from app.services.handovers import Wanted
from app.store.models.people import BenefitSituation
from app.store.models.support import Alert
from app.store.models.work import WorkedHours
from tests.employers import workplace
from tests.followed import followed

# Why each of them waits; the first name stands on the page.
NAMES = (
    "Aino", "Eero", "Helmi", "Into", "Lahja", "Martta", "Nuutti", "Onni", "Pihla", "Ruut",
)  # fmt: skip


@pytest.fixture
def people(world):
    return {name: world.client(name, coach=world.carla) for name in NAMES}


def _wait(world, people):
    """Let everybody wait for Carla, each for a reason of the own."""
    _ask_and_say_yes(world, people)
    _be_at_work(world, people)
    _near_a_limit(world, people["Nuutti"])
    world.placed(people["Onni"], world.shift("pe", passes=[PassKind.SAFETY_CARD.value]))
    followed(world, people["Pihla"], "ti")
    place = workplace(world, world.carla, "Leipomo Jyvä")
    employers.promise(
        world.carla, place, Promiser.US, "Soitan", world.today, now=world.now
    )  # fmt: skip


def _ask_and_say_yes(world, people):
    alert = Alert(
        client_id=people["Aino"].client_id, coach_id=world.carla.user_id, kind="too_hard",
        level="today", source_key="too_hard:1", raised_at=world.now,
        due_at=world.now + timedelta(hours=4),
    )  # fmt: skip
    world.add(alert)
    world.offer(people["Eero"], world.shift("to"), state=OfferState.ASKED_COACH)
    world.offer(people["Helmi"], world.shift("to"), state=OfferState.ACCEPTED)


def _be_at_work(world, people):
    today = world.shift("ma", starts="14:00", ends="16:00")
    world.placed(people["Into"], today)
    world.booking(world.carla, today, [people["Into"]])
    past = world.shift("pe", weeks=-1)
    world.performed(people["Lahja"], past)
    world.booking(world.carla, past, [people["Lahja"]])
    hours_id = world.performed(people["Martta"], world.shift("to", weeks=-1))
    world.change(WorkedHours, hours_id, state=HoursState.COUNTERED, proposed_minutes=60)
    support_contacts.save_draft(
        world.carla, people["Ruut"].client_id, "Kesken", now=world.now
    )  # fmt: skip


def _near_a_limit(world, client):
    limited = BenefitSituation(
        client_id=client.client_id, benefit=Benefit.DISABILITY_PENSION, valid_from=world.today,
        own_limit_cents=1000,
    )  # fmt: skip
    world.add(limited)
    world.performed(
        client, world.shift("ma", pay_cents_per_hour=1200), hours=HoursState.AGREED
    )  # fmt: skip


def test_the_first_page_names_everybody_who_needs_the_coach(world, browse, people):
    _wait(world, people)
    text = browse(world.carla).get("/coach/").text
    assert [name for name in NAMES if name not in text] == []
    assert "Leipomo Jyvä" in text


def test_whom_a_colleague_asks_to_take_over_is_named(world, browse):
    client = world.client("Saana", coach=world.celia)
    wanted = Wanted(
        world.celia.user_id, world.carla.user_id, world.today, None, [client.client_id]
    )  # fmt: skip
    handover_id = handovers.propose(world.celia, wanted, now=world.now)
    carla = browse(world.carla)
    assert "Celia pyytää: ota asiakkaita" in carla.get("/coach/").text
    handovers.refuse(world.carla, handover_id, now=world.now)
    assert "Saana" not in carla.get("/coach/").text


def test_nobody_of_them_is_named_to_a_colleague(world, browse, people):
    _wait(world, people)
    text = browse(world.celia).get("/coach/").text
    assert [name for name in NAMES if name in text] == []


def test_who_waits_for_nothing_is_not_named(world, browse, people):
    text = browse(world.carla).get("/coach/").text
    assert [name for name in NAMES if name in text] == []
