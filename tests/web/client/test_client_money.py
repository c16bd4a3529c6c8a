"""A client's money: the month, the limit, and what an offer does to it, kept as it was shown."""

from __future__ import annotations

import pytest

from app.domain.acting import SaidHow
from app.domain.benefits import Effect
from app.domain.lifecycle import HoursState, OfferState
from app.domain.vocabulary import AllowanceKind, Benefit
from app.services import answers, money
from app.store import shown_money
from app.store.allowances import Allowance
from app.store.models.money import ShownMoney
from tests.rule_rows import live_on
from tests.web.client.test_easy_language import an_offer, check, easy

pytestmark = pytest.mark.usefixtures("world")
SITUATIONS = {
    "unknown": None,
    "pension": {"benefit": Benefit.DISABILITY_PENSION},
    "pension and housing": {"benefit": Benefit.DISABILITY_PENSION, "housing_allowance": True},
    "near the limit": {"benefit": Benefit.DISABILITY_PENSION, "own_limit_cents": 5500},
    "over the limit": {"benefit": Benefit.REHABILITATION_SUBSIDY, "own_limit_cents": 3000},
    "support": {"benefit": Benefit.GENERAL_SUPPORT},
    "support and housing": {"benefit": Benefit.GENERAL_SUPPORT, "housing_allowance": True},
    "three at once": {
        "benefit": Benefit.GENERAL_SUPPORT, "housing_allowance": True, "social_assistance": True,
    },
    "not asked": {
        "benefit": Benefit.GENERAL_SUPPORT, "housing_allowance": None, "social_assistance": None,
        "other_cents_month": None,
    },
    "social assistance": {"benefit": Benefit.SOCIAL_ASSISTANCE},
}  # fmt: skip
SAID = {
    "unknown": "Emme tiedä, mitä tukea saat. Kysy ensin valmentajalta.",
    "pension": "Tämä työ ei pienennä eläkettäsi.",
    "pension and housing": "Se voi pienentää asumistukeasi.",
    "near the limit": "Tämä työ ei pienennä eläkettäsi.",
    "over the limit": "Odota vielä. Kysy ensin valmentajalta",
    "support": "Saat silti enemmän rahaa kuin ilman työtä.",
    "support and housing": "Emme tiedä, jääkö sinulle enemmän rahaa.",
    "three at once": "Katso valmentajan kanssa ennen kuin vastaat.",
    "not asked": "Emme tiedä, jääkö sinulle enemmän rahaa.",
    "social assistance": "Emme tiedä, jääkö sinulle enemmän rahaa.",
}
LOWERS, ASK, KEEPS = (
    "Arvio: tukesi pienenee.", "Kysy rahasta ensin valmentajalta.", "Arvio: eläkkeesi ei pienene.",
)  # fmt: skip
IN_SHORT = {
    "unknown": ASK, "over the limit": ASK, "pension": KEEPS, "near the limit": KEEPS,
    "pension and housing": "Arvio: asumistukesi voi pienentyä.",
}  # fmt: skip


def lives(world, name):
    if SITUATIONS[name]:
        live_on(world, world.kalle, **SITUATIONS[name])


@pytest.fixture
def kalle(world, browse):
    return browse(world.kalle)


@pytest.mark.parametrize("name", SITUATIONS)
def test_an_offer_tells_of_the_money_in_every_situation(world, kalle, name):
    lives(world, name)
    world.performed(world.kalle, world.shift(day="ma", weeks=-1), hours=HoursState.AGREED,
                    minutes=20)  # fmt: skip
    world.placed(world.kalle, world.shift(day="to", ends="10:30"))
    task = world.open_task(day="pe", title="Ikäihmisten ulkoilutus ja juttelu")
    offer_id = world.offer(world.kalle, task.shift_id)
    assert IN_SHORT.get(name, LOWERS) in easy(kalle, f"/client/offers/{offer_id}").text
    page = easy(kalle, f"/client/offers/{offer_id}/money")
    assert SAID[name] in page.text
    assert "Tämä on arvio. Kela päättää." in page.text


