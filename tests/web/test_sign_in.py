"""The pages of signing in and out."""

from __future__ import annotations

import pytest

from app.store.models.people import User
from app.store.models.trail import Login
from tests.ways_in import PASSWORD, PIN, code_at, give_card, give_password, newest_path


def email_of(world, actor):
    return world.get(User, actor.user_id).email


def test_a_coach_signs_in_and_lands_on_the_page_she_wanted(world, browse):
    secret = give_password(world, world.carla)
    browser = browse()
    gate = browser.get("/coach/", status=303)
    page = browser.follow(gate)
    form = {"email": email_of(world, world.carla), "password": PASSWORD}
    step = browser.follow(browser.submit(page.form("/sign-in"), **form))
    assert step.h1 == "Anna kertakoodi"
    code = code_at(secret, world.now)
    home = browser.submit(step.form("/sign-in/code"), code=code)
    assert home.location == "/coach/"
    assert "Set-Cookie" in home.headers


def test_wrong_password_and_unknown_address_get_the_same_page(world, browse):
    give_password(world, world.carla)
    known = email_of(world, world.carla)
    pages = []
    for email in (known, "x" * (len(known) - 12) + "@example.org"):
        browser = browse()
        form = browser.get("/sign-in").form("/sign-in")
        page = browser.submit(form, email=email, password="väärä sana", status=422)
        pages.append(mask(page.html, email, page))
    assert pages[0] == pages[1]


def mask(html, email, page):
    """The page without what belongs to this one answer: the token and the address typed."""
    tokens = {node.get("value") for node in page.find("input", name="csrf_token")}
    for token in tokens:
        html = html.replace(token, "TOKEN")
    return html.replace(email, "MAIL")


def test_an_orderer_asks_for_a_link_and_presses_its_button(world, browse):
    browser = browse()
    form = browser.get("/sign-in/orderer").form("/sign-in/orderer")
    sent = browser.follow(browser.submit(form, email=email_of(world, world.oona)))
    assert sent.h1 == "Katso sähköpostisi"
    path = newest_path(world, "sign_in_link")
    page = browser.get(path)
    assert world.count(Login) == 0
    assert browser.submit(page.form(path)).location == "/orderer/"
    assert browser.get(path).h1 == "Linkki ei enää toimi"


def test_the_answer_is_the_same_for_an_address_nobody_has(world, browse):
    answers = []
    for email in (email_of(world, world.oona), "kuka@example.org"):
        browser = browse()
        form = browser.get("/sign-in/orderer").form("/sign-in/orderer")
        answers.append(browser.submit(form, email=email).location)
    assert answers[0] == answers[1]


def test_a_link_in_another_browser_opens_nothing(world, browse):
    asking, thief = browse(), browse()
    form = asking.get("/sign-in/orderer").form("/sign-in/orderer")
    asking.submit(form, email=email_of(world, world.oona))
    path = newest_path(world, "sign_in_link")
    page = thief.get(path)
    assert thief.submit(page.form(path), status=409).h1 == "Linkki ei enää toimi"
    assert world.count(Login) == 0


def test_a_fourth_letter_within_the_hour_waits(world, browse):
    browser = browse()
    for n in range(4):
        form = browser.get("/sign-in/orderer").form("/sign-in/orderer")
        page = browser.submit(form, email="kuka@example.org", status=303 if n < 3 else 429)
    assert 0 < int(page.headers["Retry-After"]) <= 3600


def test_a_client_comes_in_with_card_and_pin(world, browse):
    card = give_card(world, world.kalle)
    browser = browse()
    page = browser.get("/k")
    asked = browser.submit(page.form("/k"), card=card.number, status=422)
    assert asked.h1 == "Anna tunnusluku"
    wrong = browser.submit(asked.form("/k"), pin="9999", status=422)
    assert "Yritä rauhassa uudelleen" in wrong.text
    assert browser.submit(wrong.form("/k"), pin=PIN).location == "/client/"


def test_a_locked_card_shows_whom_to_call_and_no_blame(world, browse):
    card = give_card(world, world.kalle)
    browser = browse()
    for _n in range(5):
        browser.post("/k", {"card": card.token, "pin": "9999", "pin_kind": "digits"}, status=422)
    page = browser.post("/k", {"card": card.token, "pin": PIN}, status=409)
    assert page.h1 == "Kortti on lukossa"
    assert "Kalle" not in page.all_text
    assert any(href.startswith("tel:") for href in page.links.values())


def test_no_page_of_the_card_names_the_client(world, browse):
    card = give_card(world, world.kalle)
    browser = browse()
    for page in (
        browser.post("/k", {"card": card.token}, status=422),
        browser.post("/k", {"card": "tuntematon"}, status=422),
    ):
        assert "Kalle" not in page.html
        assert "Carla" not in page.html


def test_a_phone_is_paired_with_a_code_from_the_coach(world, browse):
    coach, phone = browse(world.carla), browse()
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    shown = coach.submit(coach.get(place).form("/phone"), status=200)
    code = next(node for node in shown.find("p", class_="lead-text"))
    typed = "".join("".join(code.itertext()).split())
    paired = phone.submit(phone.get("/pair").form("/pair"), code=typed)
    assert paired.location == "/client/"
    assert "Max-Age=7776000" in paired.headers["Set-Cookie"]
    world.pass_time(days=80)
    assert "Max-Age=7776000" in phone.get("/sign-ins").headers["Set-Cookie"]
    again = browse()
    assert again.submit(again.get("/pair").form("/pair"), code=typed, status=409).h1


