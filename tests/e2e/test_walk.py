"""Steps 1 to 7 by seven people in a real browser, on a database made of five imported files.

Each page that opens is looked at: no error in the console, no sideways scrolling, one h1, and with
JavaScript no violation of axe's rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import FULL
from tests.e2e.site import live_site, stage
from tests.e2e.visitor import Manner
from tests.e2e.walk import Walk

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.e2e.site import LiveSite
    from tests.postgres import PostgresServer

pytestmark = pytest.mark.browser

ALWAYS = [Manner(390), Manner(1280, javascript=False)]
AT_LENGTH = [
    Manner(1280), Manner(390, javascript=False), Manner(320),
    *(Manner(390, language=language) for language in ("fi-selko", "sv", "en")),
]  # fmt: skip
FEWEST_PAGES = 80


def walk_all(chrome: Browser, site: LiveSite, manner: Manner) -> None:
    walk = Walk(chrome, site, manner)
    try:
        walk.all_of_it()
    except Exception as error:
        # What the site itself said, which a browser does not see.
        error.add_note(f"{walk.pages_seen} pages were seen. The site:\n{site.said('site')}")
        raise
    finally:
        walk.close()
    assert walk.pages_seen >= FEWEST_PAGES


@pytest.mark.slow
@pytest.mark.parametrize("manner", [*ALWAYS, *(AT_LENGTH if FULL else [])], ids=str)
def test_the_whole_job(chrome: Browser, site: LiveSite, manner: Manner) -> None:
    walk_all(chrome, site, manner)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.skipif(not FULL, reason="on PostgreSQL only in the long gate: dev.py full")
def test_the_whole_job_on_postgresql(
    chrome: Browser, server: PostgresServer, tmp_path: Path
) -> None:
    server.drop("walk")
    extra = {"DATABASE_URL": server.create("walk")}
    folder = stage(tmp_path / "instance", extra=extra)
    with live_site(folder, extra) as site:
        walk_all(chrome, site, Manner())
    server.drop("walk")
