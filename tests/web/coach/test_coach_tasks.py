"""Looking for work: the list, one order, and the match page of a shift."""

from __future__ import annotations

from app.domain.lifecycle import OfferState
from app.domain.vocabulary import Category, Scale, SupportNeed
from app.store.models.work import Offer, Shift


def test_the_list_tells_how_many_each_order_fits(world, browse):
    world.shift(title="Tiskaus")
    page = browse(world.carla).get("/coach/tasks")
    assert "Tiskaus" in page.text
    assert "sopii 2 asiakkaallesi" in page.text


def test_a_full_order_is_only_among_all(world, browse):
    shift_id = world.shift(title="Tiskaus")
    world.placed(world.kalle, shift_id)
    browser = browse(world.carla)
    assert "Ilman rajausta avoimia töitä on 1." in browser.get("/coach/tasks").text
    assert "Tiskaus" in browser.get("/coach/tasks?show=all").text


def test_without_orders_the_list_says_why(world, browse):
    assert "Avoimia töitä ei ole nyt." in browse(world.carla).get("/coach/tasks?show=week").text


def test_an_order_shows_its_shifts(world, browse):
    task = world.open_task(times=3, title="Kattaus")
    page = browse(world.carla).get(f"/coach/tasks/{task.id}")
    assert all(f"/coach/shifts/{one}" in page.links.values() for one in task.shift_ids)


def test_an_order_that_is_not_open_yet_is_not_there(world, browse):
    browse(world.carla).get(f"/coach/tasks/{world.task()}", status=404)


def test_the_three_groups_say_why(world, browse):
    world.wish(world.kalle, Category.KITCHEN)
    world.limit(world.kaisa, Scale.LIFTING, 0)
    busy = world.client("Kirsti")
    world.placed(busy, world.shift(title="Muu työ"))
    page = browse(world.carla).get(f"/coach/shifts/{world.shift()}")
    fits, solve, cant = (page.text.index(word) for word in ("Sopii", "Ratkaistava ensin", "Ei nyt"))
    assert fits < page.text.index("Kalle Salanen") < solve < page.text.index("Kaisa") < cant
    assert cant < page.text.index("Kirsti")
    assert "Toive: keittiö." in page.text
    assert "Auttaisi: kevyempi työ tai työn jakaminen." in page.text
    assert "Toinen vuoro samaan aikaan" in page.text
    assert "%" not in page.text


def test_several_are_asked_in_order_and_the_rest_wait(world, browse):
    shift_id = world.shift(places=1)
    third = world.client("Kirsti")
    browser = browse(world.carla)
    page = browser.get(f"/coach/shifts/{shift_id}")
    assert "ensin kysytään 2 asiakkaalta" in page.text
    people = [str(one.client_id) for one in (world.kalle, world.kaisa, third)]
    browser.submit(page.form(f"{shift_id}/offers"), client=people)
    states = sorted(offer.state.value for offer in world.all(Offer))
    assert states == [OfferState.QUEUED.value, OfferState.SENT.value, OfferState.SENT.value]
    assert "Kysytty jo" in browser.get(f"/coach/shifts/{shift_id}").text


def test_more_times_of_the_same_order_go_into_one_offer(world, browse):
    task = world.open_task(times=2)
    browser = browse(world.carla)
    form = browser.get(f"/coach/shifts/{task.shift_id}").form("/offers")
    browser.submit(form, client=str(world.kalle.client_id), shift=str(task.shift_ids[1]))
    assert world.count(Offer) == 1


def test_against_an_own_limit_a_reason_is_asked(world, browse):
    world.limit(world.kalle, Scale.LIFTING, 0)
    shift_id = world.shift()
    browser = browse(world.carla)
    form = browser.get(f"/coach/shifts/{shift_id}").form(f"{shift_id}/offers")
    kalle = str(world.kalle.client_id)
    page = browser.submit(form, client=kalle, status=422)
    assert "Kirjoita, miksi silti tarjoat." in page.text
    assert page.find("input", id=f"c-{kalle}")[0].get("checked") is not None
    browser.submit(form, client=kalle, **{f"reason-{kalle}": "Laatikot ovat tyhjiä."})
    assert world.all(Offer)[0].coach_reason == "Laatikot ovat tyhjiä."


def test_a_clash_has_no_tick(world, browse):
    world.placed(world.kalle, world.shift(title="Muu työ"))
    shift_id = world.shift()
    page = browse(world.carla).get(f"/coach/shifts/{shift_id}")
    assert page.find("input", id=f"c-{world.kalle.client_id}") == []
    data = {"client": str(world.kalle.client_id)}
    browse(world.carla).post(f"/coach/shifts/{shift_id}/offers", data, status=422)


def test_nobody_chosen_is_said(world, browse):
    page = browse(world.carla).post(f"/coach/shifts/{world.shift()}/offers", status=422)
    assert "Valitse ensin ainakin yksi asiakas." in page.text


def test_a_shift_without_free_places_is_not_offered(world, browse):
    shift_id = world.shift()
    world.placed(world.kalle, shift_id)
    page = browse(world.carla).get(f"/coach/shifts/{shift_id}")
    assert "Tätä vuoroa ei voi enää tarjota" in page.text


def test_colleagues_clients_are_only_counted(world, browse):
    page = browse(world.celia).get(f"/coach/shifts/{world.shift()}")
    assert "Kalle" not in page.text
    assert "Vuoro sopii heistä 2 asiakkaalle." in page.text


def test_a_colleagues_client_cannot_be_asked(world, browse):
    shift_id = world.shift()
    data = {"client": str(world.kalle.client_id)}
    browse(world.celia).post(f"/coach/shifts/{shift_id}/offers", data, status=404)
    browse(world.cleo).post(f"/coach/shifts/{shift_id}/offers", data, status=404)
    assert world.count(Offer) == 0


def test_without_a_coach_to_go_along_the_one_reason_is_told(world, browse):
    needy = world.client("Kirsti", support_need=SupportNeed.ALWAYS)
    shift_id = world.shift(day="la")
    world.free(needy, "la", "08:00", "16:00")
    page = browse(world.carla).get(f"/coach/shifts/{shift_id}")
    assert "Kukaan yksikön valmentajista ei pääse mukaan." in page.text
    assert "Asiakas haluaa valmentajan mukaan joka kerta." in page.text
    assert world.get(Shift, shift_id).taken == 0
