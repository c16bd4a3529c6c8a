"""Takes the pictures of docs/screenshots/ on a demo of its own: `python dev.py shots`.

With `--instance FOLDER` it uses a demo that is built already, with names it takes only those.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import Clock
from app.domain.calendar import local_day, local_time
from tests.e2e.chromium import chromium
from tests.e2e.crawl import kind_of, links_of
from tests.e2e.palette import shrink
from tests.e2e.site import ROOT, LiveSite, live_site
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = (390, 1280)
TALLEST = 2000
SMALLEST = {390: 844, 1280: 800}
SATURDAY, OPENS, CLOSES = 5, time(8), time(15)


@dataclass(frozen=True)
class Shot:
    """A page to take: who looks, where it starts, and by which kinds of links it goes on."""

    name: str
    role: str
    title: str
    path: str = ""
    then: tuple[str, ...] = ()
    press: str = ""


SHOTS = (
    Shot("start", "", "The front page of the demo: whom one wants to be", "/"),
    Shot("orderer", "orderer", "The orderer's home"),
    Shot("orderer-form", "orderer", "Ordering somebody", "/orderer/tasks/new"),
    Shot("orderer-task", "orderer", "An order and how far it has come",
         "/orderer/tasks?show=searching", ("/orderer/tasks/*",)),
    Shot("dispatcher", "dispatcher", "The dispatcher's inbox"),
    Shot("dispatcher-task", "dispatcher", "Screening an order", "/dispatch/",
         ("/dispatch/tasks/*",)),
    Shot("dispatcher-board", "dispatcher", "The week's board", "/dispatch/board"),
    Shot("coach", "coach", "The coach's week"),
    Shot("coach-match", "coach", "Who fits a shift, and why", "/coach/tasks",
         ("/coach/shifts/*",)),
    Shot("coach-client", "coach", "A client's card", "/coach/clients?show=working",
         ("/coach/clients/*",)),
    Shot("coach-note", "coach", "A support note in seconds", "/coach/clients?show=working",
         ("/coach/clients/*/notes/new",)),
    Shot("client", "client", "The client's home"),
    Shot("client-offer", "client", "An offer", press="Katson"),
    Shot("client-week", "client", "The client's week", "/client/week"),
    Shot("client-me", "client", "The client's own things", "/client/me"),
    Shot("client-told", "client", "What a workplace may know", "/client/told/all"),
    Shot("client-passport", "client", "The work passport", "/client/passport"),
    Shot("client-passport-print", "client", "The work passport on paper",
         "/client/passport/print"),
    Shot("client-link", "", "An offer by the link of a message, without signing in",
         "/demo/mailbox?to=client", ("/message/*",)),
    Shot("client-doing", "client", "How the client is doing", "/client/how-are-you"),
    Shot("administrator", "administrator", "The administrator's imports"),
    Shot("auditor", "auditor", "The trail"),
    Shot("mailbox", "coach", "The demo's mailbox", "/demo/mailbox"),
)  # fmt: skip


def go(visitor: Visitor, shot: Shot) -> None:
    """Stand on the page of this picture."""
    if shot.path:
        visitor.page.goto(shot.path)
    for kind in shot.then:
        visitor.page.goto(next(link for link in links_of(visitor) if kind_of(link) == kind))
    if shot.press:
        with visitor.page.expect_navigation():
            visitor.main.get_by_role("button", name=shot.press).first.click()


def take(browser: Browser, visitor: Visitor, file: Path) -> None:
    """The page from its head, as high as it is and no higher than a reader looks."""
    page, width = visitor.page, visitor.manner.width
    page.evaluate("document.fonts.ready")
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    height = min(max(height, SMALLEST[width]), TALLEST)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("scrollTo(0, 0)")
    file.write_bytes(shrink(browser, page.screenshot(animations="disabled", caret="hide")))
    page.set_viewport_size({"width": width, "height": SMALLEST[width]})


def take_all(browser: Browser, site: LiveSite, only: list[str]) -> Iterator[Path]:
    for width in WIDTHS:
        for shot in SHOTS:
            if only and shot.name not in only:
                continue
            visitor = Visitor(browser, site, Manner(width), shot.role or "nobody")
            with closing(visitor.context):
                visitor.enter(shot.role)
                go(visitor, shot)
                file = FOLDER / f"{shot.name}-{width}.png"
                take(browser, visitor, file)
                yield file


def index() -> str:
    """The page that shows them all."""
    lines = ["# The pages in pictures", ""]
    lines += ["Taken by `python3 dev.py shots` from the demo, on a phone and on a desk.", ""]
    for shot in SHOTS:
        pictures = " ".join(
            f"![{shot.title}, {width} px]({shot.name}-{width}.png)" for width in WIDTHS
        )
        lines += [f"## {shot.title}", "", pictures, ""]
    return "\n".join(lines)


def working_morning(now: datetime) -> str:
    """When the pictures are taken, by the clock of the wall: on a working day, at work."""
    day, clock = local_day(now), local_time(now)
    if day.weekday() < SATURDAY and OPENS <= clock < CLOSES:
        return f"{day}T{clock:%H:%M}"
    later = [day + timedelta(days=n) for n in range(4)]
    following = [one for one in later if one.weekday() < SATURDAY and (one > day or clock < OPENS)]
    return f"{following[0]}T{OPENS:%H:%M}"


def prepared(folder: Path, built: Path | None) -> Path:
    """A demo in this folder, a copy of the one that is built or a new one."""
    if built:
        shutil.copytree(built, folder)
    else:
        sys.stdout.write("Building a demo; that takes a minute or two\n")
        folder.mkdir()
        LiveSite(folder, 0).run("flask", "--app", "wsgi", "prepare")
    clock = f"--clock={working_morning(Clock().utcnow())}"
    LiveSite(folder, 0).run("tests.e2e.stage", clock, "--clock-only")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py shots")
    parser.add_argument("--instance", type=Path, help="a demo that is built already")
    parser.add_argument("names", nargs="*", help="only these")
    wishes = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jc-shots-") as made:
        folder = prepared(Path(made) / "instance", wishes.instance)
        with live_site(folder) as site, chromium() as browser:
            for file in take_all(browser, site, wishes.names):
                sys.stdout.write(f"{file.relative_to(ROOT)} {file.stat().st_size // 1024} kB\n")
                sys.stdout.flush()
    names = {f"{shot.name}-{width}.png" for shot in SHOTS for width in WIDTHS}
    for file in FOLDER.glob("*.png"):
        if file.name not in names:
            file.unlink()
    (FOLDER / "README.md").write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    main()
