"""The dispatcher checks an order: opens it, asks for a change, refuses it."""

from __future__ import annotations

from app.domain.lifecycle import AttendanceState, OfferState, TaskOutcome, TaskState
from app.domain.vocabulary import Language
from app.store.models.people import User
from app.store.models.work import Shift, Task
from app.web.dispatch import board
from tests.page_lint import words


def test_the_inbox_shows_what_waits_and_what_the_rules_say(world, browse):
    world.task(title="Ulkoiluapu", state=TaskState.SUBMITTED)
    page = browse(world.dina).get("/dispatch/")
    assert "Ulkoiluapu" in page.text
    assert "Palkan alarajaa ei tiedetä" in page.text


def test_an_empty_inbox_says_why(world, browse):
    assert "Kaikki tilaukset on tarkistettu." in browse(world.dina).get("/dispatch/").text


def test_a_pay_of_unknown_floor_is_opened_only_with_the_tick(world, browse):
    task_id = world.task(state=TaskState.SUBMITTED)
    browser = browse(world.dina)
    browser.post(f"/dispatch/tasks/{task_id}/open", status=422)
    assert world.get(Task, task_id).state is TaskState.SUBMITTED
    browser.post(f"/dispatch/tasks/{task_id}/open", {"floor_confirmed": "y"})
    assert world.get(Task, task_id).state is TaskState.OPEN
    assert world.count(Shift, Shift.task_id == task_id) == 1


def test_a_hard_text_is_opened_only_with_the_tick(world, browse):
    task_id = world.task(state=TaskState.SUBMITTED, bring="Kengät ym.")
    browser = browse(world.dina)
    shown = browser.get(f"/dispatch/tasks/{task_id}").text
    assert "Mukaan: kirjoita lyhenne kokonaan. Nyt: ”ym”" in shown
    browser.post(f"/dispatch/tasks/{task_id}/open", {"floor_confirmed": "y"}, status=422)
    assert world.get(Task, task_id).state is TaskState.SUBMITTED
    ticks = {"floor_confirmed": "y", "texts_confirmed": "y"}
    browser.post(f"/dispatch/tasks/{task_id}/open", ticks)
    assert world.get(Task, task_id).state is TaskState.OPEN


def test_a_change_is_asked_with_a_reason(world, browse):
    task_id = world.task(state=TaskState.SUBMITTED)
    browser = browse(world.dina)
    browser.post(f"/dispatch/tasks/{task_id}/request-changes", status=422)
    text = {"changes-text": "Kiitos! Kertoisitko vielä oven?"}
    browser.post(f"/dispatch/tasks/{task_id}/request-changes", text)
    task = world.get(Task, task_id)
    assert task.state is TaskState.CHANGES_REQUESTED
    assert task.request_text == "Kiitos! Kertoisitko vielä oven?"
    assert "Kertoisitko vielä oven?" in browser.get("/dispatch/").text


def test_ready_texts_are_chosen_by_the_checks_and_can_be_rewritten(world, browse):
    world.change(User, world.oona.user_id, language=Language.SV)
    task_id = world.task(state=TaskState.SUBMITTED, bring="Kengät ym.")
    browser = browse(world.dina)
    page = browser.get(f"/dispatch/tasks/{task_id}")
    chosen = page.form("#ask").values["ask"]
    assert {"hard_text", "demands", "rest_places"} <= set(chosen)
    assert not {"adults", "pay", "contact"} & set(chosen)
    assert "Helpottaisitko tekstiä tässä kohdassa: mukaan?" in page.text
    assert "Viesti on valmiiksi tilaajan kielellä: Svenska." in page.text
    letter = page.form("/request-changes").values["changes-text"]
    assert letter.startswith("Tack för beställningen!")
    assert "Kertoisitko" not in letter

    page = browser.get(f"/dispatch/tasks/{task_id}?chosen=1&ask=adults&ask=nothing")
    letter = page.form("/request-changes").values["changes-text"]
    assert letter.count("– ") == 1
    assert page.form("#ask").values["ask"] == "adults"
    browser.submit(page.form("/request-changes"), **{"changes-text": f"{letter}\nDina"})
    assert world.get(Task, task_id).request_text.endswith("Dina")


