"""A client's path, what was learned from jobs, and passes that a counter runs for."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import local_day, month_start
from app.domain.errors import Missing, RuleBroken
from app.domain.learning import is_asked
from app.domain.lifecycle import PlacementState
from app.domain.paths import PathEvent, PathKind, by_month
from app.domain.vocabulary import PassKind
from app.services import goals
from app.services import vocational_profiles as acts
from app.services.vocational_profiles import Learned
from app.store import vocational_profiles
from app.store.models.person import VocationalProfile
from app.store.models.work import Attendance, Placement, Task
from tests.easy_language import faults

TIMES = st.datetimes(timezones=st.just(UTC))


@given(st.lists(st.builds(PathEvent, TIMES, st.sampled_from(PathKind), st.just("x"))))
def test_each_event_stands_once_under_its_month_newest_first(events):
    months = by_month(events)
    listed = [one for _month, found in months for one in found]
    assert sorted(map(repr, listed)) == sorted(map(repr, events))
    assert [one.at for one in listed] == sorted((one.at for one in events), reverse=True)
    assert all(month_start(local_day(one.at)) == month for month, found in months for one in found)
    assert len({month for month, _found in months}) == len(months)


@pytest.mark.parametrize(
    ("performed", "ended", "written", "late", "asked"),
    [(0, True, 0, False, False), (1, True, 0, False, True), (2, False, 0, False, False),
     (3, False, 0, False, True), (4, False, 1, False, False), (4, True, 1, False, True),
     (4, True, 2, True, False)],
)  # fmt: skip
def test_when_a_coach_is_asked(performed, ended, written, late, asked):
    assert is_asked(performed, ended=ended, written=written, written_after_end=late) is asked


def worked(world, times=3, **more):
    """The placement of a job that Kalle has done some times."""
    task = world.open_task(title="Pihatyö", day="ma", weeks=-1, **more)
    for number in range(times):
        shift_id = task.shift_id if not number else world.shift(day="ti", weeks=-number)
        world.performed(world.kalle, shift_id)
    first = world.all(Attendance, Attendance.shift_id == task.shift_id)[0].placement_id
    for one in world.all(Attendance, Attendance.client_id == world.kalle.client_id):
        world.change(Attendance, one.id, placement_id=first)
    return first


def asked(world, coach):
    return [job.placement_id for job in vocational_profiles.list_asked(coach, now=world.now)]


def test_the_coach_is_asked_after_three_times_and_again_at_the_end(world):
    placement_id = worked(world)
    assert placement_id in asked(world, world.carla)
    assert asked(world, world.celia) == []
    acts.write_profile(world.carla, placement_id, Learned(helped="Kuvat"), now=world.now)
    assert placement_id not in asked(world, world.carla)
    world.change(Placement, placement_id, state=PlacementState.ENDED, ended_at=world.now)
    assert placement_id in asked(world, world.carla)
    acts.write_profile(world.carla, placement_id, Learned(look_for="Pihaa"), now=world.now)
    assert placement_id not in asked(world, world.carla)
    kept = world.all(VocationalProfile)
    assert sorted((one.version, one.after_end) for one in kept) == [(1, False), (2, True)]
    assert {one.helped for one in kept} == {"Kuvat", None}


def test_words_are_needed_and_only_the_own_coach_writes(world):
    placement_id = worked(world, 1)
    with pytest.raises(RuleBroken, match="words_missing"):
        acts.write_profile(world.carla, placement_id, Learned(helped=" "), now=world.now)
    for stranger in (world.celia, world.cleo):
        with pytest.raises(Missing):
            acts.write_profile(stranger, placement_id, Learned(helped="X"), now=world.now)


def test_the_coach_writes_on_the_page_and_reads_it_on_the_card(world, browse):
    placement_id, carla = worked(world), browse(world.carla)
    assert f"/coach/placements/{placement_id}/learned" in carla.get("/coach/").links.values()
    path = f"/coach/placements/{placement_id}/learned"
    carla.post(path, {"went_well": ""}, status=422)
    page = carla.follow(carla.post(path, {"went_well": "Ovet aukesivat"}))
    assert "Ovet aukesivat" in page.text
    assert "Aiempi teksti jää talteen" in carla.get(path).text


def test_the_client_reads_the_newest_of_each_job_in_easy_words(world, browse):
    kalle = browse(world.kalle)
    easy(kalle, "/client/learned")
    assert "/client/learned" not in kalle.get("/client/passport").links.values()
    placement_id = worked(world)
    for helped in ("Kuvat auttoivat.", "Tauot auttoivat."):
        world.pass_time(hours=1)
        learned = Learned("Tulit ajoissa.", "Melu häiritsi.", helped, "Etsimme rauhallista työtä.")
        acts.write_profile(world.carla, placement_id, learned, now=world.now)
    page = easy(kalle, "/client/learned")
    assert "Tauot auttoivat." in page.text
    assert "Kuvat auttoivat." not in page.text
    assert "/client/learned" in easy(kalle, "/client/passport").links.values()
    assert "Näytä edellinen työ" not in page.text
    easy(kalle, "/client/learned?page=9")


def easy(browser, path):
    page = browser.get(path)
    found = faults(page.tree)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def test_the_path_tells_everything_and_can_be_narrowed(world, browse):
    placement_id = worked(world)
    goals.say_goal(world.kalle, world.kalle.client_id, "Haluan pihalle", now=world.now)
    acts.write_profile(world.carla, placement_id, Learned(helped="Kuvat"), now=world.now)
    path, carla = f"/coach/clients/{world.kalle.client_id}/path", browse(world.carla)
    page = carla.get(path)
    for words in ("Teki työvuoron", "Haluan pihalle", "mitä työstä opittiin", "Valmentajaksi"):
        assert words in page.text
    page = carla.get(f"{path}?show=goal")
    assert "Haluan pihalle" in page.text
    assert "Teki työvuoron" not in page.text
    browse(world.celia).get(path, status=404)


def test_the_card_tells_by_when_a_pass_is_needed(world, browse):
    placement_id = worked(world)
    task_id = world.get(Placement, placement_id).task_id
    world.change(Task, task_id, passes=[PassKind.HYGIENE])
    text = browse(world.carla).get(f"/coach/clients/{world.kalle.client_id}").text
    assert "Laskuri käy" in text
    assert "mennessä" in text
