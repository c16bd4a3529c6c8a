"""The test floor itself: the world is as it says, and the browser finds what is wrong."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import HoursState, OfferState
from app.domain.vocabulary import Role
from app.store.models.people import Client, User
from app.store.models.work import Shift, WorkedHours
from tests.page_lint import lint_fragment, lint_headers, lint_page

GOOD = (
    '<!doctype html><html lang="fi"><head><title>Vuorot – Jobcenter</title></head>'
    "<body><main><h1>Vuorot</h1>{}</main></body></html>"
)


def test_everybody_of_the_access_matrix_is_there(engine_app, world):
    people = world.principals()
    assert len(people) == 19
    assert people["CO"].role is Role.COACH
    assert people["CU"].unit_id == people["CO"].unit_id != people["CZ"].unit_id
    assert world.count(User) == 18
    assert world.count(Client) == 3


def test_the_world_begins_on_monday_morning_and_its_clock_moves_when_told(world):
    assert world.at("ma 09:00") == world.now
    world.pass_time(days=1, hours=2)
    assert world.now == world.at("ti 11:00")
    assert world.move_to("ke 10:00", weeks=1) == world.at("2026-12-02 10:00")


def test_each_test_gets_fresh_tables(engine_app, world):
    assert world.count(Shift) == 0
    world.shift()


def test_builders_count_places_and_hours(engine_app, world):
    shift_id = world.shift(places=3)
    world.offer(world.kaisa, shift_id, state=OfferState.ACCEPTED)
    hours_id = world.performed(world.kalle, shift_id, hours=HoursState.AGREED)
    assert world.get(Shift, shift_id).taken == 2
    assert world.get(WorkedHours, hours_id).agreed_minutes == 180


def test_the_browser_signs_a_person_in(world, browse):
    page = browse(world.carla).get("/", status=200)
    assert "Carla" in page.all_text


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>Toinen</h1>", "one h1"),
        ("<p id=a></p><p id=a></p>", "id 'a' 2 times"),
        ("<input name=x>", "no label"),
        ("<p style='color:red'>x</p>", "inline style"),
        ("<a href=/ onclick=x>x</a>", "inline onclick"),
        ("<script>1</script>", "inline script"),
        ("<form method=post action=/x></form>", "csrf_token"),
        ("<form action=/x></form>", "without method"),
        ("<p>None</p>", "left over"),
        ("<a href=/x></a>", "without words"),
        ("<div></p></div>", "nobody wrote"),
        ("<label for=nobody>x</label>", "names 'nobody'"),
    ],
)
def test_the_lint_finds(body, fault):
    assert lint_page(GOOD.format("")) == []
    assert fault in "; ".join(lint_page(GOOD.format(body)))


def test_the_lint_finds_in_fragments_too():
    assert lint_fragment("<p>hyvä</p>") == []
    assert lint_fragment("<p style='x'>huono</p>")


def test_the_lint_finds_missing_headers_and_loose_cookies():
    faults = "; ".join(lint_headers({}, ["__Host-s=1; HttpOnly; Path=/; SameSite=Lax"]))
    assert "nosniff" not in faults
    assert "X-Frame-Options" in faults
    assert "cookie" in faults
