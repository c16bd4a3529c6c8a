"""Who employs and invoices: entered by one administrator, confirmed by another, shown on orders."""

from __future__ import annotations

import pytest

from app.domain.engagement import Party
from app.domain.vocabulary import Role
from app.store.models.rules import EngagementVersion

HTMX = {"HX-Request": "true"}
PAGE = "/admin/engagement"
NEW = {
    "model": "partner", "employs": "partner", "pays": "partner", "invoices": "partner",
    "directs": "instructor_or_orderer", "needs_agreement": "y", "evidence": "contract",
    "day": "1", "month": "11", "year": "2026", "source": "Puitesopimus 12/2026",
}  # fmt: skip


@pytest.fixture
def aada(world, browse):
    return browse(world.aada)


def test_one_enters_another_confirms_and_the_order_tells_it(world, browse, aada):
    task = f"/orderer/tasks/{world.open_task().id}"
    assert "Yksikön ohjaaja tai tilaaja" not in browse(world.oona).get(task).text
    entered = aada.follow(aada.post(PAGE, NEW))
    assert "Odottaa toista" in entered.text
    version_id = world.all(EngagementVersion, EngagementVersion.entered_by_id.is_not(None))[0].id
    own = aada.follow(aada.post(f"{PAGE}/{version_id}/confirm"))
    assert "Et voi vahvistaa arvoa, jonka itse kirjasit." in own.text
    assert "Yksikön ohjaaja tai tilaaja" not in browse(world.oona).get(task).text
    second = browse(world.user("Aatu", Role.ADMINISTRATOR))
    assert "Se on nyt käytössä." in second.follow(second.post(f"{PAGE}/{version_id}/confirm")).text
    told = browse(world.oona).get(task).text
    assert "Yksikön ohjaaja tai tilaaja" in told
    assert "Tekijän oma yksikkö, aina" in told
    assert "Tarkistamatta" not in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": ""}, "Tämä kohta puuttuu."),
        ({"day": "32"}, "Tarkista päivä"),
        ({"employs": "somebody"}, "Tarkista nämä kohdat"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world, aada, change, said):
    assert said in aada.post(PAGE, NEW | change, status=422).text
    assert world.count(EngagementVersion, EngagementVersion.directs == Party(NEW["directs"])) == 1


def test_a_version_that_waits_can_be_taken_away(world, aada):
    aada.post(PAGE, NEW)
    again = aada.post(PAGE, NEW, status=409)
    assert "Valitse toinen päivä" in again.text
    version_id = world.all(EngagementVersion, EngagementVersion.entered_by_id.is_not(None))[0].id
    aada.post(f"{PAGE}/{version_id}/discard")
    assert world.count(EngagementVersion, EngagementVersion.entered_by_id.is_not(None)) == 0


def test_dispatcher_and_coach_read_the_same_table(world, browse):
    task_id = world.open_task().id
    for actor, path in ((world.dina, "dispatch"), (world.carla, "coach")):
        assert "Laskuttaa tilaajaa" in browse(actor).get(f"/{path}/tasks/{task_id}").text


def test_the_preview_tells_it_as_soon_as_a_way_is_chosen(world, browse):
    sent = {"title": "Kahvitus", "engagement_model": "direct_hire"}
    page = browse(world.oona).post("/orderer/tasks/preview", sent, status=200, headers=HTMX)
    assert "Ei kukaan" in page.text
    bare = {"title": "Kahvitus"}
    without = browse(world.oona).post("/orderer/tasks/preview", bare, status=200, headers=HTMX)
    assert "Kuka vastaa mistäkin?" not in without.text
