"""Another rhythm of an order: the form, what goes, stays and is new, the yes, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.domain.calendar import local
from app.domain.lifecycle import ShiftState
from app.store.models.work import Series, Shift

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser, Page
    from tests.world import OpenTask, World

    Browse = Callable[..., Browser]

BIWEEKLY = {"repeats": "biweekly", "weekdays": ["2"]}


def path_of(shift_id: UUID) -> str:
    return f"/orderer/shifts/{shift_id}/rhythm"


def foreseen(browser: Browser, shift_id: UUID, *, status: int = 200, **sent: Any) -> Page:
    """The page of what would change, reached through the form."""
    return browser.submit(browser.get(path_of(shift_id)).form("/rhythm"), status=status, **sent)


def alive(world: World, task: OpenTask) -> list[str]:
    rows = world.all(Shift, Shift.task_id == task.id)
    living = [row.starts_at for row in rows if row.state is not ShiftState.CANCELLED]
    return [f"{local(one):%d.%m.}" for one in sorted(living)]


def test_what_goes_and_stays_and_is_new_is_read_before(world: World, browse: Browse) -> None:
    task = world.open_task(times=3)
    world.placed(world.kalle, task.shift_ids[0])
    oona = browse(world.oona)
    links = oona.get(f"/orderer/tasks/{task.id}").links
    assert path_of(task.shift_ids[0]) in links.values()
    assert path_of(task.shift_ids[0]) in oona.get(
        f"/orderer/shifts/{task.shift_ids[0]}/times"
    ).links.values()  # fmt: skip
    page = foreseen(oona, task.shift_ids[0], **BIWEEKLY, times="3")
    assert "Nämä kerrat jäävät pois (1)" in page.text
    assert "Nämä kerrat pysyvät (2)" in page.text
    assert "1 tekijä tulee" in page.text
    assert "Nämä kerrat ovat uusia" not in page.text
    assert "Kalle" not in page.html

    done = oona.follow(oona.submit(page.form("/confirm")))
    assert "Muutit, kuinka usein työtä on." in done.text
    assert alive(world, task) == ["25.11.", "09.12.", "23.12."]


def test_one_steps_back_without_losing_anything(world: World, browse: Browse) -> None:
    task = world.open_task(times=3)
    oona = browse(world.oona)
    until = {
        "day": "18",
        "month": "12",
        "year": "2026",
        "scope": "all",
        "repeats": "weekly",
        "times": "",
    }
    page = foreseen(oona, task.shift_ids[0], weekdays=["2", "4"], **until)
    assert "Nämä kerrat ovat uusia (4)" in page.text
    back = page.form("/confirm").values | {"act": "back"}
    form = oona.post(path_of(task.shift_ids[0]), back, status=200).form("/rhythm")
    assert until.items() <= form.values.items()
    assert form.values["weekdays"] == ["2", "4"]
    assert len(alive(world, task)) == 3


def test_a_stale_page_shows_the_new_list_and_changes_nothing(world: World, browse: Browse) -> None:
    task = world.open_task(times=2)
    oona = browse(world.oona)
    page = foreseen(oona, task.shift_ids[0], weekdays=["3"])
    world.placed(world.kalle, task.shift_ids[1])
    again = oona.submit(page.form("/confirm"), status=409)
    assert "Tilanne muuttui äsken" in again.text
    assert "Yksi tekijä on luvannut tulla." in again.text
    assert alive(world, task) == ["25.11.", "02.12."]
    oona.submit(again.form("/confirm"))
    assert alive(world, task)[:2] == ["26.11.", "03.12."]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"weekdays": []}, "Valitse ainakin yksi päivä."),
        ({"times": "999"}, "Kirjoita luku väliltä 1–200."),
        ({"day": "31", "month": "2", "year": "2027"}, "Kirjoita päivä numeroina"),
        (
            {"times": "3", "day": "31", "month": "1", "year": "2027"},
            "Kirjoita joko kertojen määrä tai viimeinen päivä.",
        ),
        (
            {"times": "", "day": "24", "month": "11", "year": "2026"},
            "Viimeinen päivä on ennen uuden rytmin",
        ),
        ({}, "Valitse jotain muuta kuin nyt."),
    ],
)
def test_what_is_wrong_is_said_at_the_form(
    world: World, browse: Browse, sent: dict[str, Any], words: str
) -> None:
    task = world.open_task(times=3)
    assert words in foreseen(browse(world.oona), task.shift_ids[0], status=422, **sent).text


def test_the_form_tells_the_rhythm_as_it_is_now(world: World, browse: Browse) -> None:
    task = world.open_task(times=2)
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR;UNTIL=20270129"
    world.change(Series, world.all(Series)[0].id, recurrence=rule)
    oona = browse(world.oona)
    form = oona.get(path_of(task.shift_ids[0])).form("/rhythm")
    assert (form.values["repeats"], form.values["weekdays"]) == ("biweekly", ["2", "4"])
    assert (form.values["day"], form.values["month"]) == ("29", "1")
    sent = oona.submit(form, status=200, weekdays=["2"]).form("/confirm")
    world.move_to("ke 10:00")
    assert "se on alkanut tai peruttu" in oona.follow(oona.submit(sent)).text
    assert oona.submit(sent, status=422, weekdays=[])
