"""Changing when work is: the form, what would change and who is told, the yes, a stale page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.calendar import local
from app.domain.lifecycle import OfferState, ShiftState, TaskState
from app.store.models.work import Offer, Series, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser, Page
    from tests.world import OpenTask, World

THURSDAY = {"day": "3", "month": "12", "year": "2026", "start_time": "13", "end_time": "16"}
CHANGED = "Muutit ajat."
DAYS = timedelta(days=9)


def path_of(shift_id: UUID) -> str:
    return f"/orderer/shifts/{shift_id}/times"


def foreseen(browser: Browser, shift_id: UUID, *, status: int = 200, **sent: Any) -> Page:
    """The page of what would change, reached through the form."""
    form = browser.get(path_of(shift_id)).form("/times")
    return browser.submit(form, status=status, **sent)


def starts(world: World, task: OpenTask) -> list[str]:
    rows = world.all(Shift, Shift.task_id == task.id)
    return sorted(f"{local(row.starts_at):%m-%d %H}" for row in rows)


def test_a_time_leads_from_the_order_to_its_form(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=3)
    oona = browse(world.oona)
    links = oona.get(f"/orderer/tasks/{task.id}").links
    assert path_of(task.shift_ids[1]) in links.values()
    form = oona.get(path_of(task.shift_ids[1])).form("/times")
    assert form.values["scope"] == "this"
    assert (form.values["day"], form.values["start_time"]) == ("2", "10")


def test_what_changes_is_shown_before_anything_does(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=4)
    world.placed(world.kalle, task.shift_ids[2])
    oona = browse(world.oona)
    page = foreseen(oona, task.shift_ids[1], **THURSDAY, scope="following")
    assert "Nämä kerrat muuttuvat (3)" in page.text
    assert "Kysymme uudestaan: 1" in page.text
    assert "Kalle" not in page.html
    assert starts(world, task) == ["11-25 10", "12-02 10", "12-09 10", "12-16 10"]

    done = oona.follow(oona.submit(page.form("/confirm")))
    assert CHANGED in done.text
    assert starts(world, task) == ["11-25 10", "12-03 13", "12-10 13", "12-17 13"]


def test_one_steps_back_without_losing_anything(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=2)
    oona = browse(world.oona)
    page = foreseen(oona, task.shift_ids[1], **THURSDAY, scope="all", places="2")
    sent = page.form("/confirm").values | {"act": "back"}
    form = oona.post(path_of(task.shift_ids[1]), sent, status=200).form("/times")
    assert THURSDAY.items() <= form.values.items()
    assert (form.values["scope"], form.values["places"]) == ("all", "2")


def test_a_stale_page_shows_the_new_list_and_changes_nothing(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=3)
    oona = browse(world.oona)
    page = foreseen(oona, task.shift_ids[1], **THURSDAY, scope="all")
    assert "Kukaan ei ole vielä luvannut tulla" in page.text
    world.offer(world.kalle, task.shift_ids[2], state=OfferState.ACCEPTED)

    again = oona.submit(page.form("/confirm"), status=409)
    assert "Tilanne muuttui äsken" in again.text
    assert "Kysymme uudestaan: 1" in again.text
    assert starts(world, task) == ["11-25 10", "12-02 10", "12-09 10"]
    oona.submit(again.form("/confirm"))
    assert starts(world, task) == ["11-26 13", "12-03 13", "12-10 13"]


def test_what_was_edited_alone_is_named_and_has_no_wider_choice(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=3)
    oona = browse(world.oona)
    oona.submit(foreseen(oona, task.shift_ids[1], **THURSDAY).form("/confirm"))
    assert "scope" not in oona.get(path_of(task.shift_ids[1])).form("/times").values
    page = foreseen(oona, task.shift_ids[2], start_time="8", end_time="10", scope="all")
    assert "Muutettu erikseen, siksi pysyy" in page.text


def test_holidays_are_proposed_and_left_out(world: World, browse: Callable[..., Browser]) -> None:
    task = world.open_task(day="pe", times=6)
    oona = browse(world.oona)
    page = oona.get(f"/orderer/tasks/{task.id}")
    assert "Joulupäivä" in page.text
    asked = oona.submit(page.form("/times"), status=200)
    boxes = [box.get("value") for box in asked.find("input", name="skip")]
    assert boxes == ["2026-12-25", "2027-01-01"]
    done = oona.follow(oona.submit(asked.form("/confirm"), skip=["2026-12-25", "rubbish"]))
    assert CHANGED in done.text
    assert "Joulupäivä" not in done.text
    assert "Uudenvuodenpäivä" in done.text
    assert world.get(Shift, task.shift_ids[4]).state is ShiftState.CANCELLED
    assert world.all(Series)[0].skips == ["2026-12-25"]


def test_the_order_tells_how_far_its_times_are_there(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=2)
    oona, path = browse(world.oona), f"/orderer/tasks/{task.id}"
    assert "Kaikki vuorot on luotu. Viimeinen on ke 2.12." in oona.get(path).text
    first = world.get(Shift, task.shift_ids[0])
    later = {"starts_at": first.starts_at + DAYS, "ends_at": first.ends_at + DAYS}
    world.change(Shift, first.id, edited=True, **later)
    assert "Viimeinen on pe 4.12." in oona.get(path).text
    world.change(Series, world.all(Series)[0].id, recurrence="FREQ=WEEKLY")
    assert "Vuorot on luotu ke 9.12. asti." in oona.get(path).text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"day": "31", "month": "2"}, "Kirjoita päivä numeroina"),
        ({"start_time": "aamulla"}, "Kirjoita kellonaika"),
        ({"places": ""}, "Kirjoita, montako tekijää."),
        ({"places": "99"}, "Tekijöitä voi olla 1–50."),
        ({"scope": "all"}, "Valitse jotain muuta kuin nyt."),
        ({"day": "9", "scope": "following"}, "Monta kertaa voi siirtää vain saman viikon"),
        ({"end_time": "22"}, "Päivään tulee liikaa työtä."),
    ],
)
def test_what_is_wrong_is_said_at_the_form(
    world: World, browse: Callable[..., Browser], sent: dict[str, str], words: str
) -> None:
    task = world.open_task(times=3)
    page = foreseen(browse(world.oona), task.shift_ids[1], status=422, **sent)
    assert words in page.text


def test_what_can_no_longer_change_leads_back_to_the_order(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=2)
    oona = browse(world.oona)
    form = foreseen(oona, task.shift_ids[1], **THURSDAY).form("/confirm")
    world.change(Task, task.id, state=TaskState.PAUSED)
    page = oona.follow(oona.submit(form))
    assert "Aikoja voi muuttaa vain avoimesta tilauksesta." in page.text


def test_the_client_sees_the_old_time_beside_the_new_one(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(times=2)
    world.placed(world.kalle, task.shift_ids[1])
    oona = browse(world.oona)
    oona.submit(foreseen(oona, task.shift_ids[1], **THURSDAY).form("/confirm"))
    (asked,) = world.all(Offer, Offer.asks_anew)
    kalle = browse(world.kalle)
    page = kalle.get(f"/client/offers/{asked.id}")
    assert page.h1 == "Aika muuttui. Sopiiko uusi aika?"
    assert "keskiviikko" in page.text
    assert "torstai" in page.text
    assert "Työpaikka muutti aikaa." in page.text


def test_a_day_left_out_is_taken_back_on_the_page_of_times(world, browse):
    task = world.open_task(day="pe", weeks=1)
    shift = world.get(Shift, task.shift_id)
    world.change(Series, shift.series_id, recurrence="FREQ=WEEKLY", skips=["2026-12-25"])
    oona, path = browse(world.oona), f"/orderer/shifts/{task.shift_id}/times"
    assert "pe 25.12. Joulupäivä" in oona.get(path).text
    back = f"/orderer/tasks/{task.id}/skipped-days/bring-back"
    oona.post(back, {"day": "joulu"}, status=400)
    assert "Otimme päivän takaisin." in oona.follow(oona.post(back, {"day": "2026-12-25"})).text
    assert "Väliin jätetyt päivät" not in oona.get(path).text


def test_the_form_proposes_to_leave_holidays_out_and_tells_which(world, browse):
    oona = browse(world.oona)
    friday = {
        "title": "Kahvitus", "place": "Palvelutalo", "day": "27", "month": "11", "year": "2026",
        "start_time": "10", "end_time": "12", "repeats": "weekly", "holidays": "skip",
    }  # fmt: skip
    part = {"HX-Request": "true"}
    told = oona.post("/orderer/tasks/preview", friday, status=200, headers=part).text
    assert "pe 25.12. Joulupäivä, " in told, told
    assert "Uudenvuodenpäivä" in told
    work = oona.post(
        "/orderer/tasks/preview", friday | {"holidays": "work"}, status=200, headers=part
    )
    assert "Joulupäivä" not in work.text
    once = oona.post(
        "/orderer/tasks/preview", friday | {"repeats": "once"}, status=200, headers=part
    )
    assert "Joulupäivä" not in once.text
