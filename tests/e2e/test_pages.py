"""Each page that a role can reach, once, in a real browser: axe, the console, the width, the h1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e import client_rules
from tests.e2e.conftest import FULL
from tests.e2e.crawl import FOR_ALL, crawl, letter_link
from tests.e2e.site import live_site, stage
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.e2e.site import LiveSite

pytestmark = pytest.mark.browser

# Some of them have no link that leads to them.
PUBLIC = (*sorted(FOR_ALL), "/styleguide")
# Pages that every crawl of a role must have seen: easy to lose, since few ways lead to them.
MUST_SEE = {
    "": {"/message/*"},
    "client": {"/client/passport/print"},
}
# At least so many kinds of pages a role has; fewer means that the way to them is broken.
FEWEST = {
    "": 12, "orderer": 8, "dispatcher": 10, "coach": 12, "client": 7, "administrator": 7,
    "auditor": 3,
}  # fmt: skip
WIDTHS = (320, 768, 1280)
LANGUAGES = ("fi", "fi-selko", "sv", "en")
QUICK = [Manner(390)]
AT_LENGTH = [Manner(width, language=language) for width in WIDTHS for language in LANGUAGES]


@pytest.fixture(scope="module")
def open_site(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The imported data with orders open and one offered: every role has something to see."""
    folder = stage(tmp_path_factory.mktemp("open") / "instance", "--open", "--floor", "--offer")
    with live_site(folder) as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("manner", AT_LENGTH if FULL else QUICK, ids=str)
@pytest.mark.parametrize("role", FEWEST, ids=lambda role: role or "nobody")
def test_every_page_of_a_role(
    chrome: Browser, open_site: LiveSite, role: str, manner: Manner
) -> None:
    visitor = Visitor(chrome, open_site, manner, role or "nobody")
    try:
        if role:
            visitor.sign_in(role)
            seen, faults = crawl(visitor, leave=FOR_ALL)
        else:
            visitor.arrive()
            offer = letter_link(visitor, "client", "/message/*")
            seen, faults = crawl(visitor, (*PUBLIC, offer))
    finally:
        visitor.context.close()
    assert not faults, f"{len(faults)} pages:\n" + "\n\n".join(faults)
    assert len(seen) >= FEWEST[role], seen
    assert MUST_SEE.get(role, set()) <= set(seen), seen


@pytest.mark.slow
def test_a_long_name_of_an_animal_keeps_its_distance(chrome: Browser, open_site: LiveSite) -> None:
    visitor = Visitor(chrome, open_site, Manner(), "client")
    try:
        visitor.enter("client")
        # The longest colour, with animals of which the name just fits beside the link or no longer.
        for width in (320, 360, 390):
            visitor.page.set_viewport_size({"width": width, "height": 844})
            for animal in ("kissa", "hylje", "lammas"):
                name = f"vaaleanpunainen {animal}"
                visitor.page.locator(".me__name").evaluate(
                    "(me, name) => me.textContent = name", name
                )
                assert client_rules.judge(visitor.page, "fi-selko")[13] == [], (width, name)
    finally:
        visitor.context.close()


WATCH = """() => {
    window.changes = 0;
    const watch = {subtree: true, childList: true, attributes: true, characterData: true};
    const count = (seen) => { window.changes += seen.length; };
    new MutationObserver(count).observe(document.body, watch);
}"""


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/client/", "/client/week", "/client/fitting", "/client/help"])
def test_nothing_moves_by_itself_for_a_minute(
    chrome: Browser, open_site: LiveSite, path: str
) -> None:
    visitor = Visitor(chrome, open_site, Manner(), "client")
    try:
        visitor.enter("client")
        visitor.page.clock.install()
        visitor.page.goto(path)
        visitor.page.evaluate(WATCH)
        visitor.page.clock.run_for(60_000)
        assert visitor.page.evaluate("window.changes") == 0
        visitor.page.evaluate("document.body.append('a change')")
        visitor.page.wait_for_function("window.changes === 1")
    finally:
        visitor.context.close()


@pytest.mark.slow
def test_before_a_shared_session_ends_the_page_says_so(
    chrome: Browser, open_site: LiveSite
) -> None:
    visitor = Visitor(chrome, open_site, Manner(), "coach")
    try:
        visitor.sign_in("coach")
        visitor.open("/coach/clients")
        visitor.page.locator("main a[href*='/coach/clients/']").first.click()
        visitor.open(f"{visitor.page.url}/sign-in")
        visitor.page.clock.install()
        visitor.press("Aloitamme yhdessä")
        question = visitor.page.locator("[data-stay]")
        visitor.page.clock.fast_forward(12 * 60_000)
        assert not question.is_visible()
        visitor.page.clock.fast_forward(70_000)
        assert question.is_visible()
        visitor.look()
    finally:
        visitor.context.close()
