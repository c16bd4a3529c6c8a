"""Facts of a place that change while somebody has promised to come: told, and nobody asked anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import RuleBroken
from app.domain.lifecycle import OfferState
from app.domain.vocabulary import PlaceKind, WayIn
from app.services import tasks as acts
from app.store import site_news, tasks
from app.store.models.people import Site
from app.store.models.trail import AuditEventClient, OutboxMessage
from app.store.models.work import Offer, Task
from tests.services.test_tasks import DRAFT

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.tasks import TaskDraft
    from tests.world import OpenTask, World


@pytest.fixture
def task(world: World) -> OpenTask:
    return world.open_task(day="ke", weeks=1)


def edit(world: World, task_id: UUID, **facts: object) -> None:
    task = tasks.get_task(world.oona, task_id)
    draft: TaskDraft = replace(tasks.draft_of(task), **facts)  # type: ignore[arg-type]
    acts.edit_task(world.oona, task_id, draft, version=task.version, now=world.now)


def letters(world: World, template: str) -> list[OutboxMessage]:
    return world.all(OutboxMessage, OutboxMessage.template == template)


def test_who_comes_is_told_once_a_day_and_stays_agreed(world: World, task: OpenTask) -> None:
    world.placed(world.kalle, task.shift_id)
    edit(world, task.id, toilet="Aulassa.", door="C-ovi")
    edit(world, task.id, clothes="Omat vaatteet.")

    assert [one.client_id for one in letters(world, "site_news")] == [world.kalle.client_id]
    assert world.all(Offer)[0].state is OfferState.CONFIRMED
    row = world.get(Task, task.id)
    assert site_news.news_of(row, now=world.now) == ["clothes", "door", "toilet"]
    assert site_news.news_of(row, now=world.now + timedelta(days=15)) == []
    assert world.count(AuditEventClient, AuditEventClient.client_id == world.kalle.client_id) >= 2


def test_whoever_is_only_asked_or_has_been_is_not_told(world: World, task: OpenTask) -> None:
    world.offer(world.kalle, task.shift_id, state=OfferState.SEEN)
    edit(world, task.id, toilet="Aulassa.")
    assert letters(world, "site_news") == []


def test_what_belongs_to_the_place_is_news_for_all_its_work(world: World, task: OpenTask) -> None:
    other = world.open_task(day="to", weeks=1)
    world.change(Task, other.id, site_id=world.get(Task, task.id).site_id)
    world.placed(world.kalle, other.shift_id)
    edit(world, task.id, clothes="Omat vaatteet.")
    assert letters(world, "site_news") == []
    edit(world, task.id, way_in=WayIn.STAIRS)
    assert [one.client_id for one in letters(world, "site_news")] == [world.kalle.client_id]
    assert world.get(Task, other.id).news == ["way_in"]


def test_a_new_order_takes_nothing_from_what_is_known_of_the_place(world: World) -> None:
    full = replace(DRAFT, toilet="Aulassa.", way_in=WayIn.LIFT)
    first = acts.post_task(world.oona, full, now=world.now)
    second = acts.post_task(world.oona, replace(DRAFT, break_room="Keittiö."), now=world.now)

    sites = {world.get(Task, one).site_id for one in (first, second)}
    assert len(sites) == 1
    site = world.get(Site, sites.pop())
    assert (site.toilet, site.way_in, site.break_room) == ("Aulassa.", WayIn.LIFT, "Keittiö.")
    edit(world, second, toilet="")
    assert not world.get(Site, site.id).toilet


def test_where_the_work_is_done_is_no_mere_notice(world: World, task: OpenTask) -> None:
    with pytest.raises(RuleBroken) as broken:
        edit(world, task.id, place_kind=PlaceKind.REMOTE)
    assert broken.value.facts["fields"] == ("place_kind",)
