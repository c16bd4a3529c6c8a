"""The match page narrowed by chips and names, and what would lift a stop done from it."""

from __future__ import annotations

from app.domain.lifecycle import BookingState
from app.domain.vocabulary import Category, CoachWanted, Scale, SupportNeed
from app.services import interests
from app.store.models.asking import ChangeRequest, Question
from app.store.models.support import Alert
from app.store.models.work import CoachBooking, Offer


def change_forms(page):
    return [form for form in page.forms if form.action.endswith("/change")]


def test_chips_narrow_the_list_and_tell_how_many(world, browse):
    world.wish(world.kalle, Category.KITCHEN)
    shift_id = world.shift()
    interests.say_interest(world.kaisa, shift_id, now=world.now)
    browser = browse(world.carla)
    page = browser.get(f"/coach/shifts/{shift_id}")
    assert "Sopii nyt 2" in page.text
    assert "On itse kiinnostunut 1" in page.text
    narrow = browser.get(f"/coach/shifts/{shift_id}?show=said")
    assert "Kaisa Salanen" in narrow.text
    assert "Kalle Salanen" not in narrow.text
    assert "On kiinnostunut tästä" in narrow.text
    assert "Näytetään 1 omista asiakkaistasi." in narrow.text
    assert f"/coach/shifts/{shift_id}" in narrow.links["Tyhjennä rajaus"]
    both = browser.get(f"/coach/shifts/{shift_id}?show=said&show=solve&show=made-up")
    assert "Omista asiakkaistasi ei löydy ketään näillä rajauksilla." in both.text


def test_a_name_finds_own_clients_with_a_reason_and_colleagues_clients_without(world, browse):
    world.limit(world.kalle, Scale.LIFTING, 0)
    colleagues = world.client("Kalervo", coach=world.celia)
    shift_id = world.shift()
    page = browse(world.carla).get(f"/coach/shifts/{shift_id}?q=kal")
    assert "Kaisa" not in page.text
    assert page.find("input", id=f"reason-{world.kalle.client_id}")
    assert "Kalervo S" in page.text
    assert "valmentaja Celia" in page.text
    assert not page.find("input", id=f"c-{colleagues.client_id}")


def test_the_units_others_are_named_when_asked_and_their_coach_gets_a_hint(world, browse):
    world.client("Kuiskaus", non_disclosure=True)
    shift_id = world.shift()
    browser = browse(world.celia)
    page = browser.get(f"/coach/shifts/{shift_id}?who=unit")
    assert "Kalle S" in page.text
    assert "Salanen" not in page.text
    assert "Kuiskaus" not in page.text
    data = {"about": str(world.kalle.client_id)}
    browser.post(f"/coach/shifts/{shift_id}/tell-colleague", data)
    assert "kollega vinkkasi vuoron" in browse(world.carla).get("/coach/").text


def test_the_client_is_asked_answers_and_the_reason_is_there(world, browse):
    world.limit(world.kalle, Scale.LIFTING, 0)
    shift_id = world.shift()
    coach = browse(world.carla)
    page = coach.get(f"/coach/shifts/{shift_id}")
    assert "Kysy asiakkaalta" in page.text
    coach.post(f"/coach/shifts/{shift_id}/ask-client", {"about": str(world.kalle.client_id)})
    client = browse(world.kalle)
    assert "Valmentajasi kysyy sinulta" in client.get("/client/").text
    (question,) = world.all(Question)
    page = client.get(f"/client/questions/{question.id}")
    assert "Olet sanonut, että et halua nostaa paljon." in page.text
    client.submit(page.form("/answer"), answer="yes")
    assert "Vastasit: kyllä" in client.get(f"/client/questions/{question.id}").text
    assert "Sanoi, että työ käy tämän kerran".lower() in coach.get("/coach/").text.lower()
    page = coach.get(f"/coach/shifts/{shift_id}")
    assert "Asiakas: käy tämän kerran" in page.text
    coach.submit(page.form(f"{shift_id}/offers"), client=str(world.kalle.client_id))
    assert world.all(Offer)[0].coach_reason == "Asiakas sanoi itse, että tämä käy tämän kerran."


