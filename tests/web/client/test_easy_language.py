"""Every page of the client's, in every state, is easy to read and to use."""

from __future__ import annotations

import json

import pytest

from app.domain.lifecycle import AttendanceState, HoursState, OfferState
from app.domain.steps import Step
from app.domain.vocabulary import Face, SupportNeed
from app.services import check_ins, steps, trail
from app.store.models.people import Client, User, WorkActivityDay
from app.store.models.work import Offer, Placement, Shift, WorkedHours
from tests.easy_language import faults
from tests.page_lint import parse

REASONS = json.dumps(
    {
        "rule_version": "1", "inputs_hash": "", "group": "fits", "stop": None, "thinks": [],
        "pluses": [
            {"rule": "wish", "kind": "plus", "code": "wish", "lift": None,
             "facts": {"category": "elderly_assist"}},
            {"rule": "near", "kind": "plus", "code": "near", "lift": None,
             "facts": {"minutes": 12}},
        ],
        "own_limits": [
            {"rule": "limit_lifting", "kind": "own", "code": "demand_over_limit",
             "lift": "change_task", "facts": {"scale": "lifting", "demand": 2, "limit": 1}},
        ],
    }
)  # fmt: skip


@pytest.fixture
def kalle(world, browse):
    """Kalle's browser; his coach can be called and goes along."""
    world.change(User, world.carla.user_id, phone="09 310 1234")
    world.change(Client, world.kalle.client_id, support_need=SupportNeed.ALWAYS)
    return browse(world.kalle)


def check(page, *, is_list=False):
    found = faults(page.tree, is_list=is_list)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def easy(browser, path, **options):
    return check(browser.get(path), **options)


def an_offer(world, state=OfferState.SENT, times=1):
    task = world.open_task(
        day="ke", weeks=1, times=times, title="Ikäihmisten ulkoilutus ja juttelu",
        bring="Lämpimät vaatteet ja hyvät kengät",
    )  # fmt: skip
    return world.offer(world.kalle, *task.shift_ids, state=state, reasons=REASONS)


# --- offers


def test_an_offer_with_everything_on_it_is_easy(world, kalle):
    offer_id = an_offer(world)
    page = easy(kalle, f"/client/offers/{offer_id}")
    assert page.h1 == "Haluatko tehdä tämän työn?"
    for text in (
        "Valmentajasi tulee mukaan.", "noin 38 euroa", "Voit sanoa ei. Se ei haittaa.",
        "koska autat mielelläsi ihmisiä ja paikka on lähellä", "Haluatko silti?",
        "Paikkasi työtoiminnassa säilyy.", "keskiviikkona 2. joulukuuta", "Lämpimät vaatteet",
    ):  # fmt: skip
        assert text.replace(" ", "") in "".join(page.text.split()), text
    easy(kalle, f"/client/offers/{offer_id}/more")


def test_an_offer_of_several_times_is_easy(world, kalle):
    offer_id = an_offer(world, times=5)
    page = easy(kalle, f"/client/offers/{offer_id}")
    assert "5 kertaa" in page.text
    easy(kalle, f"/client/offers/{offer_id}/more", is_list=True)


@pytest.mark.parametrize("state", [s for s in OfferState if s is not OfferState.QUEUED])
def test_what_came_of_an_offer_is_easy(world, kalle, state):
    offer_id = an_offer(world, state)
    easy(kalle, f"/client/offers/{offer_id}")


def test_the_page_for_who_came_second_is_easy(world, kalle):
    task = world.open_task(day="ke", weeks=1)
    offer_id = world.offer(world.kalle, task.shift_id)
    world.offer(world.kaisa, task.shift_id, state=OfferState.CONFIRMED)
    answer = {"answer": "accept"}
    page = check(kalle.post(f"/client/offers/{offer_id}/answer", answer, status=409))
    assert page.h1 == "Joku toinen ehti ottaa tämän työn."


# --- first page


def test_the_first_page_is_easy_when_nothing_is_on(world, kalle):
    page = easy(kalle, "/client/")
    assert "Sinulla ei ole nyt uusia töitä." in page.text


def test_the_first_page_is_easy_with_an_offer_and_a_shift(world, kalle):
    world.placed(world.kalle, world.shift(day="pe"))
    an_offer(world)
    page = easy(kalle, "/client/")
    assert page.h1 == "Sinulla on uusi työ katsottavana"


