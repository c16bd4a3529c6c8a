"""Open pages of orders: only what the orderer allowed, as people and as search engines read it."""

from __future__ import annotations

import json
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from app.domain.lifecycle import TaskState
from app.domain.public_tasks import PublicFact
from app.domain.vocabulary import PlaceKind
from app.services import public_tasks, tasks
from app.store.models.people import Site
from app.store.models.public import PublicTask
from app.store.models.work import Shift, Task

# What Google Search requires of a JobPosting, and what it recommends that we can say.
REQUIRED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}
RECOMMENDED = {"validThrough", "employmentType", "identifier", "directApply", "baseSalary"}
ALL = list(PublicFact)


@pytest.fixture
def opened(world):
    """An open order of Oona's with three times, and its open page with these facts."""
    task = world.open_task(times=3, weeks=1, title="Apua keittiöön", description="Tiskaat astiat.")

    def publish(*facts):
        now = world.now
        return task, public_tasks.publish_task(world.oona, task.id, "Kallio", facts, now=now)

    return publish


def posting(page):
    blocks = page.find("script", type="application/ld+json")
    return json.loads(blocks[0].text or "") if blocks else None


def test_no_order_has_an_open_page_unless_its_orderer_says_so(world, browse):
    task = world.open_task(weeks=1)
    browse().get(f"/open-work/{task.id}", status=404)
    assert "Apua keittiöön" not in browse().get("/open-work").text
    form = browse(world.oona).get(f"/orderer/tasks/{task.id}/open-page").form("open-page")
    assert "facts" not in form.values
    assert form.values["place"] == "Sörnäinen"


def test_the_orderer_looks_publishes_and_takes_away(world, browse):
    task, oona = world.open_task(weeks=1), browse(world.oona)
    path = f"/orderer/tasks/{task.id}/open-page"
    chosen = {"place": "Kallio", "facts": ["pay"]}
    looked = oona.post(path, chosen | {"act": "preview"}, status=200)
    assert "12,50 euroa" in looked.text
    assert world.count(PublicTask) == 0
    shown = oona.follow(oona.post(path, chosen | {"act": "publish"}))
    address = shown.links["Katso sivua"]
    assert "12,50 euroa" in browse().get(address).text
    oona.post(f"{path}/end")
    assert "ei enää haeta" in browse().get(address, status=410).h1
    oona.post(path, {"place": " ", "act": "publish"}, status=422)


def test_a_page_tells_what_is_allowed_and_nothing_else(opened, world, browse):
    task, page_id = opened()
    world.change(Site, world.get(Task, task.id).site_id, area="Hämeentie 12", door="Takaovi")
    page = browse().get(f"/open-work/{page_id}")
    assert (page.h1, "Kallio" in page.text) == ("Apua keittiöön", True)
    hidden = ("12,50", "Tiskaat", "Palvelutalo", "Pirjo", "09 222", "Hämeentie", "Takaovi", "Oona")
    assert [text for text in (*hidden, str(task.id)) if text in page.html] == []
    found = posting(page)
    assert found["hiringOrganization"]["name"] == "Jobcenter"
    assert "baseSalary" not in found
    opened(*ALL)
    page = browse().get(f"/open-work/{page_id}")
    assert [text for text in hidden[:3] if text not in page.text] == []
    assert [text for text in hidden[3:] if text in page.html] == []


def test_search_engines_find_what_they_require(opened, world, browse):
    task, page_id = opened(*ALL)
    found = posting(browse().get(f"/open-work/{page_id}?lang=sv"))
    assert found.keys() >= REQUIRED | RECOMMENDED
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "JobPosting")
    assert date.fromisoformat(found["datePosted"]) == world.today
    last = world.get(Shift, task.shift_ids[-1])
    ends = datetime.fromisoformat(found["validThrough"])
    assert (ends, ends.tzinfo is not None) == (last.starts_at, True)
    assert set(found["employmentType"]) <= {"FULL_TIME", "PART_TIME", "TEMPORARY", "PER_DIEM"}
    assert found["hiringOrganization"] == {"@type": "Organization", "name": "Palvelutalo Pihlaja"}
    place = found["jobLocation"]
    assert (place["@type"], place["address"]["@type"]) == ("Place", "PostalAddress")
    assert place["address"]["addressCountry"] == "FI"
    assert found["baseSalary"] == {
        "@type": "MonetaryAmount", "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "value": 12.5, "unitText": "HOUR"},
    }  # fmt: skip
    assert found["url"].endswith(f"/open-work/{page_id}")
    assert (found["totalJobOpenings"], found["directApply"]) == (3, False)
    assert found["industry"] == "Kök"


