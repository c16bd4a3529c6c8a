"""What browser tests get: one Chromium, and sites made of the files of tests/data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.e2e import client_rules
from tests.e2e.chromium import chromium_or_skip
from tests.e2e.site import copy_of, live_site, stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.e2e.site import LiveSite

FULL = os.environ.get("JOBCENTER_FULL") == "1"


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with chromium_or_skip() as running:
        yield running


@pytest.fixture(scope="session")
def staged(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five files taken in. Needs the browser, so that a skip is quick."""
    return stage(tmp_path_factory.mktemp("staged"))


@pytest.fixture
def site(staged: Path, tmp_path: Path) -> Iterator[LiveSite]:
    """A running site on a fresh copy of the imported data, on Monday at nine."""
    with live_site(copy_of(staged, tmp_path / "instance")) as running:
        yield running


@pytest.fixture(autouse=True)
def client_pages(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is judged of clients' pages goes to the table; all faults are told at once."""
    client_rules.JUDGED = told = {}
    request.node.user_properties.append(("client_rules", told))
    yield
    faults = client_rules.faults_in(told)
    if faults:
        pytest.fail("Rules for clients' pages:\n" + "\n".join(faults), pytrace=False)
