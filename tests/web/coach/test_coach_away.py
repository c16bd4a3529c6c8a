"""The morning of a sick coach: seen, said and told in two presses, and what the client reads."""

from __future__ import annotations

from app.domain.questions import Said
from app.domain.vocabulary import CoachWanted
from app.store.models.people import User
from app.store.models.presence import CoachAway, PresenceChange


def visit(world, **facts):
    shift_id = world.shift("ma", "12:00", "14:00", title="Kahvio", **facts)
    world.placed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    return shift_id


def saying(page):
    """The one form that says it; the other asks for other days."""
    (form,) = [one for one in page.forms if one.method == "post" and one.action == "/coach/away"]
    return form


def test_two_presses_from_the_first_page_and_everybody_is_told(world, browse):
    visit(world)
    coach = browse(world.carla)
    page = coach.get(coach.get("/coach/").links["Olen poissa tänään"])
    assert "Celia C lähtee" in page.text
    assert "Puhuu asiakkaan kieltä." in page.text
    said = coach.submit(saying(page)).location
    outcome = coach.get(said)
    assert "Celia lähtee" in outcome.text
    client = browse(world.kalle)
    home = client.get("/client/")
    assert "Mukaan tulee joku toinen" in home.text
    path = home.links["Katson, kuka tulee"]
    news = client.get(path)
    assert "Celia tulee kanssasi" in news.text
    assert "Carla ei pääse mukaan" in news.text
    coach.submit(outcome.form("/undo"))
    assert "Poissaolo on peruttu" in coach.get(said).text
    assert "Carla tulee kanssasi" in client.get(path).text


def test_a_client_is_asked_whether_to_go_alone_and_may_say_no(world, browse):
    world.change(User, world.celia.user_id, active=False)
    visit(world, coach_wanted=CoachWanted.NO)
    coach = browse(world.carla)
    page = coach.get("/coach/away")
    assert "Kysymme asiakkaalta, meneekö hän yksin." in page.text
    said = coach.submit(saying(page)).location
    (change,) = world.all(PresenceChange)
    client = browse(world.kalle)
    asked = client.get(f"/client/coming/{change.id}")
    assert "Menetkö tämän kerran yksin?" in asked.text
    client.post(f"/client/coming/{change.id}/answer", {"answer": "no"}, status=303)
    assert world.get(PresenceChange, change.id).answer is Said.NO
    assert "En mene yksin" not in client.get(f"/client/coming/{change.id}").links
    assert "Ei mene yksin: vuoro pitää siirtää" in coach.get(said).text
    assert "Valmentajasi ei pääse mukaan" not in client.get("/client/").text


def test_another_plan_than_the_shown_one_is_shown_first(world, browse):
    visit(world)
    coach = browse(world.celia)
    page = coach.get(f"/coach/away?coach={world.carla.user_id}")
    assert "Kollega on poissa" in page.text
    world.booking(world.celia, world.shift("ma", "11:00", "13:00", title="Muu"))
    again = coach.follow(coach.submit(saying(page)))
    assert "Tilanne muuttui sillä välin." in again.text
    assert world.count(CoachAway) == 0


def test_odd_days_are_told_and_nothing_is_proposed(world, browse):
    page = browse(world.carla).get("/coach/away?first=2020-01-01&last=2020-01-02")
    assert "Valitse päivät tästä päivästä eteenpäin" in page.text
    assert not [form for form in page.forms if form.method == "post" and "away" in form.action]
