"""The client sees open work that fits and why, and may say to be interested."""

from __future__ import annotations

from app.domain.vocabulary import Category
from app.store.models.asking import Interest


def test_a_fitting_work_says_why_and_interest_is_said_and_taken_back(world, browse):
    world.wish(world.kalle, Category.KITCHEN)
    shift_id = world.shift(title="Tiskaus")
    client = browse(world.kalle)
    page = client.get("/client/fitting")
    assert "Tiskaus" in page.text
    assert "Sörnäinen" in page.text
    page = client.get(f"/client/fitting/{shift_id}")
    assert "Pidät keittiötyöstä." in page.text
    assert "%" not in page.text
    client.submit(page.form("/interest"))
    assert world.count(Interest) == 1
    page = client.get(f"/client/fitting/{shift_id}")
    assert "Olet kiinnostunut tästä työstä." in page.text
    client.submit(page.form("/undo-interest"))
    assert world.count(Interest) == 0


def test_without_fitting_work_the_page_says_so(world, browse):
    page = browse(world.kalle).get("/client/fitting")
    assert "Nyt ei ole avoimia töitä, jotka sopivat sinulle." in page.text


def test_work_that_does_not_fit_is_not_there(world, browse):
    shift_id = world.shift(day="su")
    browse(world.kalle).get(f"/client/fitting/{shift_id}", status=404)
    browse(world.kalle).post(f"/client/fitting/{shift_id}/interest", status=404)
