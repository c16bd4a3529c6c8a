"""A session of a shared device: how long it lives, how it is kept, the way back after it."""

from __future__ import annotations

import pytest

from app.store.models.trail import Login
from tests.ways_in import PIN, give_card


@pytest.fixture
def at_tablet(world, browse):
    """Kalle's browser, in by his card and PIN."""
    browser = browse()
    token = give_card(world, world.kalle).token
    step = browser.post("/k", {"card": token}, status=422)
    browser.submit(step.form("/k"), pin=PIN)
    return browser


def test_a_page_knows_how_long_its_session_waits(at_tablet):
    page = at_tablet.get("/client/week")
    (asking,) = page.find("section", **{"data-stay": ""})
    assert 295 <= int(asking.get("data-seconds")) <= 300
    assert "Oletko vielä siinä?" in page.html


def test_a_session_that_is_kept_goes_on(world, at_tablet):
    for _ in range(3):
        world.pass_time(minutes=4)
        at_tablet.post("/stay", status=204)
    assert at_tablet.get("/client/week").h1 == "Oma viikko"


def test_a_session_lives_an_hour_at_most(world, at_tablet):
    for _ in range(14):
        world.pass_time(minutes=4)
        at_tablet.post("/stay", status=204)
    seconds = at_tablet.get("/client/week").find("section", **{"data-stay": ""})[0]
    assert int(seconds.get("data-seconds")) <= 240


def test_the_same_person_comes_back_to_the_same_page(world, at_tablet):
    world.pass_time(minutes=6)
    door = at_tablet.follow(at_tablet.get("/client/week", status=303))
    assert "Pääset takaisin samalle sivulle." in door.text
    at_tablet.post("/stay", status=401)
    token = give_card(world, world.kalle).token
    step = at_tablet.post("/k", {"card": token}, status=422)
    assert at_tablet.submit(step.form("/k"), pin=PIN).location == "/client/week"


def test_another_person_does_not_see_where_the_one_before_was(world, at_tablet):
    world.pass_time(minutes=6)
    at_tablet.follow(at_tablet.get("/client/week", status=303))
    token = give_card(world, world.kaisa).token
    step = at_tablet.post("/k", {"card": token}, status=422)
    assert at_tablet.submit(step.form("/k"), pin=PIN).location == "/client/"


def test_an_own_phone_is_never_asked(world, browse):
    page = browse(world.kalle).get("/client/")
    assert page.find("section", **{"data-stay": ""}) == []
    assert world.count(Login) == 1
