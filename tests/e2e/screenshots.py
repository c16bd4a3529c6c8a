"""The pictures of docs/screenshots/: the main pages of each role, on the demo's Wednesday."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask_migrate import upgrade

from app.cli.demo.command import SEED, build
from app.config import ROOT
from app.store import demo
from app.store.db import db
from app.store.transaction import unit_of_work
from tests.databases import KEYS, build_site, settings_for
from tests.demo_site import NOW
from tests.e2e.chromium import chromium
from tests.e2e.site import live_site
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e.site import LiveSite

FOLDER = ROOT / "docs" / "screenshots"
TALLEST = 2000
# Name of the picture, the demo's key, and what to open: an address or a link to follow after it.
PAGES: tuple[tuple[str, str, str, str], ...] = (
    ("start", "", "/", ""),
    ("orderer", "orderer", "/orderer/", ""),
    ("orderer-order", "orderer", "/orderer/tasks/new", ""),
    ("orderer-hours", "orderer", "/orderer/hours", ""),
    ("dispatcher", "dispatcher", "/dispatch/", ""),
    ("dispatcher-board", "dispatcher", "/dispatch/board", ""),
    ("coach", "coach", "/coach/", ""),
    ("coach-match", "coach", "/coach/tasks", "main a[href*='/coach/shifts/']"),
    ("coach-client", "coach", "/coach/clients", "main a[href*='/coach/clients/']"),
    ("client", "client", "/client/", ""),
    ("client-week", "client", "/client/week", ""),
    ("client-offer", "client_other", "/client/", "form[action$='/open'] button"),
    ("administrator", "administrator", "/imports/", ""),
    ("auditor", "auditor", "/audit/events", ""),
)


def make_demo(folder: Path) -> None:
    """The demo as it stands on Wednesday morning, its clock moved there."""
    KEYS.save(folder / "keys.json")
    app = build_site(settings_for(f"sqlite:///{folder / 'jobcenter.sqlite'}", folder))
    with app.app_context():
        upgrade()
        demo.hurry()
        build(SEED, NOW)
        with unit_of_work():
            demo.move_clock(int((NOW - datetime.now(UTC)).total_seconds()))  # noqa: TID251
        db.session.remove()
        db.engine.dispose()


def take(browser: Browser, site: LiveSite, width: int) -> None:
    for name, key, address, link in PAGES:
        visitor = Visitor(browser, site, Manner(width), name)
        page = visitor.page
        if key:
            page.goto("/")
            page.locator(f"main form[action='/demo/sign-in/{key}'] button").first.click()
        page.goto(address)
        if link and page.locator(link).count():
            page.locator(link).first.click()
            page.wait_for_load_state()
        # The bar at the bottom of a client's page belongs at the bottom of the picture.
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=FOLDER / f"{name}-{width}.png")
        visitor.context.close()


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        if not (folder / "jobcenter.sqlite").exists():
            make_demo(folder)
        with live_site(folder) as site, chromium() as browser:
            for width in (390, 1280):
                take(browser, site, width)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