def test_more_money_is_promised_only_where_the_rules_prove_it(world, kalle):
    lives(world, "support")
    offer_id = an_offer(world)
    promise = "enemmän rahaa kuin ilman työtä"
    assert promise in kalle.get(f"/client/offers/{offer_id}/money").text
    for name in set(SITUATIONS) - {"support"}:
        assert promise not in SAID[name]


def test_the_offer_page_tells_sums_of_another_month(world, kalle):
    lives(world, "pension")
    soon = world.offer(world.kalle, world.shift(day="pe"))
    page = easy(kalle, f"/client/offers/{soon}/money")
    assert "Joulukuu 2026" not in page.text
    later = world.offer(world.kalle, world.shift(day="ke", weeks=2))
    page = easy(kalle, f"/client/offers/{later}/money")
    assert "Joulukuu 2026" in page.text
    assert "Rajasi on 990 euroa kuukaudessa." in page.text.replace("\u00a0", " ")


@pytest.mark.parametrize("name", SITUATIONS)
def test_own_money_is_easy_in_every_situation(world, kalle, name):
    lives(world, name)
    easy(kalle, "/client/money")
    world.performed(world.kalle, world.shift(day="ma", weeks=-1), hours=HoursState.AGREED)
    world.placed(world.kalle, world.shift(day="ti"))
    for kind in AllowanceKind:
        paid = Allowance(kind, world.today, 4800, 4)
        money.add_allowance(
            world.carla, world.kalle.client_id, paid, said=SaidHow.PHONE, now=world.now
        )
    page = easy(kalle, "/client/money")
    plain = page.text.replace("\u00a0", " ")
    assert "Olet ansainnut tässä kuussa noin 38 euroa." in plain
    assert "Sovitut työt tuovat vielä noin 38 euroa." in plain
    assert plain.count("Saat 48 euroa. Se ei ole palkkaa.") == 2


# --- what was shown is kept


def shown(world, offer_id):
    return world.all(ShownMoney, ShownMoney.offer_id == offer_id)


def test_what_is_shown_is_kept_once_and_again_when_it_changes(world, kalle):
    lives(world, "near the limit")
    offer_id = an_offer(world)
    assert shown(world, offer_id) == []
    for _ in range(2):
        kalle.get(f"/client/offers/{offer_id}")
        kalle.get(f"/client/offers/{offer_id}/money")
    assert len(shown(world, offer_id)) == 1
    first = shown_money.find_last(offer_id)
    assert first.outcome.effect is Effect.NO_EFFECT
    world.placed(world.kalle, world.shift(day="ti", weeks=1))
    assert ASK in kalle.get(f"/client/offers/{offer_id}").text
    rows = shown(world, offer_id)
    assert len(rows) == 2
    assert all(b"pension" not in row.facts_sealed for row in rows)


def test_after_the_answer_nothing_more_is_kept(world, kalle):
    lives(world, "pension")
    offer_id = an_offer(world)
    kalle.get(f"/client/offers/{offer_id}")
    answers.decline_offer(world.kalle, offer_id, now=world.now)
    world.placed(world.kalle, world.shift(day="ti"))
    kalle.get(f"/client/offers/{offer_id}/money")
    assert len(shown(world, offer_id)) == 1


def test_the_coach_looking_keeps_nothing(world):
    offer_id = an_offer(world)
    money.show_outcome(world.carla, offer_id, now=world.now)
    assert shown(world, offer_id) == []


def test_an_offer_that_is_anothers_has_no_money_page(world, browse):
    offer_id = an_offer(world, OfferState.SENT)
    browse(world.kaisa).get(f"/client/offers/{offer_id}/money", status=404)


def test_money_leads_to_the_hours(world, kalle):
    page = check(kalle.get("/client/money"))
    assert "/client/hours" in page.html
