"""An instructor and a learner: on the order's form, the client's card and the coach's page."""

from __future__ import annotations

import pytest

from app.domain.vocabulary import CoachWanted
from app.services import bookings
from app.store.models.work import Shift, Task
from tests.access.forms import DRAFT


def posted(world, browse, **more):
    oona = browse(world.oona)
    page = oona.follow(oona.post("/orderer/tasks/new", DRAFT | more))
    (task,) = world.all(Task)
    return task, page


def test_the_order_says_that_an_instructor_goes_along(world, browse):
    task, page = posted(world, browse, along=["instructor"])
    assert (task.instructor_along, task.learner_welcome, task.places) == (True, False, 1)
    assert "Koko ajan, kaikille yhteinen" in page.text
    form = browse(world.oona).get(f"/orderer/tasks/{task.id}/edit").form("/edit")
    assert form.values["along"] == "instructor"


def test_who_learns_has_a_place_of_the_own(world, browse):
    task, page = posted(world, browse, along=["learner"])
    assert (task.learner_welcome, task.places) == (True, 2)
    assert "Molemmat saavat palkan." in page.text


def offered(world, client, **facts):
    facts = {"coach_wanted": CoachWanted.NO, "places": 2} | facts
    first, second = world.open_task(times=2, **facts).shift_ids
    world.performed(world.kalle, first)
    offer_id = world.offer(client, second)
    return second, f"/client/offers/{offer_id}"


@pytest.fixture
def liisa(world):
    return world.client("Liisa")


def test_the_offer_tells_who_goes_along_and_the_name_once_it_is_known(world, browse, liisa):
    shift_id, path = offered(world, liisa, instructor_along=True)
    page = browse(liisa).get(path)
    assert "Ryhmän ohjaaja tulee mukaan." in page.text
    assert "Menet itse." not in page.text
    coach = browse(world.carla)
    page = coach.get(f"/coach/shifts/{shift_id}")
    page = coach.get(page.links["Kuka lähtee ohjaajaksi?"])
    (own,) = [form for form in page.forms if "Lähden ohjaajaksi" in form.buttons]
    coach.follow(coach.submit(own))
    assert "Ohjaajaksi lähtee Carla" in coach.get(f"/coach/shifts/{shift_id}").text
    assert "Ohjaaja Carla on mukana koko ajan." in browse(liisa).get(path).text


def test_a_learner_is_not_alone(world, browse, liisa):
    shift_id, path = offered(world, liisa, learner_welcome=True)
    assert "Et ole yksin." not in browse(liisa).get(path).text
    world.placed(world.kalle, shift_id)
    assert "Joku, joka osaa työn, on tulossa." in browse(world.carla).get(
        f"/coach/shifts/{shift_id}"
    ).text  # fmt: skip
    assert "Et ole yksin. Toinen tekijä osaa työn." in browse(liisa).get(path).text


def test_the_orderer_reads_that_the_instructor_is_still_looked_for(world, browse):
    shift_id = world.shift(instructor_along=True)
    world.placed(world.kalle, shift_id)
    path = f"/orderer/tasks/{world.get(Shift, shift_id).task_id}"
    page = browse(world.oona).get(path)
    assert "Etsimme vielä ohjaajaa" in page.text
    bookings.want_coach(world.carla, shift_id, world.carla.user_id, now=world.now)
    assert "Ryhmän ohjaaja on Carla" in browse(world.oona).get(path).text
