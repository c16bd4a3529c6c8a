"""Every kind of page that a person can reach by links, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.e2e.visitor import Visitor

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# The same page for one thing of a closed list after the other.
ONE_OF_MANY = re.compile(
    r"(/client/(?:wishes|limits|times|disclosures)|/orderer/months)/[^/?*]+|(?<=/admin/letters)/.+"
)
# A secret in the address; with another one it is the same page.
SECRET = re.compile(r"^(/(?:message|hours)/)[^/?*]+")
# Files to take, not pages to look at.
FILES = re.compile(r"/(csv|xlsx|export|static)(/|$)|\.(csv|xlsx|svg|pdf|ics)$")
MOST_PAGES = 60
LETTERS = "/demo/mailbox"
# The same for everybody, so it is enough that nobody in particular looks at them.
FOR_ALL = frozenset(
    {"/", "/accessibility", "/credits", "/demo/mailbox", "/feedback", "/help", "/k",
     "/lost-link", "/pair", "/privacy", "/sign-in", "/sign-in/client", "/sign-in/orderer"}
)  # fmt: skip


def kind_of(address: str) -> str:
    """Which page an address leads to: without ids, and of the question only its names."""
    parts = urlsplit(address)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    path = ONE_OF_MANY.sub(r"\1/*", IDENTIFIER.sub("*", SECRET.sub(r"\1*", parts.path)))
    return path + ("?" + "&".join(names) if names else "")


def links_of(visitor: Visitor) -> list[str]:
    """Where the links of this page lead within the site."""
    hrefs: list[str] = visitor.page.locator("a[href]").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    home = urlsplit(visitor.site.address).netloc
    found = [urljoin(visitor.page.url, href) for href in hrefs if not href.startswith("#")]
    return [
        address for address in found
        if urlsplit(address).netloc == home and not FILES.search(urlsplit(address).path)
    ]  # fmt: skip


def _onward(visitor: Visitor) -> list[str]:
    """Where the crawl goes on from this page; letters lead to other people's pages."""
    return [] if LETTERS in visitor.page.url else links_of(visitor)


def letter_link(visitor: Visitor, reader: str, kind: str) -> str:
    """Where the newest letter to one of the demo's people leads that has this kind of link."""
    visitor.page.goto(f"{LETTERS}?to={reader}")
    return next(link for link in links_of(visitor) if kind_of(link) == kind)


def crawl(
    visitor: Visitor, starts: Sequence[str] = (), leave: frozenset[str] = frozenset()
) -> tuple[list[str], list[str]]:
    """The kinds of pages seen, and what is wrong with them; kinds to leave are not opened."""
    todo = [urljoin(visitor.site.address, start) for start in starts] + _onward(visitor)
    seen, faults = {kind_of(visitor.page.url)}, list[str]()
    while todo and len(seen) < MOST_PAGES:
        address = todo.pop(0)
        if kind_of(address) in seen or kind_of(address) in leave:
            continue
        seen.add(kind_of(address))
        try:
            visitor.open(address)
        except AssertionError as fault:
            faults.append(str(fault))
        todo += _onward(visitor)
    return sorted(seen), faults
