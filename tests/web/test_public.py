"""Front page, statements, feedback, health: what everybody may open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import create_app
from app.store.models.trail import OutboxMessage
from app.web.public.pages import CHECKED_ON

PAGES = (
    "/", "/sign-in", "/sign-in/orderer", "/sign-in/orderer/sent", "/sign-in/client", "/k", "/pair",
    "/link/none", "/help", "/accessibility", "/privacy", "/suggestions", "/credits", "/feedback",
    "/feedback/thanks", "/styleguide", "/demo/mailbox",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_anybody_may_open_it(browse, path):
    assert browse().get(path).h1


@pytest.mark.parametrize("code", ["fi", "fi-selko", "sv", "en"])
def test_the_language_stays_chosen_and_leads_back_to_the_page(browse, code):
    browser = browse()
    came = {"Referer": "http://localhost/accessibility?x=1"}
    answer = browser.post("/language", {"language": code}, headers=came)
    assert answer.location == "/accessibility"
    assert browser.get("/accessibility").tree.get("lang") == code[:2]


@pytest.mark.parametrize("referrer", ["https://evil.example/accessibility", "", "http://localhost"])
def test_the_language_never_leads_away(browse, referrer):
    answer = browse().post("/language", {"language": "sv"}, headers={"Referer": referrer})
    assert answer.location == "/"


def test_a_language_that_is_not_ours_is_refused(browse):
    browse().post("/language", {"language": "xx"}, status=400)


def test_the_accessibility_statement_has_its_parts_and_a_date(world, browse):
    page = browse().get("/accessibility")
    for part in ("WCAG 2.2", "14 päivässä", "Valvonta", "306/2019", "laadittu"):
        assert part in page.text
    assert "/feedback" in page.links.values()
    assert date(2026, 1, 1) < CHECKED_ON
    assert world.today - CHECKED_ON < timedelta(days=365)


def test_who_sees_my_data_is_said_in_five_short_sentences(browse):
    page = browse().get("/privacy")
    items = page.find("ul", class_="plain-list")[0]
    sentences = ["".join(node.itertext()) for node in items.iter("li")]
    assert len(sentences) <= 5
    assert all(len(text.split()) <= 12 for text in sentences)


def test_every_page_leads_to_privacy_statement_feedback_and_credits(browse):
    links = set(browse().get("/sign-in").links.values())
    assert {"/privacy", "/accessibility", "/feedback", "/credits"} <= links


def test_feedback_goes_to_the_services_own_mailbox(world, browse):
    browser = browse()
    form = browser.get("/feedback").form("/feedback")
    browser.submit(form, text="", status=422)
    thanks = browser.submit(form, text="Hyvä <b>palvelu</b>\r\nBcc: x", contact="040 1")
    assert browser.follow(thanks).h1 == "Kiitos palautteesta"
    letter = world.all(OutboxMessage)[0]
    assert letter.template == "feedback"
    assert "Hyvä <b>" in (letter.facts or "")
    assert letter.user_id is None


def test_feedback_cannot_flood_the_mailbox(browse):
    browser = browse()
    for n in range(6):
        browser.post("/feedback", {"text": f"viesti {n}"}, status=303 if n < 5 else 429)


def test_health_says_ok_and_nothing_more(browse):
    page = browse().get("/health")
    assert page.body == b"ok"


def test_reports_of_browsers_are_taken_but_not_without_end(browse):
    browser = browse()
    report = {"csp-report": {"violated-directive": "script-src", "blocked-uri": "http://x/y"}}
    for n in range(11):
        browser.client.environ_base["HTTP_USER_AGENT"] = "x"
        answer = browser.client.post("/csp", json=report)
        assert answer.status_code == (204 if n < 10 else 429)


def test_a_report_that_is_no_report_does_no_harm(browse):
    for body in (b"", b"[]", b"{", b'{"csp-report": 1}', b"[1]", b"null", b"\xff"):
        answer = browse().client.post("/csp", data=body, content_type="application/csp-report")
        assert answer.status_code == 204


def test_in_production_the_front_page_asks_who_you_are_and_has_no_demo(world):
    settings = world.app.extensions["jobcenter_settings"]
    settings = replace(settings, app_env="production", public_url="https://jobcenter.example")
    client = create_app(settings).test_client()
    front = client.get("/").get_data(as_text=True)
    assert "Olen asiakas" in front
    assert "Olen tilaaja" in front
    assert "Olen työntekijä" in front
    for path in ("/demo/mailbox", "/styleguide"):
        assert client.get(path).status_code == 404
    for path in ("/demo/sign-in/coach", "/demo/clock/hour"):
        assert client.post(path).status_code in {400, 404}
