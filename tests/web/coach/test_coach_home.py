"""The coach's week: what needs an act, which shifts, what is not written yet."""

from __future__ import annotations

from datetime import timedelta

from app.domain.lifecycle import AlertState, AttendanceState, HoursState, OfferState
from app.domain.vocabulary import Benefit, PassKind
from app.store.models.people import BenefitSituation
from app.store.models.support import Alert
from app.store.models.work import Attendance, Offer, WorkedHours
from tests.page_lint import words


def alert(world, client, *, kind="too_hard", level="today"):
    return world.add(
        Alert(
            client_id=client.client_id, coach_id=world.carla.user_id, kind=kind, level=level,
            source_key=f"{kind}:{client.client_id}", raised_at=world.now,
            due_at=world.now + timedelta(hours=4),
        )
    )  # fmt: skip


def test_an_empty_week_says_so_and_what_to_do(world, browse):
    page = browse(world.carla).get("/coach/")
    assert "Mikään ei odota sinua nyt." in page.text
    assert "Avoimet työt" in page.links


def test_an_alert_is_shown_taken_and_finished(world, browse):
    alert_id = alert(world, world.kalle)
    browser = browse(world.carla)
    page = browser.get("/coach/")
    assert "sanoi työn olevan liian vaikeaa" in page.text
    browser.submit(page.form(f"{alert_id}/acknowledge"))
    assert world.get(Alert, alert_id).state is AlertState.ACKNOWLEDGED
    browser.submit(browser.get("/coach/").form(f"{alert_id}/finish"))
    assert world.get(Alert, alert_id).state is AlertState.DONE
    assert "Mikään ei odota sinua nyt." in browser.get("/coach/").text


def test_the_worst_alert_comes_first(world, browse):
    alert(world, world.kalle, kind="asked_coach", level="soon")
    alert(world, world.kaisa, kind="did_not_come")
    text = browse(world.carla).get("/coach/").text
    assert text.index("Kaisa") < text.index("Kalle")


def test_a_yes_waits_for_the_confirmation(world, browse):
    offer_id = world.offer(world.kalle, world.shift(), state=OfferState.ACCEPTED)
    browser = browse(world.carla)
    page = browser.get("/coach/")
    browser.submit(page.form(f"{offer_id}/confirm"))
    assert world.get(Offer, offer_id).state is OfferState.CONFIRMED


def test_someone_who_asks_is_shown(world, browse):
    world.offer(world.kalle, world.shift(), state=OfferState.ASKED_COACH)
    assert "haluaa jutella ennen kuin vastaa" in browse(world.carla).get("/coach/").text


def test_coming_and_leaving_are_written_here(world, browse):
    shift_id = world.shift(day="ma", starts="10:00", ends="12:00", title="Tiskaus")
    attendance_id = world.placed(world.kalle, shift_id)
    world.move_to("ma 09:50")
    browser = browse(world.carla)
    page = browser.get("/coach/")
    assert "Tulokoodi 4711" in page.text
    browser.submit(page.form(f"{attendance_id}/check-in"), said="in_person")
    assert world.get(Attendance, attendance_id).state is AttendanceState.CHECKED_IN
    world.move_to("ma 12:00")
    browser.submit(browser.get("/coach/").form(f"{attendance_id}/check-out"), said="in_person")
    assert world.get(Attendance, attendance_id).state is AttendanceState.PERFORMED


def test_a_shift_i_only_go_along_on_is_mine_too(world, browse):
    shift_id = world.shift(day="ti", title="Haravointi")
    world.placed(world.kalle, shift_id)
    world.booking(world.celia, shift_id, [world.kalle])
    page = browse(world.celia).get("/coach/")
    assert "Haravointi" in page.text
    assert "olet mukana" in page.text


def test_a_performed_shift_without_a_note_waits(world, browse):
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00", title="Aamiainen")
    world.performed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    page = browse(world.carla).get("/coach/")
    assert f"/coach/shifts/{shift_id}/notes/new" in page.links.values()


def test_a_counter_proposal_is_accepted_from_here(world, browse):
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    hours_id = world.performed(world.kalle, shift_id, hours=HoursState.COUNTERED, minutes=90)
    browser = browse(world.carla)
    page = browser.get("/coach/")
    assert "Tilaaja ehdottaa muuta" in page.text
    browser.submit(page.form(f"{hours_id}/accept"), said="phone")
    assert world.get(WorkedHours, hours_id).agreed_minutes == 90


def test_open_work_that_fits_somebody_is_counted(world, browse):
    shift_id = world.shift(title="Kattaus")
    page = browse(world.carla).get("/coach/")
    assert "Kattaus" in page.text
    assert "sopii 2 asiakkaallesi" in page.text
    assert f"/coach/shifts/{shift_id}" in page.links.values()


def test_of_a_colleagues_client_nothing_is_shown(world, browse):
    alert_id = alert(world, world.kalle)
    world.placed(world.kalle, world.shift(day="ma", title="Tiskaus"))
    page = browse(world.celia).get("/coach/")
    assert "Kalle" not in page.text
    assert "Tiskaus" not in page.text
    browse(world.celia).post(f"/coach/alerts/{alert_id}/finish", status=404)
    assert world.get(Alert, alert_id).state is AlertState.OPEN


def test_each_count_at_the_top_leads_to_its_part(world, browse):
    alert(world, world.kalle)
    page = browse(world.carla).get("/coach/")
    chips = page.find("a", class_="chip")
    there = {node.get("id") for node in page.tree.iter()}
    assert {chip.get("href", "")[1:] for chip in chips} <= there
    assert len(chips) >= 7
    assert any(words(chip) == "Hoida ensin 1" for chip in chips)


def test_pay_near_a_limit_is_told_in_euros_to_the_own_coach_alone(world, browse):
    limited = BenefitSituation(
        client_id=world.kalle.client_id, benefit=Benefit.DISABILITY_PENSION,
        valid_from=world.today, own_limit_cents=5000,
    )  # fmt: skip
    world.add(limited)
    for day in ("ma", "ti"):
        shift_id = world.shift(day=day, pay_cents_per_hour=1200)
        world.performed(world.kalle, shift_id, hours=HoursState.AGREED)
    page = browse(world.carla).get("/coach/")
    assert "Palkka ja raja" in page.text
    assert f"/coach/clients/{world.kalle.client_id}/money" in page.links.values()
    assert "raja 50" in page.text
    assert "Palkka ja raja" not in browse(world.celia).get("/coach/").text


def test_a_pass_that_work_will_ask_for_is_told_with_its_day(world, browse):
    shift_id = world.shift(day="pe", passes=[PassKind.SAFETY_CARD.value])
    world.placed(world.kalle, shift_id)
    text = browse(world.carla).get("/coach/").text
    assert "Passit ja kortit pian" in text
    assert "viimeistään pe" in text


def test_a_long_list_is_folded_and_nothing_is_left_out(world, browse):
    for number in range(7):
        shift_id = world.shift(
            day="ti", weeks=-1, starts=f"{8 + number:02}:00", ends=f"{8 + number:02}:45"
        )
        world.performed(world.kalle, shift_id)
        world.booking(world.carla, shift_id, [world.kalle])
    page = browse(world.carla).get("/coach/")
    assert "Näytä muut 2" in page.text
    assert sum(url.get("href", "").endswith("/notes/new") for url in page.find("a")) == 7
