"""Every answer carries the same headers, whatever it is. The sweep looks at the usual ones; here
are the rest: static files, unchanged ones, too large, too many, broken, over https. Source: trust
6.1, G-08.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.store.db import db
from tests.databases import settings_for
from tests.page_lint import lint_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.access.stage import Stage

EXACT = {
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), "
    "browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
HTTPS = "https://localhost"
ALWAYS_HTTPS = "max-age=31536000; includeSubDomains"


@pytest.fixture
def send(stage: Stage) -> Iterator[Callable[..., TestResponse]]:
    """Send a request as nobody; what it changed is undone."""

    def request(path: str, method: str = "GET", **options: Any) -> TestResponse:
        with stage.app.app_context():
            response = stage.client.open(path, method=method, **options)
        response.get_data()
        response.close()
        return response

    yield request
    stage.restore()


def check(response: TestResponse, status: int) -> TestResponse:
    """The answer, when its status and all its headers are right."""
    assert response.status_code == status
    assert lint_headers(response.headers, response.headers.getlist("Set-Cookie")) == []
    assert {name: response.headers.get(name) for name in EXACT} == EXACT
    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers
    return response


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sign-in", 200), ("HEAD", "/sign-in", 200), ("OPTIONS", "/sign-in", 200),
        ("GET", "/health", 200), ("GET", "/coach/", 303), ("OPTIONS", "/coach/", 401),
        ("GET", "/nowhere", 404), ("GET", "/coach/nowhere", 404), ("GET", "/static/none.css", 404),
        ("GET", "/%00", 404), ("PUT", "/sign-in", 405), ("TRACE", "/sign-in", 405),
        ("PROPFIND", "/", 405), ("POST", "/sign-in", 400), ("GET", "/help/", 404),
    ],
)  # fmt: skip
def test_pages_and_refusals_carry_the_headers(
    send: Callable[..., TestResponse], method: str, path: str, status: int
) -> None:
    check(send(path, method), status)


def test_a_page_is_never_kept_by_a_browser(send: Callable[..., TestResponse]) -> None:
    assert check(send("/sign-in"), 200).headers["Cache-Control"] == "no-store"


def test_only_open_work_is_kept_by_caches_and_only_of_nobody(served: Flask) -> None:
    nobody = FlaskClient(served, served.response_class)
    looked = [
        rule.rule for rule in served.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint != "static"
    ]  # fmt: skip
    cached = {path: nobody.get(path, base_url=HTTPS).headers["Cache-Control"] for path in looked}
    kept = {path for path, rule in cached.items() if rule != "no-store"}
    # The pages before have left a form's cookie behind: what carries one is nobody's any more.
    assert kept == set()
    nobody = FlaskClient(served, served.response_class)
    for path in ("/open-work", "/open-work?lang=sv", "/sitemap.xml", "/robots.txt"):
        answer = check(nobody.get(path, base_url=HTTPS), 200)
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in answer.headers
        known = {"If-None-Match": answer.headers["ETag"]}
        check(nobody.get(path, base_url=HTTPS, headers=known), 304)


def test_open_work_is_not_kept_of_somebody(stage: Stage) -> None:
    assert stage.ask("CO", "GET", "/open-work").headers["Cache-Control"] == "no-store"


def test_an_asset_named_by_its_content_is_kept_for_ever(send: Callable[..., TestResponse]) -> None:
    hashed = check(send("/static/app.css?v=1"), 200)
    assert hashed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert check(send("/static/app.css"), 200).headers["Cache-Control"] == "no-store"


def test_an_unchanged_file_carries_the_headers_too(send: Callable[..., TestResponse]) -> None:
    known = send("/static/app.css").headers["ETag"]
    check(send("/static/app.css", headers={"If-None-Match": known}), 304)


def test_an_act_from_another_site_is_refused_with_the_headers(
    send: Callable[..., TestResponse],
) -> None:
    check(send("/csp", "POST", headers={"Origin": "https://evil.example"}), 403)


def test_a_body_that_is_too_large_is_refused_with_the_headers(
    send: Callable[..., TestResponse],
) -> None:
    check(send("/feedback", "POST", data={"text": "x" * 1_100_000}), 413)
    check(send("/imports/clients/", "POST", data=b"x" * 1_100_000), 413)


def test_too_many_tries_are_refused_with_the_headers(send: Callable[..., TestResponse]) -> None:
    answers = [send("/csp", "POST", data=b"{}") for _ in range(11)]
    assert check(answers[-1], 429).headers["Retry-After"]


def test_over_https_the_browser_is_told_to_stay_there(send: Callable[..., TestResponse]) -> None:
    secure = check(send("/sign-in", base_url="https://localhost"), 200)
    assert secure.headers["Strict-Transport-Security"] == ALWAYS_HTTPS
    assert "Strict-Transport-Security" not in check(send("/sign-in"), 200).headers


def test_signing_out_tells_the_browser_to_forget(stage: Stage) -> None:
    answer = stage.ask("CO", "POST", "/sign-out")
    stage.restore()
    assert (answer.status, answer.faults) == (303, [])
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.fixture
def served(stage: Stage, tmp_path: Path) -> Iterator[Flask]:
    """The site as it is in production, without the demo's bar and its forms."""
    settings = settings_for(
        stage.site.tables.url, tmp_path, app_env="production", public_url=HTTPS,
    )  # fmt: skip
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def broken_app(stage: Stage, tmp_path: Path) -> Iterator[Flask]:
    """A site as it is served, known by one name only, with a page that breaks."""
    url = stage.site.tables.url
    app = create_app(settings_for(url, tmp_path, trusted_hosts=("localhost",)))
    app.add_url_rule("/broken", "public.broken", lambda: str(1 // 0))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_page_that_breaks_carries_the_headers_and_tells_nothing(broken_app: Flask) -> None:
    response = check(FlaskClient(broken_app, broken_app.response_class).get("/broken"), 500)
    assert "ZeroDivisionError" not in response.text


def test_another_host_name_is_refused_with_the_headers(broken_app: Flask) -> None:
    client = FlaskClient(broken_app, broken_app.response_class)
    response = check(client.get("/sign-in", base_url="http://evil.example"), 400)
    assert "evil.example" not in response.text
