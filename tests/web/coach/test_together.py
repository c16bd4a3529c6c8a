"""What a coach and a client keep together: goals, things to see to, what helps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.goals import months_after
from app.domain.lifecycle import GoalState
from app.domain.readiness import ReadyState, ReadyThing
from app.services import goals as goal_acts
from app.services import readiness as acts
from app.services.readiness import Ready
from app.store import goals
from app.store.models.person import Goal, ReadinessItem, WhatHelps
from app.store.models.trail import AuditEvent
from tests.easy_language import faults

CAFE = "Haluan kahvilaan töihin"


def easy(browser, path, *, is_list=False):
    page = browser.get(path)
    found = faults(page.tree, is_list=is_list)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def say(world, who, words=CAFE, **more):
    return goal_acts.say_goal(who, world.kalle.client_id, words, now=world.now, **more)


def test_a_goal_is_looked_at_again_on_the_same_day_of_a_later_month():
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)


def test_a_changed_goal_stays_in_the_history(world):
    first = say(world, world.kalle)
    second = say(world, world.carla, "Haluan keittiöön", months=1, instead_of=first)
    former, new = world.get(Goal, first), world.get(Goal, second)
    assert (former.state, former.closed_at) == (GoalState.CHANGED, world.now)
    assert (new.state, new.instead_of_id, new.words) == (GoalState.OPEN, first, "Haluan keittiöön")
    with pytest.raises(Conflict):
        say(world, world.carla, instead_of=first)
    listed = goals.list_goals(world.rauno, world.kalle.client_id, now=world.now)
    assert [goal.id for goal in listed] == [second, first]


def test_three_goals_are_enough_and_words_are_needed(world):
    for number in range(3):
        say(world, world.kalle, f"Tavoite {number}")
    with pytest.raises(RuleBroken, match="goals_enough"):
        say(world, world.kalle)
    with pytest.raises(RuleBroken, match="words_missing"):
        say(world, world.kalle, "  ")
    goal_acts.close_goal(world.kalle, world.all(Goal)[0].id, GoalState.DONE, now=world.now)
    say(world, world.kalle)


def test_only_the_close_people_have_to_do_with_goals(world):
    goal_id = say(world, world.kalle)
    for stranger in (world.celia, world.cleo, world.kaisa, world.oona):
        with pytest.raises(Missing):
            goal_acts.close_goal(stranger, goal_id, GoalState.DONE, now=world.now)
    with pytest.raises(NotAllowed):
        goal_acts.close_goal(world.maija, goal_id, GoalState.DONE, now=world.now)


def test_the_words_are_sealed_and_the_trail_has_only_names(world):
    goal_id = say(world, world.kalle)
    assert CAFE.encode() not in world.get(Goal, goal_id).words_sealed
    (event,) = world.all(AuditEvent, AuditEvent.object_type == "goal")
    assert (event.fields, event.purpose) == (["words", "review_on"], "own_data")


def test_a_thing_stands_on_the_list_once_and_says_who_saw_to_it(world):
    client_id, day = world.kalle.client_id, world.today + timedelta(days=7)
    to_do = Ready(ReadyThing.TAX_CARD, ReadyState.TO_DO, "Tilataan yhdessä.", day)
    acts.keep_item(world.carla, client_id, to_do, now=world.now)
    acts.keep_item(
        world.carla, client_id, Ready(ReadyThing.TAX_CARD, ReadyState.IN_ORDER), now=world.now
    )
    (item,) = world.all(ReadinessItem)
    assert (item.state, item.needed_by, item.note) == (ReadyState.IN_ORDER, None, None)
    assert (item.changed_by_id, item.changed_at) == (world.carla.user_id, world.now)
    with pytest.raises(NotAllowed):
        acts.keep_item(world.kalle, client_id, to_do, now=world.now)


def test_the_coach_writes_and_the_card_tells(world, browse):
    client_id = world.kalle.client_id
    path, carla = f"/coach/clients/{client_id}/together", browse(world.carla)
    carla.post(f"{path}/goals", {"words": CAFE, "months": "3"})
    carla.post(f"{path}/goals", {"words": "", "months": "3"}, status=422)
    late = (world.today - timedelta(days=1)).isoformat()
    due = {"thing": "tax_card", "state": "to_do", "needed_by": late, "note": "Verotoimisto"}
    carla.post(f"{path}/readiness", due)
    carla.post(f"{path}/readiness", due | {"needed_by": "huomenna"}, status=422)
    carla.post(f"{path}/helps", {"helps": "Kuvat auttavat.", "must_change": "Vähemmän melua."})
    ends = (world.today + timedelta(days=400)).isoformat()
    carla.post(f"{path}/passes", {"kind": "hygiene_passport", "valid_until": ends})
    carla.post(f"{path}/passes", {"kind": "hygiene_passport", "valid_until": late}, status=422)
    page = carla.get(f"/coach/clients/{client_id}")
    assert "voimassa" in page.text
    for words in (CAFE, "Verokortti", "Päivä on ohi", "Kuvat auttavat.", "Vähemmän melua."):
        assert words in page.text
    assert world.count(WhatHelps) == 1
    page = carla.follow(
        carla.post(f"/coach/goals/{world.all(Goal)[0].id}/close", {"state": "done"})
    )
    assert "Merkitse saavutetuksi" not in page.text
    assert "Aiemmat tavoitteet" in carla.get(f"/coach/clients/{client_id}").text


def test_the_client_has_an_own_path_in_easy_words(world, browse):
    kalle, client_id = browse(world.kalle), world.kalle.client_id
    for path in ("path", "goals", "goals/new", "what-helps", "to-do"):
        easy(kalle, f"/client/{path}", is_list=path in {"goals", "to-do"})
    kalle.post("/client/goals/new", {"words": CAFE})
    kalle.post("/client/goals/new", {"words": ""}, status=422)
    acts.write_helps(world.carla, client_id, "Kuvat auttavat sinua.", "", now=world.now)
    for thing in ReadyThing:
        to_do = Ready(thing, ReadyState.TO_DO, "", world.today + timedelta(days=9))
        acts.keep_item(world.carla, client_id, to_do, now=world.now)
    assert CAFE in easy(kalle, "/client/goals", is_list=True).text
    assert "Kuvat auttavat sinua." in easy(kalle, "/client/what-helps").text
    assert "Viimeistään" in easy(kalle, "/client/to-do", is_list=True).text
    easy(kalle, "/client/to-do?page=2", is_list=True)
    kalle.post(f"/client/goals/{world.all(Goal)[0].id}/reached")
    assert "Olet päässyt yhteen tavoitteeseen." in easy(kalle, "/client/goals").text
