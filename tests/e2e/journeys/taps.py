"""A visitor whose taps and typed signs are counted, and the manners in which journeys are made."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.e2e import client_rules
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Locator

    from tests.e2e.site import LiveSite

MOST_TAPS, MOST_TAPS_WITH_CODE, MOST_TABS = 5, 9, 60
ROOT_PX, LARGE_PX = 16, 32
# Whether what is in focus shows itself and is not under something else.
SEEN = """(thing) => {
    const shown = (thing.labels && thing.labels[0]) || thing;
    const box = shown.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const above = document.elementFromPoint(x, y);
    const own = above && (above === thing || shown.contains(above) || above.contains(shown));
    if (!own) return "is covered";
    const look = getComputedStyle(thing), around = getComputedStyle(shown);
    const marked = [look, around].some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none");
    return marked ? "" : "shows no focus";
}"""


@dataclass(frozen=True)
class Way(Manner):
    """How a journey is made: also by keys only, in forced colours, with text twice as large."""

    keyboard: bool = False
    forced: bool = False
    large: bool = False

    def __str__(self) -> str:
        marks = {"keys": self.keyboard, "forced": self.forced, "large": self.large}
        return "-".join([super().__str__(), *(name for name, holds in marks.items() if holds)])


PHONE = Way(390)
OTHERS = (
    Way(320), Way(390, keyboard=True), Way(390, javascript=False), Way(390, forced=True),
    Way(390, large=True), Way(320, javascript=False, keyboard=True), Way(320, large=True),
)  # fmt: skip


class Taps(Visitor):
    """One client at a phone. A tap is a press of anything; a typed sign is one that was written."""

    def __init__(self, browser: Browser, site: LiveSite, way: Way, name: str) -> None:
        super().__init__(browser, site, way, name)
        self.way, self.taps, self.typed = way, 0, 0
        if way.forced:
            self.page.emulate_media(forced_colors="active")
        if way.large:
            sizes = {"standard": LARGE_PX, "fixed": LARGE_PX}
            self.devtools().send("Page.setFontSizes", {"fontSizes": sizes})

    def devtools(self) -> CDPSession:
        """The browser's own line to its tools."""
        return self.context.new_cdp_session(self.page)

    def carry(self, session: str, name: str = "__Host-s") -> None:
        """Have this session already, as a phone that was paired before."""
        self.context.add_cookies(
            [{"name": name, "value": session, "url": self.site.address.replace("http:", "https:"),
              "secure": True, "httpOnly": True, "sameSite": "Lax"}]
        )  # fmt: skip

    def scan(self, path: str) -> None:
        """Open what the camera has read; that is no tap on our pages."""
        self.page.goto("about:blank")
        self.open(path)

    def tap(self, thing: Locator) -> None:
        """Press something once, as this visitor presses things."""
        self.taps += 1
        if not self.way.keyboard:
            thing.click()
            return
        self._come_to(thing)
        kind = thing.evaluate("one => one.matches('input') ? one.type : ''")
        # In a field one only has to be; the enter key would send its form.
        if kind not in {"text", "password"}:
            self.page.keyboard.press("Space" if kind in {"checkbox", "radio"} else "Enter")

    def _come_to(self, thing: Locator) -> None:
        """Go on by the tab key until the thing is in focus, where it must be seen."""
        for _step in range(MOST_TABS):
            if thing.evaluate("one => one === document.activeElement"):
                fault = thing.evaluate(SEEN)
                assert not fault, f"{self.where}: {thing} {fault}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.where}: no way by keys to {thing}")

    def _go(self, thing: Locator) -> None:
        with self.page.expect_navigation():
            self.tap(thing)
        self.look()

    def tick(self, words: str) -> None:
        """Choose a picture by its words."""
        box = self.main.get_by_label(self.say(words), exact=True)
        self.tap(box)
        assert box.is_checked()

    def key_in(self, label: str, digits: str) -> None:
        """Give a code on the phone's own keys: a tap into the field, then each digit a tap."""
        self.tap(self.main.get_by_label(self.say(label)))
        self.page.keyboard.type(digits)
        self.taps += len(digits)
        self.typed += len(digits)

    def fill_in(self, field: Locator, text: str) -> None:
        """Go into a field and write over what is there: one act, its signs counted apart."""
        self.tap(field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.typed += len(text)

    def look(self) -> None:
        """Besides the rest: the text is as large as was asked for."""
        super().look()
        if self.way.large:
            size = self.page.evaluate(
                "parseFloat(getComputedStyle(document.documentElement).fontSize)"
            )
            assert size == LARGE_PX, f"{self.where}: the text stays at {size} px"

    def _judge(self, contrast: list[str]) -> None:
        """With text twice as large the bar scrolls away and answers wrap as they must."""
        super()._judge(contrast)
        if self.way.large:
            client_rules.forget(self.page.url, 15, 18)

    @contextmanager
    def journey(self, most: int = MOST_TAPS, typed: int = 0) -> Iterator[None]:
        """Count what it takes. Raises: AssertionError when it takes more."""
        self.taps = self.typed = 0
        yield
        assert self.taps <= most, f"{self.where}: {self.taps} taps, at most {most}"
        assert self.typed <= typed, f"{self.where}: {self.typed} signs typed, at most {typed}"
