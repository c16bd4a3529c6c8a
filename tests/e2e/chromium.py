"""The browser of the machine, driven by Playwright; skipped loudly where there is none."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from workbench.assets import find_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# The headless one first: it draws the same pages and spends nothing on windows nobody sees.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip
# A name under which the browser finds the site as if it stood elsewhere.
FAR_NAME = "jobcenter.test"
ARGUMENTS = [
    f"--host-resolver-rules=MAP {FAR_NAME} 127.0.0.1",
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOW = "no Chromium here: apt-get install chromium-headless-shell"


def is_required() -> bool:
    return bool(os.environ.get("CI") or os.environ.get("JOBCENTER_REQUIRE_BROWSER"))


def find_chromium() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser. Raises: FileNotFoundError where the machine has none."""
    program = find_chromium()
    if program is None:
        raise FileNotFoundError(HOW)
    node = find_node()
    if node:  # the Node.js inside Playwright needs a library that a small Debian lacks
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def chromium_or_skip() -> Iterator[Browser]:
    """A running browser for a test; without one the test fails where a browser is required."""
    if find_chromium() is None:
        if is_required():
            pytest.fail(HOW)
        pytest.skip(HOW)
    with chromium() as browser:
        yield browser
