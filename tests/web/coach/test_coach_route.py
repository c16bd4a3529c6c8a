"""The coach's week and a day of it as a route: times, the way, whom to meet."""

from __future__ import annotations

from datetime import timedelta

from app.store.models.people import Site, User


def two_visits(world):
    """Two visits of a Wednesday at different ends of the town, the second with no time to spare."""
    first = world.shift("ke", "09:00", "11:00", title="Kahvio")
    second = world.shift("ke", "12:00", "14:00", title="Varasto", orderer=world.otto)
    world.change(Site, world.sites["kiinteisto"], lat=60.30, lon=25.10, door="Ovi B")
    world.placed(world.kalle, first)
    world.placed(world.kaisa, second)
    world.booking(world.carla, first, [world.kalle])
    world.booking(world.carla, second, [world.kaisa])
    return first, second


def test_a_day_tells_when_to_leave_whom_to_meet_and_where_the_door_is(world, browse):
    first, second = two_visits(world)
    page = browse(world.carla).get(f"/coach/route?on={world.day('ke')}")
    assert "Ole perillä klo 9: Kahvio" in page.text
    assert "Lähde viimeistään klo 11" in page.text
    assert "Ovi: Ovi B" in page.text
    assert "Tapaat: Kaisa" in page.text
    assert "Et ehdi" not in page.text
    assert {f"/coach/shifts/{one}/day" for one in (first, second)} <= set(page.links.values())


def test_a_day_says_where_it_does_not_fit(world, browse):
    _first, _second = two_visits(world)
    world.change(Site, world.sites["kiinteisto"], lat=60.80, lon=25.60)
    page = browse(world.carla).get(f"/coach/route?on={world.day('ke')}")
    assert "Et ehdi: Kahvio päättyy klo 11" in page.text


def test_the_week_has_seven_days_and_tells_how_much_is_promised(world, browse):
    two_visits(world)
    world.change(User, world.carla.user_id, support_minutes_week=600)
    browser = browse(world.carla)
    page = browser.get(f"/coach/week?on={world.day('ke')}")
    monday = world.day("ma")
    assert all(page.find("h2", id=f"d-{monday + timedelta(days=n)}") for n in range(7))
    assert "4 h / 10 h" in page.text.replace("\xa0", " ")
    following = browser.get(page.links["Seuraava viikko"])
    assert "0 min / 10 h" in following.text.replace("\xa0", " ")
    assert "/coach/week" in browser.get("/coach/").links.values()


def test_a_word_that_is_no_day_is_today(world, browse):
    assert "tänään" in browse(world.carla).get("/coach/route?on=eilen").text.lower()