def test_another_time_is_asked_answered_and_lifts_the_stop(world, browse):
    shift_id = world.shift(starts="07:00", ends="10:00", coach_wanted=CoachWanted.NO)
    coach = browse(world.carla)
    page = coach.get(f"/coach/shifts/{shift_id}")
    link = page.links["Kysy tilaajalta toista aikaa"]
    assert "start=08:00" in link
    form = change_forms(coach.get(link))[0]
    coach.submit(form, starts="08:00", ends="11:00")
    assert "Odottaa tilaajaa" in coach.get(f"/coach/shifts/{shift_id}").text
    orderer = browse(world.oona)
    home = orderer.get("/orderer/")
    assert "Voisiko vuoro olla klo 8–11?" in home.text
    assert "Kalle" not in home.text
    change_id = world.all(ChangeRequest)[0].id
    orderer.post(f"/orderer/changes/{change_id}/answer", {"answer": "yes"})
    page = coach.get(f"/coach/shifts/{shift_id}")
    assert "Tilaaja suostui" in page.text
    assert page.find("input", id=f"c-{world.kalle.client_id}")


def test_a_time_may_be_written_as_people_write_it(world, browse):
    shift_id = world.shift(coach_wanted=CoachWanted.NO)
    browse(world.carla).post(f"/coach/shifts/{shift_id}/change", {"starts": "9.30", "ends": "12"})
    assert "Voisiko vuoro olla klo 9.30–12?" in browse(world.oona).get("/orderer/").text


def test_who_needs_no_coach_is_a_chip(world, browse):
    world.client("Kirsti", support_need=SupportNeed.ALWAYS)
    shift_id = world.shift(coach_wanted=CoachWanted.NO)
    browser = browse(world.carla)
    assert "Valmentajaa ei tarvita 2" in browser.get(f"/coach/shifts/{shift_id}").text
    narrow = browser.get(f"/coach/shifts/{shift_id}?show=alone")
    assert "Kaisa Salanen" in narrow.text
    assert "Kirsti" not in narrow.text


def test_of_other_units_only_a_rounded_number_is_told(world, browse):
    far = world.coach("Ritva", unit="U02")
    shift_id = world.shift()
    browser = browse(world.carla)
    world.client("Taisto", coach=far)
    page = browser.get(f"/coach/shifts/{shift_id}")
    assert "Muissa yksiköissä vuoro sopii alle viidelle asiakkaalle." in page.text
    for number in range(6):
        world.client(f"Taina{number}", coach=far)
    page = browser.get(f"/coach/shifts/{shift_id}")
    assert "Muissa yksiköissä vuoro sopii noin 10 asiakkaalle." in page.text
    assert "Tai" not in page.text


def test_a_time_that_is_none_is_told(world, browse):
    shift_id = world.shift()
    browser = browse(world.carla)
    data = {"starts": "kahdeksan", "ends": "11:00"}
    page = browser.follow(browser.post(f"/coach/shifts/{shift_id}/change", data))
    assert "Tarkista kellonajat." in page.text
    assert world.count(ChangeRequest) == 0


def test_lighter_work_is_asked_of_the_dispatcher_too(world, browse):
    world.limit(world.kalle, Scale.LIFTING, 0)
    shift_id = world.shift()
    coach = browse(world.carla)
    page = coach.get(f"/coach/shifts/{shift_id}")
    form = change_forms(coach.get(page.links["Kysy tilaajalta kevyempää työtä"]))[-1]
    coach.submit(form, lighter="lifting:0")
    assert "Voisiko työ olla kevyempi?" in browse(world.dina).get("/dispatch/").text


def test_a_coach_is_found_and_promises(world, browse):
    needy = world.client("Kirsti", support_need=SupportNeed.ALWAYS)
    world.free(needy, "la", "08:00", "16:00")
    shift_id = world.shift(day="la")
    coach = browse(world.carla)
    page = coach.get(f"/coach/shifts/{shift_id}")
    page = coach.get(page.links["Etsi valmentaja mukaan"])
    assert "Vuoro ei ole valmentajan" in page.text or "ei ole silloin työssä" in page.text
    coach.post(f"/coach/shifts/{shift_id}/coaches", {"coach": str(world.celia.user_id)})
    other = browse(world.celia)
    home = other.get("/coach/")
    assert "Sinua toivotaan mukaan" in home.text
    wish = world.all(CoachBooking)[0]
    other.post(f"/coach/bookings/{wish.id}/answer", {"answer": "yes"})
    assert world.get(CoachBooking, wish.id).state is BookingState.BOOKED
    assert "Lupasit tulla mukaan" in other.get("/coach/").text


def test_what_must_be_arranged_is_on_the_first_page(world, browse):
    shift_id = world.shift()
    coach = browse(world.carla)
    data = {"about": str(world.kalle.client_id)}
    coach.post(f"/coach/shifts/{shift_id}/arrange/get_pass", data)
    assert world.count(Alert) == 1
    assert "passi tai kortti puuttuu" in coach.get("/coach/").text.lower()
    coach.post(f"/coach/shifts/{shift_id}/arrange/too_hard", data, status=404)
