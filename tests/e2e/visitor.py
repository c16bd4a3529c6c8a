"""A person at a real browser, who finds fault with every page that opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error as PlaywrightError

from app.config import ROOT
from app.integrations.texts import Texts
from tests.e2e import axe, client_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response

    from tests.e2e.site import LiveSite

LIMIT_MS = 30_000
# What the browser says of a window that is on its way from one page to the next.
BETWEEN_PAGES = ("context was destroyed", "of null (reading 'scrollWidth')")
LOCALES = {"fi": "fi-FI", "fi-selko": "fi-FI", "sv": "sv-SE", "en": "en-GB"}
OWN_NAMES = {"fi": "Suomi", "fi-selko": "Selkosuomi", "sv": "Svenska", "en": "English"}
TEXTS = Texts(ROOT / "app" / "translations")


@dataclass(frozen=True)
class Manner:
    """How a site is visited: how wide the window is, with or without JavaScript, the language."""

    width: int = 390
    javascript: bool = True
    language: str = "fi"

    def __str__(self) -> str:
        return f"{self.width}-{'js' if self.javascript else 'plain'}-{self.language}"


class Visitor:
    """One person in one browser window. What is pressed and seen is named by its Finnish words."""

    def __init__(self, browser: Browser, site: LiveSite, manner: Manner, name: str) -> None:
        self.site, self.manner, self.name = site, manner, name
        self.context = browser.new_context(
            base_url=site.address, locale=LOCALES[manner.language], accept_downloads=True,
            viewport={"width": manner.width, "height": 844}, ignore_https_errors=True,
            java_script_enabled=manner.javascript, timezone_id="Europe/Helsinki",
        )  # fmt: skip
        self.context.set_default_timeout(LIMIT_MS)
        self.page: Page = self.context.new_page()
        self.status, self.complaints = 0, list[str]()
        self.pages_seen = 0
        self.page.on("response", self._note_answer)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _note_answer(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and answer.frame == self.page.main_frame:
            self.status = answer.status

    def _note_console(self, message: ConsoleMessage) -> None:
        # That a page of ours answers 422 or 409 is its own word, seen in the page.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    # Going about.

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, words: str, *, within: Locator | None = None, **facts: object) -> None:
        """Press the button of these words; the page that comes is looked at."""
        self._go(self.button(words, within=within, **facts))

    def follow(self, words: str, *, within: Locator | None = None, **facts: object) -> None:
        """Follow the first link of these words."""
        place = within or self.page
        self._go(place.get_by_role("link", name=self.say(words, **facts)).first)

    def _go(self, thing: Locator) -> None:
        with self.page.expect_navigation():
            thing.click()
        self.look()

    def button(self, words: str, *, within: Locator | None = None, **facts: object) -> Locator:
        place = within or self.page
        return place.get_by_role("button", name=self.say(words, **facts)).first

    def unfold(self, words: str) -> None:
        """Open a fold or a dialog by its words, unless it is open already."""
        summary = self.main.locator("summary", has_text=self.say(words)).first
        if not summary.evaluate("summary => summary.parentElement.open"):
            summary.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(self.say(label)).first.fill(text)

    def choose(self, label: str, *, group: str = "") -> None:
        """Tick or pick the choice of these words, in the group of that name."""
        place = self.group(group) if group else self.main
        exactly = place.get_by_label(self.say(label), exact=True)
        # A card has a note below its title, so its label says more.
        found = exactly if exactly.count() else place.get_by_label(self.say(label))
        found.first.check(force=True)

    def group(self, legend: str) -> Locator:
        return self.main.get_by_role("group", name=self.say(legend)).first

    def sign_in(self, role: str) -> None:
        """Become one of the demo's people by the front page."""
        self.arrive()
        self._go(self._door(role))

    def enter(self, role: str) -> None:
        """Like `sign_in`, but nothing is looked at; for nobody the front page."""
        self.page.goto("/")
        if role:
            with self.page.expect_navigation():
                self._door(role).click()

    def _door(self, role: str) -> Locator:
        return self.page.locator(f'main form[action="/demo/sign-in/{role}"] button')

    def arrive(self) -> None:
        """Open the front page, in the visitor's language."""
        self.open("/")
        if self.manner.language == "fi":
            return
        self.page.locator("header details.drop > summary").first.click()
        self.press(OWN_NAMES[self.manner.language])

    def move_clock(self, move: str) -> None:
        """Let time pass for everybody: hour, day or shift."""
        self._go(self.page.locator(f'.demo button[formaction="/demo/clock/{move}"]'))

    def take(self, words: str) -> Path:
        """The file that a link hands over."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=self.say(words)).first.click()
        return coming.value.path()

    # Looking.

    def say(self, words: str, **facts: object) -> str:
        """These Finnish words in the visitor's language."""
        text = TEXTS.gettext(self.manner.language)(words)
        return text % facts if facts else text

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def h1(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def text(self) -> str:
        """What the main part says, with single spaces."""
        return " ".join(self.main.inner_text().split())

    def see(self, *words: str, **facts: object) -> None:
        """Each of these words stands on the page."""
        shown = self.text
        for wanted in (self.say(one, **facts) for one in words):
            assert wanted in shown, f"{self.where}: {wanted!r} is not in {shown[:1500]!r}"

    def see_not(self, *words: str) -> None:
        shown = self.text
        for unwanted in words:
            assert unwanted not in shown, f"{self.where}: {unwanted!r} is in {shown[:1500]!r}"

    @property
    def where(self) -> str:
        return f"{self.name} at {self.page.url} ({self.manner})"

    def look(self) -> None:
        """Find fault with the page that is open. Raises: AssertionError with all faults."""
        self.pages_seen += 1
        try:
            faults = self._faults()
        except PlaywrightError as error:
            if not any(words in str(error) for words in BETWEEN_PAGES):
                raise
            # On a slow machine the old page can still be there for a moment, or the new one empty.
            self.page.wait_for_load_state("load")
            faults = self._faults()
        assert not faults, f"{self.where}:\n" + "\n".join(faults)

    def _faults(self) -> list[str]:
        faults = [*self.complaints, *self._shape()]
        self.complaints.clear()
        if self.status not in {200, 409, 422}:
            faults.append(f"status {self.status}: {self.text[:300]}")
        client = bool(self.page.locator("body.page--client").count())
        found = axe.violations(self.page, strict=client) if self.manner.javascript else []
        if client:
            self._judge([fault for fault in found if "contrast" in fault])
        return faults + found

    def _judge(self, contrast: list[str]) -> None:
        """The 25 rules for a client's page; faults are told all at once: see conftest."""
        found = client_rules.judge(self.page, self.manner.language)
        if self.manner.javascript:
            found[12] = contrast
        client_rules.note(self.page.url, found)

    def _shape(self) -> list[str]:
        shape: dict[str, Any] = self.page.evaluate(
            """() => ({
                wide: document.documentElement.scrollWidth,
                shown: document.documentElement.clientWidth,
                titles: [...document.querySelectorAll("h1")].map((h1) => h1.innerText.trim()),
            })"""
        )
        faults = []
        if shape["wide"] > shape["shown"]:
            faults.append(f"{shape['wide']} px wide in a window of {shape['shown']} px")
        if len(shape["titles"]) != 1 or not shape["titles"][0]:
            faults.append(f"one h1 wanted, found {shape['titles']}")
        return faults

    def until(self, holds: Callable[[], bool], path: str, *, tries: int = 20) -> None:
        """Open a page again and again until it shows what the worker has still to do."""
        for _try in range(tries):
            self.open(path)
            if holds():
                return
            self.page.wait_for_timeout(1500)
        raise AssertionError(f"{self.where}: in vain waited at {path}: {self.text[:800]}")
