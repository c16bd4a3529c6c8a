"""The client's own things by tap: wishes, times, limits; each page easy in every state."""

from __future__ import annotations

import pytest

from app.domain.own_limits import QUESTIONS
from app.domain.vocabulary import Category, Scale
from app.store.models.people import WorkActivityDay
from tests.easy_language import faults


@pytest.fixture
def kalle(browse, world):
    return browse(world.kalle)


def easy(browser, path, *, is_list=False):
    page = browser.get(path)
    found = faults(page.tree, is_list=is_list)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def press(browser, path, **said):
    return browser.follow(browser.post(path, said))


def test_the_own_things_are_easy_and_reached_from_the_first_page(kalle):
    assert kalle.get("/client/").links["Minun asiani"] == "/client/me"
    page = easy(kalle, "/client/me")
    assert page.h1 == "Minun asiani"


def test_the_wishes_are_easy_empty_and_full(world, kalle):
    easy(kalle, "/client/wishes", is_list=True)
    for number, category in enumerate(Category):
        world.wish(world.kalle, category, wanted=number % 2 == 0)
    world.open_task(title="Tiskaus")
    for page in (1, 2):
        easy(kalle, f"/client/wishes?page={page}", is_list=True)
    for category in Category:
        easy(kalle, f"/client/wishes/{category}")


def test_a_wish_is_changed_by_one_tap_and_its_use_is_told(world, kalle):
    world.open_task(title="Tiskaus")
    page = press(kalle, "/client/wishes/kitchen", taste="likes")
    assert "Ehdotamme sinulle ensin tällaista työtä." in page.all_text
    assert "Tällaista työtä on nyt avoinna: 1." in page.text
    (pressed,) = page.find("button", aria_pressed="true")
    assert pressed.get("value") == "likes"
    assert "Nyt on avoinna 1 työ, josta pidät." in kalle.get("/client/wishes").text
    kalle.post("/client/wishes/kitchen", {"taste": "much"}, status=400)
    kalle.get("/client/wishes/nothing", status=404)


def test_the_times_are_easy_known_and_unknown(world, kalle, browse):
    world.add(WorkActivityDay(client_id=world.kalle.client_id, weekday=0))
    world.free(world.kalle, "la", "09:30", "15:30")
    page = easy(kalle, "/client/times", is_list=True)
    assert "Kello 9.30–15.30." in page.text
    for weekday in range(7):
        easy(kalle, f"/client/times/{weekday}")
    assert "Paikkasi työtoiminnassa säilyy." in kalle.get("/client/times/0").text
    for weekday in range(6):
        kalle.post(f"/client/times/{weekday}", {"busy": "all"})
    page = easy(kalle, "/client/times", is_list=True)
    assert "Emme vielä tiedä" in page.text
    easy(kalle, "/client/times/0")


def test_a_part_of_a_day_is_tapped_on_and_off(kalle):
    page = kalle.get("/client/times/2")
    assert [one.get("aria-pressed") for one in page.find("button", class_="answer")] == [
        "true", "true", "false", None,
    ]  # fmt: skip
    page = press(kalle, "/client/times/2", busy="morning")
    assert "Nyt: Iltapäivä." in page.text
    page = press(kalle, "/client/times/2", busy="all")
    assert "Nyt: En tee työtä." in page.text
    kalle.post("/client/times/2", {"free": "night"}, status=400)
    kalle.get("/client/times/7", status=404)


def test_the_limits_are_easy_empty_and_full(world, kalle):
    for page in (1, 2, 3):
        easy(kalle, f"/client/limits?page={page}", is_list=True)
    for question in QUESTIONS:
        page = easy(kalle, f"/client/limits/{question}")
        first = page.find("button", class_="answer")[0]
        kalle.post(f"/client/limits/{question}", {"answer": first.get("value")})
        assert "Nyt:" in easy(kalle, f"/client/limits/{question}").text
    for number in (1, 2, 3):
        page = easy(kalle, f"/client/limits?page={number}", is_list=True)
        assert "En ole vielä vastannut." not in page.text


def test_not_to_know_keeps_what_was_said(world, kalle):
    world.limit(world.kalle, Scale.LIFTING, 1)
    page = press(kalle, "/client/limits/lifting", answer="dont_know")
    assert "Nyt: Nostan kevyttä." in page.text
    kalle.post("/client/limits/lifting", {"answer": "9"}, status=400)
    kalle.get("/client/limits/nothing", status=404)


def test_the_coach_sees_what_has_been_changed(world, kalle, browse):
    kalle.post("/client/wishes/garden", {"taste": "likes"})
    kalle.post("/client/times/0", {"busy": "all"})
    page = browse(world.carla).get(f"/coach/clients/{world.kalle.client_id}")
    assert "Muuttanut itse: " in page.text
    for part in ("toiveet ma 23.11.", "vapaat ajat ma 23.11.", "Piha ja puutarha"):
        assert part in page.text.replace("\xa0", " ")