def test_the_first_page_is_easy_on_each_step_of_a_shift(world, kalle):
    shift_id = world.shift(title="Pihan haravointi ja lehtien keräys")
    attendance_id = world.placed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    seen = [easy(kalle, "/client/").h1]
    for moment in ("ke 08:30", "ke 09:50"):
        world.move_to(moment)
        seen.append(easy(kalle, "/client/").h1)
    kalle.post(f"/client/shifts/{attendance_id}/arrive")
    seen.append(easy(kalle, "/client/").h1)
    world.move_to("ke 13:00")
    kalle.post(f"/client/shifts/{attendance_id}/leave")
    seen.append(easy(kalle, "/client/").h1)
    kalle.post(f"/client/shifts/{attendance_id}/how-it-went", {"face": "good"})
    kalle.get(f"/client/shifts/{attendance_id}/hours")
    seen.append(easy(kalle, "/client/").h1)
    assert seen == [
        "Sinulla on tulossa työvuoro", "Tänään sinulla on työvuoro", "Oletko perillä?",
        "Olet nyt työssä", "Miten työ meni?", "Montako tuntia teit?",
    ]  # fmt: skip


# --- shifts and hours


@pytest.mark.parametrize("state", list(AttendanceState))
def test_a_shift_is_easy_in_every_state(world, kalle, state):
    attendance_id = world.placed(world.kalle, world.shift(bring="Sisäkengät"), state=state)
    for moment in ("ti 12:00", "ke 09:50", "ke 14:00"):
        world.move_to(moment)
        easy(kalle, f"/client/shifts/{attendance_id}")


@pytest.mark.parametrize("page", ["cannot-come", "code", "how-it-went"])
def test_what_is_asked_around_a_shift_is_easy(world, kalle, page):
    attendance_id = world.placed(world.kalle, world.shift())
    easy(kalle, f"/client/shifts/{attendance_id}/{page}")


@pytest.mark.parametrize("state", list(HoursState))
def test_hours_are_easy_in_every_state(world, kalle, state):
    if state is HoursState.REVERSED:
        pytest.skip("reversed hours have a live row beside them")
    hours_id = world.performed(world.kalle, world.shift(), hours=state)
    attendance_id = world.get(WorkedHours, hours_id).attendance_id
    easy(kalle, f"/client/shifts/{attendance_id}/hours")
    easy(kalle, f"/client/shifts/{attendance_id}")
    if state in {HoursState.PLANNED, HoursState.PROPOSED, HoursState.COUNTERED}:
        easy(kalle, f"/client/shifts/{attendance_id}/hours/change?minutes=165")


def test_hours_that_silence_agreed_can_be_changed_in_easy_words(world, kalle):
    hours_id = world.performed(
        world.kalle, world.shift(), hours=HoursState.AGREED, agreed_how="time"
    )
    own = f"/client/shifts/{world.get(WorkedHours, hours_id).attendance_id}"
    assert easy(kalle, own).links["Katson tunnit"] == f"{own}/hours"
    page = easy(kalle, f"{own}/hours")
    assert "Jos aika on väärin, muuta sitä viimeistään" in page.text
    form = easy(kalle, page.links["Muutan aikaa"]).form("/hours")
    world.pass_time(days=9)
    assert "Muutan aikaa" not in easy(kalle, f"{own}/hours").text
    kalle.submit(form)
    assert world.get(WorkedHours, hours_id).state is HoursState.AGREED
    world.pass_time(days=-3)
    kalle.submit(form)
    row = world.get(WorkedHours, hours_id)
    assert (row.state, row.agreed_minutes) == (HoursState.PROPOSED, None)


def test_own_words_are_easy(world, kalle):
    hours_id = world.performed(world.kalle, world.shift())
    attendance_id = world.get(WorkedHours, hours_id).attendance_id
    check_ins.say_how_it_went(world.kalle, attendance_id, Face.FINE, now=world.now)
    easy(kalle, f"/client/shifts/{attendance_id}/own-words")


# --- how it is done and how one gets there


