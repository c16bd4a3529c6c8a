"""Pages go over the wire packed, but never for a foreign site, and no two with the same token."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest
import time_machine

from app.web.shared.compress import packed

ASKS = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def client(app):
    return app.test_client()


def test_a_page_is_packed_for_who_understands_it(client):
    plain, answer = client.get("/"), client.get("/", headers=ASKS)
    assert "Content-Encoding" not in plain.headers
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(plain.data) / 2
    assert b"</html>" in gzip.decompress(answer.data)


def test_a_file_is_packed_and_still_known_by_its_mark(client):
    answer = client.get("/static/app.css", headers=ASKS)
    with client.get("/static/app.css") as plain:
        assert gzip.decompress(answer.data) == plain.data
    known = {"If-None-Match": answer.headers["ETag"]}
    with client.get("/static/app.css", headers=ASKS | known) as again:
        assert again.status_code == 304


def test_pictures_and_short_answers_stay_as_they_are(client):
    for path in ("/static/icons/mark-192.png", "/static/mark.svg", "/health"):
        with client.get(path, headers=ASKS) as answer:
            assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("site_word", ["cross-site", "same-site"])
def test_nothing_is_packed_that_a_foreign_site_asks_for(client, site_word):
    answer = client.get("/", headers=ASKS | {"Sec-Fetch-Site": site_word})
    assert "Content-Encoding" not in answer.headers


def test_the_length_of_a_page_is_blurred():
    body = b"the same page " * 200
    assert len({len(packed(body)) for _try in range(40)}) > 5
    assert all(gzip.decompress(packed(body)) == body for _try in range(40))


def test_a_forms_token_is_another_each_second(client):
    tokens = set()
    with time_machine.travel("2026-11-23T07:00:00Z", tick=False) as clock:
        for _try in range(3):
            page = client.get("/feedback").get_data(as_text=True)
            tokens |= set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
            clock.shift(timedelta(seconds=1))
    assert len(tokens) == 3