def test_a_letter_in_lines_is_shown_in_lines(world, browse):
    task_id = world.task(state=TaskState.CHANGES_REQUESTED, request_text="Hei!\n– Ovi?")
    page = browse(world.oona).get(f"/orderer/tasks/{task_id}")
    assert "Hei!<br>– Ovi?" in page.html


def test_an_order_is_refused_with_a_reason(world, browse):
    task_id = world.task(state=TaskState.SUBMITTED)
    reason = {"refusal-reason": "Työ on yöllä. Sopisiko päivä?"}
    browse(world.dina).post(f"/dispatch/tasks/{task_id}/refuse", reason)
    assert world.get(Task, task_id).outcome is TaskOutcome.REFUSED


def test_ready_texts_of_a_refusal_are_chosen_by_the_checks_and_can_be_rewritten(world, browse):
    world.change(User, world.oona.user_id, language=Language.SV)
    task_id = world.task(state=TaskState.SUBMITTED, starts="21:00", ends="23:30")
    browser = browse(world.dina)
    page = browser.get(f"/dispatch/tasks/{task_id}")
    assert page.form("#refuse").values["why"] == "night"
    letter = page.form("/refuse").values["refusal-reason"]
    assert letter.startswith("Arbetet är på natten")

    page = browser.get(f"/dispatch/tasks/{task_id}?refused=1&why=home&why=night&why=nothing")
    letter = page.form("/refuse").values["refusal-reason"]
    assert letter.count("\n") == 1
    browser.submit(page.form("/refuse"), **{"refusal-reason": f"{letter}\nDina"})
    assert world.get(Task, task_id).outcome_reason.splitlines()[2] == "Dina"
    assert "<br>" in browse(world.oona).get(f"/orderer/tasks/{task_id}").html


def test_only_the_dispatcher_gets_in(world, browse):
    task_id = world.task(state=TaskState.SUBMITTED)
    for stranger in (world.oona, world.carla, world.kalle, world.aada):
        browse(stranger).get(f"/dispatch/tasks/{task_id}", status=404)


def test_the_board_shows_the_week_and_finds_a_shift(world, browse):
    shift_id = world.shift(day="ke", title="Haravointi")
    world.offer(world.kalle, shift_id)
    browser = browse(world.dina)
    assert "Haravointi" in browser.get("/dispatch/board").text
    assert "Haravointi" in browser.get("/dispatch/board?search=harav").text
    assert "Näillä ehdoilla ei löytynyt" in browser.get("/dispatch/board?search=tiski").text


def test_the_board_counts_need_asked_seen_yes_confirmed_and_done(world, browse):
    shift_id = world.shift(day="ke", places=3)
    said = (OfferState.SENT, OfferState.DECLINED, OfferState.ACCEPTED)
    for client, state in zip(world.clients(3), said, strict=True):
        world.offer(client, shift_id, state=state)
    world.placed(world.kalle, shift_id, state=AttendanceState.CHECKED_IN)
    page = browse(world.dina).get("/dispatch/board")
    shown = {cell.get("data-label"): words(cell) for cell in page.find("td")}
    numbers = ("Tarve", "Kysytty", "Nähty", "Kyllä", "Vahvistettu", "Tehty")
    assert [shown[one] for one in numbers] == ["3", "4", "3", "2", "1", "0"]
    assert "1 paikalla" in shown["Työ"]


def test_a_long_week_has_pages_and_says_how_long_it_is(world, browse, monkeypatch):
    monkeypatch.setattr(board, "PAGE_SIZE", 2)
    for title in ("Haravointi", "Kahvinkeitto", "Tiskaus"):
        world.shift(day="ke", title=title)
    first = browse(world.dina).get("/dispatch/board?search=a")
    assert "3 vuoroa" in first.text
    assert "Tiskaus" not in first.text
    second = browse(world.dina).get(first.links["Seuraava"])
    assert "3 vuoroa" in second.text
    assert "Tiskaus" in second.text
    assert "Haravointi" not in second.text


def test_the_orderers_are_listed_with_their_people(world, browse):
    world.task(title="Tiskaus", state=TaskState.OPEN)
    browser = browse(world.dina)
    assert "Palvelutalo Pihlaja" in browser.get("/dispatch/organisations").text
    page = browser.get(f"/dispatch/organisations/{world.oona.organisation_id}")
    assert "Tiskaus" in page.text
    assert "Oona" in page.text
