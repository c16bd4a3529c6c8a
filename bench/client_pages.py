"""What a client's pages weigh over the wire, and when an offer can be answered on a slow phone.

    python dev.py bench client_pages [--instance FOLDER]

A real browser with an empty cache opens each kind of page that the demo's client can reach. What
travels is counted, packed: HTML with style sheets and scripts, at most 60 kB a page; pictures and
fonts beside it. The slow phone is the same browser four times slower on a line of 400 kbit/s and
150 ms: an offer can be answered when the page is parsed and its scripts have run, at most three
seconds after it was asked. The pace of the machine is in it, so measure on a quiet one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.e2e.chromium import chromium
from tests.e2e.crawl import kind_of, links_of
from tests.e2e.screenshots import prepared
from tests.e2e.site import live_site
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.e2e.site import LiveSite

MOST_KB, MOST_SECONDS, TRIES, MOST_PAGES = 60, 3.0, 5, 40
WORDS_AND_FORM = {"Document", "Stylesheet", "Script"}
SLOWER, BYTES_PER_SECOND, LATENCY_MS = 4, 400_000 / 8, 150
WHEN = """() => { const [page] = performance.getEntriesByType("navigation");
  return [page.domContentLoadedEventEnd / 1000, page.loadEventEnd / 1000]; }"""


class Scales:
    """What a visitor's browser takes in, by kind of thing; each page as if it was the first."""

    def __init__(self, visitor: Visitor) -> None:
        self.link = visitor.context.new_cdp_session(visitor.page)
        self.link.send("Network.enable")
        self.link.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.link.on("Network.responseReceived", self._note_kind)
        self.link.on("Network.loadingFinished", self._note_size)
        self.kinds: dict[str, str] = {}
        self.bytes: dict[str, float] = {}

    def _note_kind(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _note_size(self, event: dict[str, Any]) -> None:
        kind = self.kinds.get(event["requestId"], "Other")
        self.bytes[kind] = self.bytes.get(kind, 0) + event["encodedDataLength"]

    def weigh(self, visitor: Visitor, address: str) -> tuple[float, float]:
        """Of one page: HTML, style sheets and scripts; and all the rest. Units: kB."""
        self.kinds.clear()
        self.bytes.clear()
        visitor.page.goto(address, wait_until="networkidle")
        counted = sum(size for kind, size in self.bytes.items() if kind in WORDS_AND_FORM)
        return counted / 1000, (sum(self.bytes.values()) - counted) / 1000


def weights(browser: Browser, site: LiveSite) -> Iterator[tuple[str, float, float]]:
    """Each kind of page that the demo's client can reach, with its two weights."""
    visitor = Visitor(browser, site, Manner(390), "client")
    with closing(visitor.context):
        visitor.enter("client")
        offer = open_offer(visitor)
        scales = Scales(visitor)
        todo, seen = [urljoin(site.address, "/client/"), offer], set[str]()
        while todo and len(seen) < MOST_PAGES:
            address = todo.pop(0)
            if kind_of(address) in seen or "/client/" not in address:
                continue
            seen.add(kind_of(address))
            yield kind_of(address), *scales.weigh(visitor, address)
            todo += links_of(visitor)


def open_offer(visitor: Visitor) -> str:
    """The address of the offer that waits for the demo's client."""
    with visitor.page.expect_navigation():
        visitor.main.get_by_role("button", name="Katson").first.click()
    return visitor.page.url


def slow_offer(browser: Browser, site: LiveSite) -> tuple[float, float]:
    """On a slow phone: when an offer can be answered, and when its last picture is there."""
    found = []
    for _try in range(TRIES):
        visitor = Visitor(browser, site, Manner(390), "client")
        with closing(visitor.context):
            visitor.enter("client")
            offer = open_offer(visitor)
            link = visitor.context.new_cdp_session(visitor.page)
            link.send("Network.enable")
            link.send("Network.setCacheDisabled", {"cacheDisabled": True})
            link.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
            line = {"offline": False, "latency": LATENCY_MS} | speed
            link.send("Network.emulateNetworkConditions", line)
            visitor.page.goto(offer, wait_until="load")
            found.append(tuple(visitor.page.evaluate(WHEN)))
    answerable, whole = sorted(found)[TRIES // 2]
    return answerable, whole


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench client_pages")
    parser.add_argument("--instance", type=Path, help="a demo that is built already")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jc-pages-") as made:
        folder = prepared(Path(made) / "instance", wishes.instance)
        with live_site(folder) as site, chromium() as browser:
            heaviest = 0.0
            sys.stdout.write(
                f"{'kB':>6} {'rest':>6}  page, of HTML, CSS and JS at most {MOST_KB}\n"
            )
            for kind, counted, rest in weights(browser, site):
                heaviest = max(heaviest, counted)
                sys.stdout.write(f"{counted:6.1f} {rest:6.1f}  {kind}\n")
                sys.stdout.flush()
            answerable, whole = slow_offer(browser, site)
    sys.stdout.write(f"heaviest {heaviest:.1f} kB\n")
    sys.stdout.write(f"offer on a slow phone: answerable in {answerable:.2f} s (at most ")
    sys.stdout.write(f"{MOST_SECONDS:.0f}), with every picture in {whole:.2f} s\n")
    return 0 if heaviest <= MOST_KB and answerable < MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
