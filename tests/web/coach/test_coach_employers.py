"""Workplaces on the coach's pages: one press for a visit, what is missing said at its place."""

from __future__ import annotations

from datetime import timedelta

from app.domain.employers import IdeaStage
from app.store.models.employers import Employer, EmployerContact, EmployerPromise, WorkIdea
from tests.employers import visit, workplace


def adding(page):
    """The form by which a workplace is added; the other one searches."""
    return next(
        one for one in page.forms if one.method == "post" and one.action.endswith("/employers")
    )


def test_an_empty_list_says_what_to_do_and_keeps_a_new_workplace(world, browse):
    browser = browse(world.carla)
    page = browser.get("/coach/employers")
    assert "Listalla ei ole vielä työpaikkoja." in page.text
    wrong = browser.submit(adding(page), area="Kallio", status=422)
    assert "Tämä kohta puuttuu." in wrong.text
    assert 'value="Kallio"' in wrong.html
    browser.submit(adding(page), name="Kahvila Kulma")
    assert "Kahvila Kulma" in browser.get("/coach/employers").links


def test_the_same_name_again_is_said_at_its_field(world, browse):
    workplace(world, world.carla, "Kahvila Kulma")
    browser = browse(world.celia)
    form = adding(browser.get("/coach/employers"))
    page = browser.submit(form, name="Kahvila Kulma", status=422)
    assert "Tämä työpaikka on jo listalla." in page.text


def test_a_search_that_finds_nothing_says_so(world, browse):
    workplace(world, world.carla, "Kahvila Kulma")
    browser = browse(world.carla)
    assert "Kahvila Kulma" in browser.get("/coach/employers?q=kulma").links
    assert "Haku ei löytänyt työpaikkaa." in browser.get("/coach/employers?q=zzz").text


def test_a_visit_is_one_press_and_counts_once(world, browse):
    place = workplace(world, world.carla)
    browser = browse(world.carla)
    form = browser.get(f"/coach/employers/{place}").form("/visited")
    for _time in range(2):
        browser.submit(form)
    assert world.count(EmployerContact) == 1
    assert "Kasvokkain" in browser.get(f"/coach/employers/{place}").text


def test_a_contact_is_written_with_all_that_was_learned(world, browse):
    place = workplace(world, world.carla)
    browser = browse(world.carla)
    form = browser.get(f"/coach/employers/{place}/contacts/new").form("/contacts/new")
    page = browser.submit(form, learned="Aamut ovat kiireisiä", wish="garden", status=422)
    assert "Valitse ensin, kenen toivetta tämä seuraa." in page.text
    assert "Aamut ovat kiireisiä" in page.html
    browser.submit(
        form, learned="Aamut ovat kiireisiä", wish="garden", clients=str(world.kalle.client_id)
    )
    text = browser.get(f"/coach/employers/{place}").text
    assert "Aamut ovat kiireisiä" in text
    assert "Kalle (toive: piha" in text
    others = browse(world.celia).get(f"/coach/employers/{place}").text
    assert "Kalle" not in others
    assert "1 kollegan asiakas" in others


def test_a_contact_is_mended_on_a_page_of_its_own(world, browse):
    place = workplace(world, world.carla)
    contact_id = visit(world, world.carla, place, learned="Etsivät")
    browser = browse(world.carla)
    form = browser.get(f"/coach/employer-contacts/{contact_id}").form(str(contact_id))
    browser.submit(form, learned="Etsivät aamuapua")
    page = browser.get(f"/coach/employers/{place}")
    assert "Etsivät aamuapua" in page.text
    browser.submit(page.form("/take-back"))
    assert world.count(EmployerContact) == 0


def test_a_promise_is_made_and_kept(world, browse):
    place = workplace(world, world.carla)
    browser = browse(world.carla)
    page = browser.get(f"/coach/employers/{place}")
    assert "Avoimia lupauksia ei ole." in page.text
    assert "Tämä kohta puuttuu." in browser.submit(page.form("/promises"), status=422).text
    browser.submit(page.form("/promises"), words="Soitan palkkatuesta")
    promise_id = world.all(EmployerPromise)[0].id
    world.pass_time(days=1)
    page = browser.get(f"/coach/employers/{place}")
    assert "myöhässä" in page.text
    browser.submit(page.form(f"/employer-promises/{promise_id}"))
    assert "pidetty" in browser.get(f"/coach/employers/{place}").text


def test_the_next_visit_and_the_facts_are_set_on_the_card(world, browse):
    place = workplace(world, world.carla)
    browser = browse(world.carla)
    page = browser.get(f"/coach/employers/{place}")
    day = world.today + timedelta(days=1)
    browser.submit(page.form("/visit"), next_on=day.isoformat())
    assert world.get(Employer, place).next_on == day
    browser.submit(page.form("/about"), area="Arabia")
    assert "Joku toinen muutti tätä juuri äsken." in browser.get("/coach/employers").all_text
    page = browser.get(f"/coach/employers/{place}")
    browser.submit(page.form("/about"), area="Arabia")
    assert world.get(Employer, place).area == "Arabia"


def test_an_idea_goes_on_by_buttons(world, browse):
    place = workplace(world, world.carla)
    browser = browse(world.carla)
    page = browser.get(f"/coach/employers/{place}")
    browser.submit(page.form("/ideas"), work="Pöytien pyyhkiminen")
    idea = world.all(WorkIdea)[0]
    browser.post(f"/coach/work-ideas/{idea.id}", data={"stage": "talked"}, status=303)
    assert world.get(WorkIdea, idea.id).stage is IdeaStage.TALKED
    browser.post(f"/coach/work-ideas/{idea.id}", data={"stage": "never"}, status=400)


def test_an_orderers_card_tells_its_orders_and_how_it_answers(world, browse):
    world.open_task(title="Pyykin viikkaus")
    browser = browse(world.carla)
    page = browser.get("/coach/employers")
    form = next(form for form in page.forms if str(world.oona.organisation_id) in form.action)
    card = browser.follow(browser.submit(form))
    assert "Pyykin viikkaus" in card.text
    assert "Kysytty vasta vähän." in card.text