def test_work_from_home_says_where_its_worker_lives(opened, world, browse):
    task, page_id = opened()
    world.change(Task, task.id, place_kind=PlaceKind.REMOTE)
    found = posting(browse().get(f"/open-work/{page_id}"))
    assert found["jobLocationType"] == "TELECOMMUTE"
    assert found["applicantLocationRequirements"] == {"@type": "Country", "name": "FI"}
    assert "jobLocation" not in found


def test_nothing_in_an_order_ends_the_data_block(world, browse):
    bad = '</script><script src="x">\u2028'
    task = world.open_task(weeks=1, title=f"Apua {bad}", description=f"Tiskaat {bad}")
    page_id = public_tasks.publish_task(world.oona, task.id, f"Kallio {bad}", ALL, now=world.now)
    page = browse().get(f"/open-work/{page_id}")
    assert len(page.find("script", src="x")) == 0
    found = posting(page)
    assert found["title"] == f"Apua {bad}"
    assert found["jobLocation"]["address"]["addressLocality"] == f"Kallio {bad}".strip()
    assert "&lt;/script&gt;" in found["description"]


def test_a_page_goes_with_its_order(opened, world, browse):
    task, page_id = opened()
    path = f"/open-work/{page_id}"
    tasks.pause_task(world.oona, task.id, now=world.now)
    page = browse().get(path)
    assert posting(page) is None
    assert len(page.find("meta", name="robots")) == 1
    assert path not in browse().get("/open-work").links.values()
    tasks.resume_task(world.oona, task.id, now=world.now)
    assert path in browse().get("/open-work").links.values()
    tasks.cancel_task(world.oona, task.id, "Ei tarvita", now=world.now)
    browse().get(path, status=410)


def test_a_page_is_over_when_its_last_time_has_begun(opened, world, browse):
    task, page_id = opened()
    world.clock.at = world.get(Shift, task.shift_ids[-1]).starts_at
    browse().get(f"/open-work/{page_id}", status=410)


def test_times_with_no_free_place_are_not_told(opened, world, browse):
    task, page_id = opened()
    world.change(Shift, task.shift_ids[0], taken=1)
    assert posting(browse().get(f"/open-work/{page_id}"))["totalJobOpenings"] == 2
    for shift_id in task.shift_ids[1:]:
        world.change(Shift, shift_id, taken=1)
    page = browse().get(f"/open-work/{page_id}")
    assert "juuri nyt haeta" in page.text
    assert "kello" not in page.text


def test_whoever_is_interested_is_told_whom_to_call(opened, browse):
    _task, page_id = opened()
    page = browse().get(f"/open-work/{page_id}")
    assert "omalle valmentajallesi" in page.text
    assert "Kalasataman työtoiminta" in page.text
    assert [form for form in page.forms if "open-work" in form.action] == []


def test_the_address_chooses_the_language(opened, browse):
    _task, page_id = opened()
    nobody = browse()
    assert nobody.get("/open-work?lang=sv").find("html", lang="sv")
    assert nobody.get("/open-work?lang=fi-selko").find("html", lang="fi")
    nobody.get("/open-work?lang=de", status=404)
    page = nobody.get(f"/open-work/{page_id}")
    there = {one.get("hreflang"): one.get("href") for one in page.find("link", rel="alternate")}
    assert set(there) == {"x-default", "fi", "sv", "en"}
    assert there["sv"] == f"http://localhost/open-work/{page_id}?lang=sv"


def test_the_sitemap_lists_what_is_sought_and_robots_nothing_else(opened, world, browse):
    _task, page_id = opened()
    hidden = world.open_task(weeks=1)
    tree = ET.fromstring(browse().get("/sitemap.xml").body)
    found = {node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert f"http://localhost/open-work/{page_id}?lang=en" in found
    assert not any(str(hidden.id) in (one or "") for one in found)
    said = browse().get("/robots.txt").body.decode().splitlines()
    # A demo's work is not real, so nobody searches it.
    assert "Allow: /open-work" not in said
    assert "Sitemap: http://localhost/sitemap.xml" in said


def test_a_closed_order_gets_no_page(world, browse):
    task_id = world.task(state=TaskState.CLOSED)
    page = browse(world.oona).post(
        f"/orderer/tasks/{task_id}/open-page", {"place": "Kallio", "act": "publish"}
    )
    assert page.location == f"/orderer/tasks/{task_id}"
    assert world.count(PublicTask) == 0
