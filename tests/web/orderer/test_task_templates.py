"""From a ready work, or from a part of one's own, to an order that has it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.lifecycle import TaskState
from app.domain.task_templates import TEMPLATES, find_template
from app.domain.vocabulary import Category, CoachWanted, PassKind, Scale
from app.store import steps, tasks
from app.store.models.work import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.task_templates import TaskTemplate
    from tests.browser import Browser, Page
    from tests.world import World

NEW = "/orderer/tasks/new"
WHERE_AND_WHEN = {"place": "Palvelutalo Pihlaja", "day": "25", "month": "11", "year": "2026"}


@pytest.fixture
def vegetables() -> TaskTemplate:
    found = find_template("vegetables")
    assert found is not None
    return found


def last_task(world: World) -> Task:
    return max(world.all(Task), key=lambda task: task.created_at)


def begun(page: Page) -> dict[str, str]:
    return page.form(NEW).values


def keys_on(page: Page) -> list[str]:
    found = [url.partition("template=")[2] for url in page.links.values() if "template=" in url]
    return [key.partition("&")[0] for key in found]


def test_all_ready_works_are_there_by_their_kind(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona = browse(world.oona)
    assert "/orderer/templates" in oona.get("/orderer/").links.values()
    page = oona.get(oona.get(NEW).links["Valitse valmis työ"])
    assert keys_on(page) == [one.key for one in TEMPLATES]
    page = oona.get("/orderer/templates?category=garden")
    assert keys_on(page) == ["raking", "watering", "planting", "park"]
    assert len(keys_on(oona.get("/orderer/templates?category=magic"))) == len(TEMPLATES)


def test_a_search_reads_the_language_of_the_page(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona = browse(world.oona)
    assert keys_on(oona.get("/orderer/templates?query=ikkunat")) == ["windows"]
    oona.post("/language", {"language": "sv"})
    page = oona.get("/orderer/templates?query=disk+vid+lunch")
    assert keys_on(page) == ["dishes"]
    assert "Diska vid lunchtid" in page.text


def test_where_nothing_is_found_ones_own_words_lead_on(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona = browse(world.oona)
    page = oona.get("/orderer/templates?query=Raketin+huolto")
    assert "Tällä sanalla ei ole valmista työtä" in page.text
    assert keys_on(page) == []
    form = oona.get(page.links["Kirjoita oma tilaus"])
    assert begun(form)["title"] == "Raketin huolto"
    assert begun(form).get("template", "") == ""


def test_a_ready_work_fills_the_form(
    world: World, browse: Callable[..., Browser], vegetables: TaskTemplate
) -> None:
    page = browse(world.oona).get(f"{NEW}?template=vegetables")
    values = begun(page)
    assert values["title"] == vegetables.title
    assert values["description"] == vegetables.description
    assert (values["start_time"], values["end_time"]) == ("10", "12")
    assert (values["category"], values["coach_wanted"]) == ("kitchen", "first_shift")
    assert values["bring"] == vegetables.bring
    assert {scale: values[f"demand_{scale}"] for scale in Scale} == {
        scale: str(level) for scale, level in vegetables.demands.items()
    }
    assert values["passes"] in ("hygiene_passport", ["hygiene_passport"])
    for step in vegetables.steps:
        assert step.words in page.all_text


def test_what_the_last_order_says_of_the_place_stays_and_its_start_gives_the_end(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.task(starts="08:30", ends="09:00", bring="Sisäkengät")
    values = begun(browse(world.oona).get(f"{NEW}?template=dishes"))
    assert (values["contact_name"], values["pay"]) == ("Pirjo", "12,50")
    assert (values["start_time"], values["end_time"]) == ("8.30", "11.30")
    assert values["bring"] == "Ei mitään, työvaatteet saat paikan päällä"


@pytest.mark.parametrize(
    ("act", "state"), [("save", TaskState.DRAFT), ("send", TaskState.SUBMITTED)]
)
def test_saving_keeps_the_whole_work_and_its_steps(
    world: World, browse: Callable[..., Browser], vegetables: TaskTemplate, act: str,
    state: TaskState,
) -> None:  # fmt: skip
    oona = browse(world.oona)
    sent = begun(oona.get(f"{NEW}?template=vegetables")) | WHERE_AND_WHEN | {"act": act}
    oona.post(NEW, sent, status=303)
    task = tasks.get_task(world.oona, last_task(world).id)
    draft = tasks.draft_of(task)
    assert task.state is state
    assert (draft.title, draft.description, draft.bring) == (
        vegetables.title, vegetables.description, vegetables.bring,
    )  # fmt: skip
    assert (draft.category, draft.passes) == (Category.KITCHEN, (PassKind.HYGIENE,))
    assert dict(draft.demands) == dict(vegetables.demands)
    assert draft.coach_wanted is CoachWanted.FIRST_SHIFT
    assert tuple(steps.list_steps(task.id)) == vegetables.steps


def test_a_work_ordered_in_swedish_is_kept_as_the_librarys_and_read_in_both(
    world: World, browse: Callable[..., Browser], vegetables: TaskTemplate
) -> None:
    oona = browse(world.oona)
    oona.post("/language", {"language": "sv"})
    values = begun(oona.get(f"{NEW}?template=vegetables"))
    assert values["title"] == "Skala grönsaker"
    answer = oona.post(NEW, values | WHERE_AND_WHEN | {"act": "save"}, status=303)
    task = last_task(world)
    assert (task.title, task.bring) == (vegetables.title, vegetables.bring)
    assert oona.follow(answer).h1 == "Skala grönsaker"
    edit = f"/orderer/tasks/{task.id}/edit"
    assert oona.get(edit).form(edit).values["title"] == "Skala grönsaker"
    oona.post("/language", {"language": "fi"})
    assert oona.get(f"/orderer/tasks/{task.id}").h1 == vegetables.title


def test_what_is_changed_in_the_form_is_ones_own(
    world: World, browse: Callable[..., Browser], vegetables: TaskTemplate
) -> None:
    oona = browse(world.oona)
    values = begun(oona.get(f"{NEW}?template=vegetables")) | WHERE_AND_WHEN
    oona.post(NEW, values | {"title": "Perunoiden kuorinta", "act": "save"}, status=303)
    task = last_task(world)
    assert (task.title, task.bring) == ("Perunoiden kuorinta", vegetables.bring)


def test_the_choice_outlives_a_mistake_and_a_look(
    world: World, browse: Callable[..., Browser], vegetables: TaskTemplate
) -> None:
    oona = browse(world.oona)
    values = begun(oona.get(f"{NEW}?template=vegetables"))
    again = oona.post(NEW, values | {"act": "save"}, status=422)
    assert begun(again)["template"] == "vegetables"
    assert vegetables.steps[0].words in again.all_text
    looked = oona.post(NEW, values | {"act": "preview"}, status=200)
    assert begun(looked)["template"] == "vegetables"
    assert world.count(Task) == 0


@pytest.mark.parametrize("key", ["", "unknown", "../vegetables", "VEGETABLES", "0", "a" * 5000])
def test_a_key_of_no_template_brings_nothing(
    world: World, browse: Callable[..., Browser], key: str
) -> None:
    oona = browse(world.oona)
    assert begun(oona.get(f"{NEW}?template={key[:200]}"))["title"] == ""
    own = {"title": "Oma työ", "start_time": "10", "end_time": "12", "act": "save"}
    oona.post(NEW, WHERE_AND_WHEN | own | {"template": key}, status=303)
    assert steps.list_steps(last_task(world).id) == []


def test_three_questions_lead_to_three_to_five_works_and_ones_own_words(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona = browse(world.oona)
    page = oona.get("/orderer/carving")
    assert keys_on(page) == []
    assert "2. Mikä on helpoin osa, jonka joku voisi ottaa hoitaakseen?" in page.text
    told = "category=kitchen&title=Pyyhkiä+pöydät&minutes=60&repeats=weekly"
    page = oona.get(f"/orderer/carving?{told}")
    found = keys_on(page)
    assert 3 <= len(found) <= 5
    assert "dining-room" in found
    assert page.form("/orderer/carving#ehdotukset").values["title"] == "Pyyhkiä pöydät"
    own = begun(oona.get(page.links["Pyyhkiä pöydät"]))
    assert (own["title"], own["category"], own["repeats"]) == (
        "Pyyhkiä pöydät",
        "kitchen",
        "weekly",
    )
    assert (own["start_time"], own["end_time"]) == ("10", "11")
    ready = begun(oona.get(page.links["Ruokasalin pöydät"]))
    assert (ready["template"], ready["repeats"], ready["end_time"]) == (
        "dining-room",
        "weekly",
        "11",
    )
    assert world.count(Task) == 0, "nothing is stored until an order is saved"


@pytest.mark.parametrize(
    "told", ["category=magic&minutes=x&repeats=hourly", "title=+++", "minutes=99999999999"]
)
def test_answers_that_nobody_could_give_are_no_answers(
    world: World, browse: Callable[..., Browser], told: str
) -> None:
    oona = browse(world.oona)
    assert keys_on(oona.get(f"/orderer/carving?{told}")) == []
    values = begun(oona.get(f"{NEW}?{told}"))
    assert (values["title"], values["repeats"], values["start_time"]) == ("", "once", "")


def test_a_long_answer_becomes_a_title_that_fits(
    world: World, browse: Callable[..., Browser]
) -> None:
    title = begun(browse(world.oona).get(f"{NEW}?title={'a+' * 300}"))["title"]
    assert 90 <= len(title) <= 100
