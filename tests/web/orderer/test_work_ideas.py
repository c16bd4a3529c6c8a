"""What a coach and a workplace agreed on waits for its order on the orderer's first page."""

from __future__ import annotations

from app.domain.employers import IdeaStage
from app.services import employers
from app.store.models.employers import WorkIdea


def agreed(world, words="Pöytien pyyhkiminen"):
    place = employers.add_employer(
        world.carla, "", "", "", organisation_id=world.oona.organisation_id, now=world.now
    )
    idea = employers.add_idea(world.carla, place, words, now=world.now)
    for stage in (IdeaStage.TALKED, IdeaStage.AGREED):
        employers.move_idea(world.carla, idea, stage, now=world.now)
    return idea


def test_what_was_agreed_leads_to_an_order_and_is_done_with_it(world, browse):
    idea = agreed(world)
    browser = browse(world.oona)
    page = browser.get("/orderer/")
    assert "Sovitte tästä työstä: Pöytien pyyhkiminen" in page.text
    form = browser.get(page.links["Tee tilaus tästä"]).form("/tasks/new")
    assert form.values["title"] == "Pöytien pyyhkiminen"
    browser.submit(
        form, place="Kahvio", day="2", month="12", year="2026", start_time="10", end_time="12",
        act="save",
    )  # fmt: skip
    assert world.get(WorkIdea, idea).stage is IdeaStage.ORDERED
    assert "Sovitte tästä työstä" not in browser.get("/orderer/").text


def test_what_is_only_talked_of_or_anothers_is_not_told(world, browse):
    idea = agreed(world)
    assert "Sovitte tästä" not in browse(world.otto).get("/orderer/").text
    world.change(WorkIdea, idea, stage=IdeaStage.TALKED)
    assert "Sovitte tästä" not in browse(world.oona).get("/orderer/").text
