"""The work passport, own strengths and "how are you" as pages; thanks from the workplace."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import HoursState
from app.domain.self_checks import Question
from app.store.models.own_words import SelfCheck
from app.store.models.people import User
from tests.easy_language import faults


@pytest.fixture
def kalle(browse, world):
    world.change(User, world.carla.user_id, phone="09 310 1234")
    return browse(world.kalle)


def easy(browser, path, *, is_list=False):
    page = browser.get(path)
    found = faults(page.tree, is_list=is_list)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def test_the_passport_is_easy_empty_and_full(world, kalle, browse):
    easy(kalle, "/client/passport")
    hours_ids = [
        world.performed(
            world.kalle, world.shift(day="ma", weeks=-week, title=title), hours=HoursState.AGREED
        )
        for week, title in enumerate(
            ("Tiskaus", "Tiskaus", "Pihan haravointi", "Siivous", "Ovi"), 1
        )
    ]
    oona = browse(world.oona)
    path = f"/orderer/hours/{hours_ids[0]}/thanks"
    page = oona.get("/orderer/hours?show=agreed")
    assert path in page.links.values()
    oona.get(path)
    oona.post(path, {"thanks": ["care", "come_again", "nonsense"]})
    page = easy(kalle, "/client/passport", is_list=True)
    for part in ("5 kertaa", "Teit työn huolella.", "2 kertaa, yhteensä 6 tuntia."):
        assert part in page.text
    easy(kalle, "/client/passport?page=2", is_list=True)
    sheet = kalle.get("/client/passport/print")
    for part in ("Työpassi: Kalle", "Pihan haravointi", "Tule uudestaan!", "15 tuntia"):
        assert part in sheet.text
    page = browse(world.carla).get(f"/coach/clients/{world.kalle.client_id}")
    assert "Kiitokset työpaikoilta: Teit työn huolella." in page.text


def test_own_strengths_need_no_typing_but_may_be_typed(kalle):
    easy(kalle, "/client/strengths")
    page = kalle.follow(kalle.post("/client/strengths", {"add": "on_time"}))
    assert len(page.find("button", aria_pressed="true")) == 1
    easy(kalle, "/client/strengths/own-words")
    kalle.post("/client/strengths/own-words", {"words": "Osaan leipoa. Tulen ajoissa."})
    page = easy(kalle, "/client/strengths")
    assert "Osaan leipoa." in page.text
    page = kalle.follow(kalle.post("/client/strengths", {"drop": "on_time"}))
    assert "Osaan leipoa. Tulen" not in page.text
    assert page.find("button", aria_pressed="true") == []
    kalle.post("/client/strengths", {"add": "nothing"}, status=400)
    page = kalle.post("/client/strengths/own-words", {"words": "x" * 301}, status=422)
    assert "liian pitkä" in page.text


def test_how_are_you_asks_five_questions_and_shows_the_change(world, kalle):
    page = easy(kalle, "/client/how-are-you")
    assert "Vastaan nyt" in page.links
    path = page.links["Vastaan nyt"]
    for question in Question:
        assert path.endswith(question)
        page = easy(kalle, path)
        path = kalle.post(path, {"face": "fine"}).location
    page = easy(kalle, "/client/how-are-you")
    assert "Vastasit ensimmäisen kerran." in page.text
    world.pass_time(days=30)
    kalle.post("/client/how-are-you/sleep", {"face": "good"})
    kalle.post("/client/how-are-you/people", {"face": "skip"})
    assert "helpompi kuin viimeksi" in easy(kalle, "/client/how-are-you").text
    kalle.post("/client/how-are-you/mood", {"face": "too_hard"})
    page = easy(kalle, "/client/how-are-you")
    assert "Jokin asia on helpompi ja jokin on vaikeampi." in page.text
    assert "tel:093101234" in page.links.values()
    assert "%" not in page.text
    kalle.post("/client/how-are-you/mood", {"face": "rich"}, status=400)
    kalle.get("/client/how-are-you/health", status=404)
    assert world.count(SelfCheck) == 2


def test_the_coach_sees_how_things_are_and_the_workplace_not(world, kalle, browse):
    kalle.post("/client/how-are-you/sleep", {"face": "too_hard"})
    page = browse(world.carla).get(f"/coach/clients/{world.kalle.client_id}")
    assert "Uni: liian vaikeaa" in page.text
    world.placed(world.kalle, world.shift(day="ma", starts="12:00"))
    assert "Uni" not in browse(world.oona).get("/orderer/").text
