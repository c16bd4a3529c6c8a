"""Words of the library: in each reader's language, kept as they are; nobody's own are touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import session

from app.domain.steps import Step
from app.domain.task_templates import TEXTS, find_template
from app.domain.vocabulary import Language
from app.services import steps as acts
from app.store import steps
from app.store.models.people import User
from app.web.shared.words_library import kept_words, shown_steps, shown_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tests.browser import Browser
    from tests.world import World

OWN = Step("Silitä kissaa.", "listen")


@pytest.mark.parametrize("language", [one.value for one in Language])
def test_what_is_shown_of_the_library_is_kept_as_the_same(app: Flask, language: str) -> None:
    with app.test_request_context():
        session["language"] = language
        shown = {text: shown_words(text) for text in TEXTS}
        assert len(set(shown.values())) == len(TEXTS), "two texts would become one"
        assert {text for text in TEXTS if kept_words(shown[text]) != text} == set()
        assert (shown_words(OWN.words), kept_words(OWN.words)) == (OWN.words, OWN.words)
        assert shown_steps([OWN]) == [OWN]


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("sv", "Diska vid lunchtid", "Tvätta händerna."),
        ("en", "Dishes at lunchtime", "Wash your hands."),
        ("fi-selko", "Tiskaus lounasaikaan", "Pese kädet."),
    ],
)
def test_a_client_reads_the_library_in_the_own_language(
    world: World, browse: Callable[..., Browser], language: str, title: str, words: str
) -> None:
    dishes = find_template("dishes")
    assert dishes is not None
    task = world.open_task(title=dishes.title, bring=dishes.bring)
    acts.save_steps(world.oona, task.id, [dishes.steps[0], OWN], now=world.now)
    offer_id = world.offer(world.kalle, task.shift_id)
    world.change(User, world.kalle.user_id, language=language)
    kalle = browse(world.kalle)
    page = kalle.get(f"/client/offers/{offer_id}")
    assert title in page.text
    more = kalle.get(f"/client/offers/{offer_id}/more")
    assert (dishes.bring in more.text) is (language == "fi-selko")
    way = next(url for url in more.links.values() if url.endswith("/steps"))
    shown = [
        " ".join(item.itertext()).strip() for item in kalle.get(way).find("li", class_="how__step")
    ]
    assert shown == [words, OWN.words]


def test_a_swedish_writer_sees_swedish_steps_and_keeps_the_librarys(
    world: World, browse: Callable[..., Browser]
) -> None:
    task = world.open_task(title="Tiskaus lounasaikaan")
    path = f"/orderer/tasks/{task.id}/steps"
    oona = browse(world.oona)
    oona.post("/language", {"language": "sv"})
    oona.post(path, {"words-0": "", "act": "ready"}, status=303)
    dishes = find_template("dishes")
    assert dishes is not None
    assert tuple(steps.list_steps(task.id)) == dishes.steps
    page = oona.get(path)
    fields = page.form(path).values
    assert fields["words-0"] == "Tvätta händerna."
    sent = fields | {"words-1": "Ta på ett blått förkläde.", "act": "save"}
    oona.post(path, sent, status=303)
    kept = steps.list_steps(task.id)
    assert [kept[0], *kept[2:]] == [dishes.steps[0], *dishes.steps[2:]]
    assert kept[1].words == "Ta på ett blått förkläde."


@pytest.mark.parametrize(
    ("who", "path"),
    [("dina", "/dispatch/board"), ("carla", "/coach/tasks")],
)
def test_staff_read_the_library_in_the_own_language(
    world: World, browse: Callable[..., Browser], who: str, path: str
) -> None:
    world.open_task(title="Tiskaus lounasaikaan")
    reader = browse(getattr(world, who))
    assert "Tiskaus lounasaikaan" in reader.get(path).text
    reader.post("/language", {"language": "sv"})
    page = reader.get(path).text
    assert "Diska vid lunchtid" in page
    assert "Tiskaus lounasaikaan" not in page