def a_guide(world, task_id):
    """Eight steps and a stop; the longest that a page should bear."""
    said = [Step("Vie likaiset astiat isoon keittiöön.", "carry")] * 8
    steps.save_steps(world.oona, task_id, said, now=world.now)
    steps.save_stop(world.oona, task_id, "Sörnäinen, metroasema", 4, now=world.now)


def test_steps_and_the_way_are_easy_from_an_offer(world, kalle):
    offer_id = an_offer(world)
    for page in ("steps", "place"):
        easy(kalle, f"/client/offers/{offer_id}/{page}")
    a_guide(world, world.get(Offer, offer_id).task_id)
    assert easy(kalle, f"/client/offers/{offer_id}/steps").h1 == "Näin teet työn"
    assert easy(kalle, f"/client/offers/{offer_id}/place").h1 == "Näin pääset perille"


def test_steps_and_the_way_are_easy_from_a_shift(world, kalle):
    shift_id = world.shift()
    attendance_id = world.placed(world.kalle, shift_id)
    a_guide(world, world.get(Shift, shift_id).task_id)
    for page in ("", "/steps", "/place"):
        easy(kalle, f"/client/shifts/{attendance_id}{page}")


# --- lists and the rest


def test_the_lists_are_easy_empty_and_full(world, kalle):
    for path in ("hours", "log"):
        easy(kalle, f"/client/{path}")
    for week in range(6):
        task = world.open_task(day="ti", weeks=-week, title="Keittiön siivous ja tiskaus")
        world.performed(world.kalle, task.shift_id, hours=HoursState.PROPOSED)
    for person in (world.carla, world.dina, world.oona, world.rauno, world.maija):
        clients = {world.kalle.client_id}
        trail.record_reading(person, clients, page="x", purpose="support", now=world.now)
        trail.record_reading(person, clients, page="x", purpose="offer", now=world.now)
    for path in ("hours", "hours?page=2", "log", "log?page=2"):
        easy(kalle, f"/client/{path}", is_list=True)


def test_the_week_is_easy(world, kalle):
    for weekday in (0, 1, 3, 4):
        world.add(WorkActivityDay(client_id=world.kalle.client_id, weekday=weekday))
    world.placed(world.kalle, world.shift())
    page = easy(kalle, "/client/week", is_list=True)
    assert "Keskiviikko 25. marraskuuta Apua keittiöön" in page.text
    easy(kalle, "/client/week?ahead=1")


def test_stopping_a_job_is_easy_before_and_after(world, kalle):
    easy(kalle, "/client/jobs")
    world.placed(world.kalle, world.shift(title="Pihan haravointi ja lehtien keräys"))
    page = easy(kalle, "/client/jobs")
    check(kalle.follow(kalle.submit(page.form("/stop"))))
    world.pass_time(minutes=31)
    job = world.all(Placement)[0].id
    check(kalle.post(f"/client/jobs/{job}/undo", status=409))
    for week, title in enumerate(("Keittiö", "Siivous"), 1):
        world.placed(world.kalle, world.shift(day="pe", weeks=week, title=title))
    assert easy(kalle, "/client/jobs").h1 == "Minkä työn haluat lopettaa?"


@pytest.mark.parametrize("page", ["help", "settings", "settings/text", "settings/calendar"])
def test_help_and_settings_are_easy(kalle, page):
    easy(kalle, f"/client/{page}")


def test_the_calendar_is_easy_when_it_is_made_and_after(kalle):
    assert check(kalle.post("/client/settings/calendar", status=200)).h1 == "Kalenteri on valmis"
    assert "Lopetan kalenterin" in easy(kalle, "/client/settings/calendar").text


def test_an_error_page_is_easy_and_names_the_coach(world, kalle):
    page = check(kalle.get("/client/nowhere", status=404))
    assert "Carla" in page.text


def test_the_linter_finds_what_is_hard():
    long = "sana " * 13
    html = (
        f"<!doctype html><main><h1>A</h1><p>{long}.</p><p>Näin (ei); 5 %.</p>"
        "<input name=x required>" + "<a href=#>b</a>" * 8 + "<p>sana </p>" * 90 + "</main>"
    )
    found = " ".join(faults(parse(html)[0]))
    for part in (
        "words, at most",
        "to press",
        "long_sentence",
        "hard_sign: '('",
        "must be filled in",
    ):
        assert part in found
