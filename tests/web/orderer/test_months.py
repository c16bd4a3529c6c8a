"""The month on one page, and the ways to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.lifecycle import HoursState, TaskOutcome, TaskState

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Browser
    from tests.world import World


def test_the_month_tells_hours_pay_and_ends_and_leads_to_what_waits(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.performed(world.kalle, world.shift(day="ma"), hours=HoursState.AGREED)
    world.performed(world.kaisa, world.shift(day="ma"), hours=HoursState.PROPOSED, minutes=60)
    world.task(
        title="Keväthaku", state=TaskState.CLOSED, outcome=TaskOutcome.NOT_FILLED,
        closed_at=world.now,
    )  # fmt: skip
    oona = browse(world.oona)
    page = oona.get(oona.get("/orderer/hours").links["Kuukauden yhteenveto"])
    assert page.h1 == "Marraskuu 2026"
    assert "Hyväksyntää odottaa 1 h työtä" in page.text
    assert page.text.count("37,50 €") == 5
    assert "Keväthaku" in page.text
    assert "Tekijää ei löytynyt" in page.text
    assert "Kalle" not in page.text
    assert page.links["Katso odottavat tunnit"] == "/orderer/hours"


def test_an_empty_month_offers_the_next_step_and_none_is_there_before_or_after_all_work(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.task(
        state=TaskState.CLOSED, outcome=TaskOutcome.FILLED, closed_at=world.at("2026-08-31 12:00")
    )
    oona = browse(world.oona)
    page = oona.get("/orderer/months/2026-10")
    assert "Tässä kuussa ei ollut työkertoja" in page.text
    assert page.links["Tilaa tekijä"] == "/orderer/tasks/new"
    assert page.links["Syyskuu 2026"] == "/orderer/months/2026-09"
    assert page.links["Marraskuu 2026"] == "/orderer/months/2026-11"
    assert "Heinäkuu 2026" not in oona.get("/orderer/months/2026-08").links
    for month in ("2026-12", "2026-13", "0000-01", "marraskuu"):
        assert oona.get(f"/orderer/months/{month}", status=404)


def test_another_organisations_month_is_never_seen(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.performed(world.kalle, world.shift(day="ma"), hours=HoursState.AGREED)
    assert "Apua keittiöön" not in browse(world.otto).get("/orderer/months/2026-11").text
