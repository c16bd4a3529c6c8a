"""The client's first page, week, hours, log, help and settings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.lifecycle import AttendanceState, HoursState, OfferState
from app.services import trail
from app.store import logins
from app.store.models.people import User, WorkActivityDay
from app.store.models.trail import AuditEvent
from app.store.transaction import unit_of_work
from tests.browser import COOKIE
from tests.easy_language import controls


@pytest.fixture
def kalle(world, browse):
    world.change(User, world.carla.user_id, phone="09 310 1234")
    return browse(world.kalle)


def test_the_same_four_things_are_on_every_page(world, kalle):
    offer_id = world.offer(world.kalle, world.shift(weeks=1))
    attendance_id = world.placed(world.kalle, world.shift())
    pages = ["", "week", "hours", "log", "help", "settings", f"offers/{offer_id}"]
    for page in [*pages, f"shifts/{attendance_id}", f"shifts/{attendance_id}/cannot-come"]:
        bar = kalle.get(f"/client/{page}").find("nav", class_="bar")[0]
        links = [node.get("href") for node in bar.iter("a")]
        assert (links[0], links[2]) == ("/client/", "/client/help")
        assert len(list(bar.iter("button"))) == 3


def test_the_page_knows_me_by_colour_and_animal(kalle):
    page = kalle.get("/client/")
    assert "sininen kissa" in page.all_text


def test_without_anything_to_do_the_page_is_calm(kalle):
    page = kalle.get("/client/")
    assert page.h1 == "Hei, Kalle!"
    assert "Kun sopiva työ löytyy, saat viestin." in page.text
    assert "Paikkasi työtoiminnassa säilyy." in page.text


def test_a_queued_offer_is_not_told_of(world, kalle):
    offer_id = world.offer(world.kalle, world.shift(), state=OfferState.QUEUED)
    assert kalle.get("/client/").h1 == "Hei, Kalle!"
    kalle.get(f"/client/offers/{offer_id}", status=404)


def test_what_waits_beside_the_first_thing_is_one_press_away(world, kalle):
    world.performed(world.kalle, world.shift(day="ma", starts="07:00", ends="08:00"))
    world.offer(world.kalle, world.shift(weeks=1))
    page = kalle.get("/client/")
    assert page.h1 == "Sinulla on uusi työ katsottavana"
    assert "Kerron, miten meni" in page.links


def test_an_answered_offer_is_remembered_on_the_first_page(world, kalle):
    world.offer(world.kalle, world.shift(), state=OfferState.ASKED_COACH)
    assert kalle.get("/client/").h1 == "Kysyit valmentajalta"


def test_a_shift_of_long_ago_is_not_asked_about(world, kalle):
    world.performed(world.kalle, world.shift(day="ke", weeks=-1))
    assert kalle.get("/client/").h1 == "Hei, Kalle!"


def test_the_week_shows_work_and_work_activity(world, kalle):
    world.add(WorkActivityDay(client_id=world.kalle.client_id, weekday=0))
    attendance_id = world.placed(world.kalle, world.shift())
    page = kalle.get("/client/week")
    assert "Maanantai 23. marraskuuta Tänään Työtoiminta" in page.text
    assert f"/client/shifts/{attendance_id}" in page.links.values()
    later = kalle.get(page.links["Katson seuraavan viikon"])
    assert "Maanantai 30. marraskuuta" in later.text
    assert kalle.get("/client/week?ahead=99").status == 200


def test_the_next_shift_stands_above_the_days_with_all_that_is_needed(world, kalle):
    attendance_id = world.placed(world.kalle, world.shift(bring="Sisäkengät"))
    page = kalle.get("/client/week")
    for text in ("Seuraava työvuoro", "keskiviikkona 25. marraskuuta", "Sisäkengät", "Sörnäinen"):
        assert text in page.text, text
    assert page.links["En pääse"] == f"/client/shifts/{attendance_id}/cannot-come"
    assert "Seuraava työvuoro" not in kalle.get("/client/week?ahead=1").text


def test_a_full_week_keeps_to_seven_things_to_press(world, kalle):
    for day in ("ti", "ke", "to", "pe", "la"):
        world.placed(world.kalle, world.shift(day=day))
    page = kalle.get("/client/week")
    assert len(controls(page.find("main")[0])) <= 7


def test_a_job_is_stopped_in_two_taps_and_taken_back(world, kalle):
    world.placed(world.kalle, world.shift())
    page = kalle.get(kalle.get("/client/week").links["Haluan lopettaa"])
    assert page.h1 == "Haluatko lopettaa tämän työn?"
    page = kalle.follow(kalle.submit(page.form("/stop")))
    assert page.h1 == "Selvä. Lopetit työn."
    assert "Paikkasi työtoiminnassa säilyy." in page.text
    assert "Seuraava työvuoro" not in kalle.get("/client/week").text
    page = kalle.follow(kalle.submit(page.form("/undo")))
    assert "Työ on taas sinun." in page.text
    assert "Seuraava työvuoro" in page.text


def test_of_several_jobs_one_chooses_and_without_any_one_calls(world, kalle):
    assert "tel:" in str(kalle.get("/client/jobs").links)
    world.placed(world.kalle, world.shift(title="Keittiö"))
    world.placed(world.kalle, world.shift(day="pe", title="Piha"))
    page = kalle.get("/client/jobs")
    assert page.h1 == "Minkä työn haluat lopettaa?"
    assert [name for name in page.links if name.startswith(("Keittiö", "Piha"))] != []


def test_own_hours_say_what_is_missing_and_what_was_earned(world, kalle):
    world.performed(world.kalle, world.shift(day="ma", weeks=-1), hours=HoursState.AGREED)
    world.performed(world.kalle, world.shift(day="ti", weeks=-1), hours=HoursState.PROPOSED)
    world.performed(world.kaisa, world.shift(day="ti", weeks=-1), hours=HoursState.AGREED)
    page = kalle.get("/client/hours")
    assert "Olet ansainnut tässä kuussa noin 75 euroa." in page.text
    assert "Työpaikka tarkistaa nyt tunnit." in page.text
    assert len(page.find("article")) == 2


def test_the_log_says_who_looked_when_and_why(world, kalle):
    clients = {world.kalle.client_id}
    trail.record_reading(world.carla, clients, page="x", purpose="offer", now=world.now)
    trail.record_reading(world.celia, clients, page="x", purpose="support", now=world.now)
    trail.record_reading(world.carla, {world.kaisa.client_id}, page="x", purpose="support",
                         now=world.now)  # fmt: skip
    text = kalle.get("/client/log").text
    assert "Valmentajasi katsoi tietojasi maanantaina, koska hän etsi sinulle työtä." in text
    assert "Valmentaja Celia katsoi tietojasi maanantaina, koska hän tukee sinua työssä." in text
    assert text.count("katsoi") == 2


def test_what_was_done_together_is_in_the_log(world, kalle):
    sit_beside(world, kalle)
    kalle.get("/client/week")
    assert "yhdessä sinun kanssasi" in kalle.get("/client/log").text


def sit_beside(world, browser):
    with unit_of_work() as session:
        user = session.get_one(User, world.kalle.user_id)
        _login, token = logins.add_login(
            user, "assisted", now=world.now, assisted_by_id=world.carla.user_id
        )
    browser.client.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True)


def test_while_the_coach_sits_beside_the_page_says_so(world, kalle):
    assert "Valmentajasi on vieressä" not in kalle.get("/client/").all_text
    sit_beside(world, kalle)
    page = kalle.get("/client/")
    assert "Valmentajasi on vieressä." in page.all_text
    assert page.form("/sign-out/together").buttons == ["Lopetamme yhdessä"]


def test_help_is_a_person_one_press_away(kalle):
    page = kalle.get("/client/help")
    assert page.links["Carla, 09 310 1234"] == "tel:093101234"


def test_settings_are_kept_with_the_person_on_every_device(world, kalle, browse):
    form = kalle.get("/client/settings/text").form("/settings")
    kalle.submit(form, text_size="large")
    for name, state in (("strong", "on"), ("pictures", "off"), ("fewer", "on")):
        kalle.submit(kalle.get("/client/settings").form("/settings"), **{name: state})
    kalle.submit(form, text_size="enormous", strong="maybe")
    for browser in (kalle, browse(world.kalle)):
        body = browser.get("/client/settings").find("body")[0].get("class")
        assert {"text-large", "strong", "no-pictures"} <= set(body.split())
    body = browse(world.kaisa).get("/client/").find("body")[0].get("class")
    assert not {"text-large", "strong", "no-pictures"} & set(body.split())


def test_a_change_of_the_look_stands_in_the_trail(world, kalle):
    kalle.post("/client/settings", {"strong": "on"})
    event = world.all(AuditEvent, AuditEvent.object_type == "client")[-1]
    assert (event.action, event.fields) == ("update", ["look", "strong"])


def test_fewer_choices_leave_one_thing_and_two_links(world, kalle):
    world.offer(world.kalle, world.shift(weeks=1))
    world.placed(world.kalle, world.shift())
    many = kalle.get("/client/")
    kalle.post("/client/settings", {"fewer": "on"})
    few = kalle.get("/client/")
    assert few.h1 == many.h1 == "Sinulla on uusi työ katsottavana"
    assert set(few.links) & set(many.links) >= {"Oma viikko"}
    main = few.find("main")[0]
    assert len(controls(main)) == 3 < len(controls(many.find("main")[0]))


def test_a_client_whose_coach_has_left_can_still_call_somebody(world, kalle):
    world.end_relation(world.carla, world.kalle, world.today - timedelta(days=1))
    page = kalle.get("/client/help")
    assert "Carla" not in page.text
    assert "tel:091" in page.links.values()


def test_a_cancelled_shift_does_not_go_without_a_word(world, kalle):
    world.placed(world.kalle, world.shift(), state=AttendanceState.CANCELLED)
    page = kalle.get("/client/")
    assert page.h1 == "Työvuorosi on peruttu"
    assert "Et tehnyt mitään väärää." in page.text
    assert "Apua keittiöön" not in kalle.get("/client/week").text
    world.move_to("ke 13:00")
    assert kalle.get("/client/").h1 == "Hei, Kalle!"


def test_an_offer_that_went_to_somebody_else_is_told_of_for_two_days(world, kalle):
    world.offer(world.kalle, world.shift(weeks=1), state=OfferState.FILLED_ELSEWHERE)
    assert kalle.get("/client/").h1 == "Joku toinen ehti ottaa työn"
    world.pass_time(days=2, minutes=1)
    assert kalle.get("/client/").h1 == "Hei, Kalle!"


def test_the_way_and_the_workplaces_phone_are_on_the_shift(world, kalle):
    attendance_id = world.placed(world.kalle, world.shift())
    page = kalle.get(f"/client/shifts/{attendance_id}")
    assert "Noin 10 minuuttia pysäkiltä Sörnäinen." in page.text
    assert page.links["Pirjo, 09 222"] == "tel:09222"
