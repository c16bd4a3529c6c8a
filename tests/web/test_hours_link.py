"""Hours by a link without signing in: what it shows, what it can do, and when it is over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.domain.lifecycle import HoursState
from app.services import hours
from app.store.models.trail import OutboxMessage
from app.store.models.work import WorkedHours

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser
    from tests.world import World


def letters(world: World) -> list[str]:
    """The addresses of the links that were sent, oldest first."""
    sent = world.all(OutboxMessage, OutboxMessage.template == "hours_to_agree")
    return [json.loads(letter.facts or "{}")["path"] for letter in sent]


def linked(world: World) -> tuple[str, UUID, UUID]:
    """A link to Kalle's and Kaisa's hours of one shift."""
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00", places=2)
    first = world.performed(world.kalle, shift_id, hours=HoursState.PROPOSED)
    second = world.performed(world.kaisa, shift_id, hours=HoursState.PROPOSED, minutes=90)
    hours.send_hours_links(now=world.now)
    return letters(world)[0], first, second


def test_it_shows_first_names_and_minutes_only(
    world: World, browse: Callable[..., Browser]
) -> None:
    path, *_ = linked(world)
    page = browse().get(path)
    assert page.h1 == "Hyväksy tunnit"
    assert all(word in page.text for word in ("Kalle", "Kaisa", "2 h", "1 h 30 min"))
    assert not any(secret in page.html for secret in ("Salanen", "Kalasataman", "€"))


def test_all_are_agreed_at_once_and_one_is_taken_back(
    world: World, browse: Callable[..., Browser]
) -> None:
    path, first, second = linked(world)
    nobody = browse()
    page = nobody.follow(nobody.submit(nobody.get(path).form(f"{path}/agree")))
    assert "Kaikki tunnit on hyväksytty" in page.text
    assert {row.state for row in world.all(WorkedHours)} == {HoursState.AGREED}
    nobody.submit(page.form(f"{first}/reopen"))
    assert world.get(WorkedHours, first).state is HoursState.PROPOSED
    assert world.get(WorkedHours, second).state is HoursState.AGREED


def test_one_is_agreed_and_the_other_countered(
    world: World, browse: Callable[..., Browser]
) -> None:
    path, first, second = linked(world)
    nobody = browse()
    nobody.submit(nobody.get(path).form(f"{first}/agree"))
    form = nobody.get(f"{path}/{second}/counter").form("/counter")
    nobody.submit(form, hours="1", minutes="x", reason="Tauko", status=422)
    nobody.submit(form, hours="1", minutes="15", reason="Tauko")
    assert world.get(WorkedHours, first).state is HoursState.AGREED
    row = world.get(WorkedHours, second)
    assert (row.state, row.proposed_minutes) == (HoursState.COUNTERED, 75)


def test_what_silence_agreed_is_corrected_by_the_letter_until_it_has_left(
    world: World, browse: Callable[..., Browser]
) -> None:
    _path, first, second = linked(world)
    world.pass_time(hours=72)
    hours.agree_by_time(now=world.now)
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "hours_agreed_by_time")
    path = json.loads(letter.facts or "{}")["path"]
    nobody = browse()
    page = nobody.get(path)
    assert page.h1 == "Tarkista tunnit"
    assert "Voit korjata tunnit to 3.12. asti" in page.text
    assert "Peru hyväksyntä" not in page.text
    page = nobody.get(f"{path}/{first}/counter")
    assert page.h1 == "Korjaa tunnit"
    form = page.form("/counter")
    world.change(WorkedHours, second, state=HoursState.CLOSED)
    nobody.submit(form, hours="1", minutes="30", reason="Tauko")
    row = world.get(WorkedHours, first)
    assert (row.state, row.proposed_minutes) == (HoursState.COUNTERED, 90)
    page = nobody.get(path)
    assert "Jos tunneissa on virhe, soita meille" in page.text
    assert "Korjaa tunnit" not in page.text


def test_it_opens_no_other_hours(world: World, browse: Callable[..., Browser]) -> None:
    path, *_ = linked(world)
    other = world.performed(world.kerttu, world.shift(day="ma", starts="07:00", ends="08:00"),
                            hours=HoursState.PROPOSED)  # fmt: skip
    nobody = browse()
    nobody.post(f"{path}/{other}/agree", status=404)
    nobody.get(f"{path}/{other}/counter", status=404)
    nobody.get("/hours/there-is-no-such-link", status=404)
    nobody.post("/hours/there-is-no-such-link/agree", status=404)
    assert world.get(WorkedHours, other).state is HoursState.PROPOSED


def test_a_protected_client_has_no_name_here_either(
    world: World, browse: Callable[..., Browser]
) -> None:
    salla = world.client("Salla", non_disclosure=True)
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    world.performed(salla, shift_id, hours=HoursState.PROPOSED)
    hours.send_hours_links(now=world.now)
    assert "Salla" not in browse().get(letters(world)[0]).html


def test_a_link_that_is_over_offers_a_new_one(world: World, browse: Callable[..., Browser]) -> None:
    path, first, _ = linked(world)
    world.pass_time(days=30)
    nobody = browse()
    page = nobody.get(path, status=410)
    assert "Saat uuden, kun painat nappia." in page.text
    nobody.post(f"{path}/{first}/agree", status=410)
    page = nobody.submit(page.form("/new-link"), status=200)
    assert page.h1 == "Uusi linkki on matkalla"
    assert len(letters(world)) == 2
    new = next(one for one in letters(world) if one != path)
    assert nobody.get(new).h1 == "Hyväksy tunnit"


def test_nothing_is_sent_when_all_is_agreed(world: World, browse: Callable[..., Browser]) -> None:
    path, *_ = linked(world)
    nobody = browse()
    nobody.post(f"{path}/agree")
    world.pass_time(minutes=20)
    page = nobody.submit(nobody.get(path, status=410).form("/new-link"), status=200)
    assert page.h1 == "Tunnit on jo käsitelty"
    assert len(letters(world)) == 1


def test_new_links_are_not_sent_without_end(world: World, browse: Callable[..., Browser]) -> None:
    path, *_ = linked(world)
    world.pass_time(days=30)
    nobody = browse()
    for _n in range(3):
        nobody.post(f"{path}/new-link", status=200)
    nobody.post(f"{path}/new-link", status=429)
