"""A coach phones in sick: the manager sees the same plan and says it in one press."""

from __future__ import annotations

from app.store.models.presence import CoachAway


def test_the_manager_says_it_for_a_coach_and_takes_it_back(world, browse):
    shift_id = world.shift("ma", "12:00", "14:00", title="Kahvio")
    world.placed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    manager = browse(world.maija)
    page = manager.get(manager.get("/manager/").links["Valmentaja on poissa"])
    assert "Valitse, kuka soitti." in page.text
    assert "Näin vuorot hoituvat" not in page.text
    plan = manager.get(f"/manager/away?coach={world.carla.user_id}")
    assert "Poissa: Carla C" in plan.text
    assert "Celia C lähtee" in plan.text
    (form,) = [one for one in plan.forms if one.method == "post" and "away" in one.action]
    said = manager.submit(form).location
    outcome = manager.get(said)
    assert "Celia lähtee" in outcome.text
    (row,) = world.all(CoachAway)
    assert (row.coach_id, row.said_by_id) == (world.carla.user_id, world.maija.user_id)
    assert said in manager.get("/manager/").html
    assert "Mukaan tulee joku toinen" in browse(world.kalle).get("/client/").text
    manager.submit(outcome.form("/undo"))
    assert "Poissaolo on peruttu" in manager.get(said).text


def test_a_coach_of_another_unit_is_nobody(world, browse):
    manager = browse(world.uuno)
    assert "Carla" not in manager.get("/manager/away").text
    manager.get(f"/manager/away?coach={world.carla.user_id}", status=404)
    manager.post("/manager/away", {"coach": str(world.carla.user_id)}, status=404)
    assert world.count(CoachAway) == 0


def test_nobody_chosen_is_nobody_away(world, browse):
    manager = browse(world.maija)
    assert "Valitse, kuka soitti." in manager.follow(manager.post("/manager/away", {})).text
    assert world.count(CoachAway) == 0
