"""Reading aloud with a made-up device's voices: what is said, in what order, pause and pace."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e.site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A device whose voices come when told, and which notes what it is asked to say.
DEVICE = """
(() => {
  const heard = new EventTarget();
  window.spoken = [];
  window.voices = VOICES;
  Object.defineProperty(window, "speechSynthesis", { value: {
    paused: false,
    getVoices: () => window.voices,
    addEventListener: (...told) => heard.addEventListener(...told),
    speak(words) { window.spoken.push(words); },
    cancel() {},
    pause() { this.paused = true; },
    resume() { this.paused = false; },
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.comeVoices = (voices) => {
    window.voices = voices;
    heard.dispatchEvent(new Event("voiceschanged"));
  };
  window.sayOn = () => { const last = window.spoken.at(-1); last.onend(); };
})();
"""
FINNISH = '[{ lang: "sv-SE", name: "Alva" }, { lang: "fi_FI", name: "Satu", localService: true }]'
SWEDISH = '[{ lang: "sv-SE", name: "Alva" }]'


def visit(chrome: Browser, site: LiveSite, voices: str) -> Visitor:
    visitor = Visitor(chrome, site, Manner(390), "client")
    visitor.context.add_init_script(DEVICE.replace("VOICES", voices))
    visitor.enter("client")
    return visitor


def test_the_page_is_read_from_top_to_bottom_once(chrome: Browser, site: LiveSite) -> None:
    visitor = visit(chrome, site, FINNISH)
    with closing(visitor.context):
        page = visitor.page
        page.goto("/client/week")
        page.locator("[data-read]").click()
        while page.evaluate("!document.querySelector('[data-speech]').hidden"):
            page.evaluate("sayOn()")
        said = page.evaluate("spoken.map((one) => one.text)")
        assert said[:2] == [visitor.h1, "Paikkasi työtoiminnassa säilyy."]
        assert len(said) == len(set(said)), "something was read twice"
        # All that stands on the page was said, in the order in which it stands there.
        whole = "".join("".join(said).replace(".", "").split())
        assert whole == "".join(visitor.text.replace(".", "").split())
        assert set(page.evaluate("spoken.map((one) => one.voice.name)")) == {"Satu"}
        assert set(page.evaluate("spoken.map((one) => one.lang)")) == {"fi"}


def test_reading_pauses_goes_on_slows_down_and_stops(chrome: Browser, site: LiveSite) -> None:
    visitor = visit(chrome, site, FINNISH)
    with closing(visitor.context):
        page = visitor.page
        button, slow = page.locator("[data-read]"), page.locator("[data-slow]")
        button.click()
        assert button.inner_text() == "Tauko"
        assert page.locator("h1.reading").count() == 1
        button.click()
        assert (page.evaluate("speechSynthesis.paused"), button.inner_text()) == (
            True,
            "Lue ääneen",
        )
        slow.click()
        first, second = page.evaluate("spoken.map((one) => [one.text, one.rate])")
        assert first[0] == second[0], "the same part is read again, slowly"
        assert second[1] < first[1]
        assert page.evaluate("speechSynthesis.paused") is False
        page.locator("[data-stop]").click()
        assert page.locator(".reading").count() == 0
        assert button.inner_text() == "Lue ääneen"


def test_without_a_voice_for_the_language_there_is_no_button(
    chrome: Browser, site: LiveSite
) -> None:
    visitor = visit(chrome, site, SWEDISH)
    with closing(visitor.context):
        button = visitor.page.locator("[data-read]")
        assert not button.is_visible()
        visitor.page.evaluate(f"comeVoices({FINNISH})")
        assert button.is_visible()
        visitor.page.evaluate("comeVoices([])")
        assert not button.is_visible()


def test_easy_finnish_is_read_by_a_finnish_voice_and_swedish_by_a_swedish(
    chrome: Browser, site: LiveSite
) -> None:
    visitor = visit(chrome, site, FINNISH)
    with closing(visitor.context):
        for code, voice in (("fi-selko", "Satu"), ("sv", "Alva")):
            with visitor.page.expect_navigation():
                visitor.page.locator(f'.foot button[value="{code}"]').click()
            visitor.page.locator("[data-read]").click()
            assert visitor.page.evaluate("spoken[0].voice.name") == voice