def test_the_coach_prints_a_card_and_it_opens(world, browse):
    coach, tablet = browse(world.carla), browse()
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    chosen = coach.get(f"{place}/card")
    data = {"kind": "digits", "pin": "2580"}
    slip = coach.post(f"{place}/card", data, status=200)
    assert "Kalle" not in slip.all_text
    assert "/k" in slip.text
    number = slip.find("strong")[0].text
    asked = tablet.post("/k", {"card": number}, status=422)
    assert asked.h1 == "Anna tunnusluku"
    assert len(chosen.find("input", name="picture")) == 16
    assert coach.post(f"{place}/card", {"kind": "digits", "pin": "1234"}, status=422).h1


def test_together_with_the_coach_and_back_to_the_coach(world, browse):
    coach = browse(world.carla)
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    begun = coach.submit(coach.get(place).form("/together"))
    assert begun.location == "/client/"
    coach.get("/coach/", status=404)
    back = coach.post("/sign-out/together")
    assert back.location == place
    assert coach.get(place).h1.startswith("Kirjautuminen")


def test_strangers_and_colleagues_at_the_coachs_pages(world, browse):
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    browse(world.cleo).get(place, status=404)
    colleague = browse(world.celia)
    page = colleague.get(place)
    assert "Aloitamme yhdessä" not in page.text
    colleague.post(f"{place}/together", status=403)
    colleague.post(f"{place}/card", {"pin": "2580"}, status=403)
    browse().get(place, status=303)


def test_a_tablet_is_enrolled_and_then_the_card_is_enough(world, browse):
    card = give_card(world, world.kalle)
    tablet = browse(world.carla)
    tablet.post("/coach/tablet", {"label": "aula"})
    assert "aula (tämä laite)" in tablet.get("/coach/tablet").text
    tablet.post("/sign-out")
    assert tablet.post("/k", {"card": card.token}).location == "/client/"


def test_signing_out_kills_the_cookie_on_the_server_too(world, browse):
    browser = browse(world.carla)
    stolen = browser.client.get_cookie("__Host-s").value
    out = browser.post("/sign-out")
    assert '"storage"' in out.headers["Clear-Site-Data"]
    thief = browse()
    thief.client.set_cookie("__Host-s", stolen, domain="localhost", secure=True)
    thief.get("/coach/", status=303)


def test_signing_out_needs_a_form_of_ours(world, browse):
    browser = browse(world.carla)
    browser.post("/sign-out", csrf=False, status=400)
    browser.post("/sign-out", status=403, headers={"Origin": "https://evil.example"})
    browser.get("/sign-out", status=405)
    browser.get("/coach/tablet")


EVIL = (
    "//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "https:/evil",
    "/%2f%2fevil.example", "//evil.example/coach/", "/coach/@evil.example", "javascript:alert(1)",
    "/coach/\t//evil", "/no-such-page", "/sign-out", "/client/", "http:evil.example", "///evil",
    "/coach/?next=//evil", "", "coach/", " /coach/", "/./coach/", "/coach/../client/",
)  # fmt: skip


@pytest.mark.parametrize("wanted", EVIL)
def test_where_to_go_next_is_always_a_page_of_ones_own(world, browse, wanted):
    secret = give_password(world, world.carla)
    browser = browse()
    page = browser.get("/sign-in", query_string={"next": wanted})
    form = {"email": email_of(world, world.carla), "password": PASSWORD}
    step = browser.follow(browser.submit(page.form("/sign-in"), **form))
    home = browser.submit(step.form("/sign-in/code"), code=code_at(secret, world.now))
    assert home.location == "/coach/"


def test_staff_set_a_password_from_an_invitation(world, browse):
    from app.services import invites

    token = invites.add_administrator("paa@example.org", "Paavo", now=world.now)
    browser = browse()
    page = browser.get(f"/invite/{token}")
    secret = "".join(page.find("strong")[0].text.split())
    data = {"password": PASSWORD, "code": code_at(secret, world.now)}
    wrong = browser.submit(page.form(token), password="salasana", code="000000", status=422)
    assert wrong.h1 == "Tee kirjautumistapa"
    assert browser.submit(page.form(token), **data).location == "/imports/"
    assert browse().get(f"/invite/{token}", status=409).h1 == "Kutsu ei enää toimi"


def test_where_i_am_signed_in_and_out_of_everything(world, browse):
    browse().get("/sign-ins", status=303)
    desk, phone = browse(world.carla), browse(world.carla)
    page = desk.get("/sign-ins")
    assert page.text.count("Käytetty viimeksi") == 2
    assert page.text.count("Tämä laite") == 1
    desk.submit(page.form("/sign-out/everywhere"))
    phone.get("/coach/tablet", status=303)


def test_a_client_with_many_devices_sees_this_one_first_and_five_in_all(world, browse):
    phone, *_others = [browse(world.kalle) for _device in range(7)]
    page = phone.get("/sign-ins")
    assert page.text.count("Käytetty viimeksi") == 5
    assert "Lisäksi 2 muuta laitetta." in page.text
    assert page.text.index("Tämä laite") < page.text.index("Käytetty viimeksi")


def test_the_page_says_when_the_coach_sits_beside(world, browse):
    coach = browse(world.carla)
    coach.post(f"/coach/clients/{world.kalle.client_id}/sign-in/together")
    page = coach.get("/sign-ins")
    assert "Valmentajasi on vieressä" in page.all_text
    assert coach.post("/sign-out").location.startswith("/coach/clients/")
