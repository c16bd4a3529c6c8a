"""What every page must be: valid, named, labelled, without inline code, sent with our headers."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.markup import read_fragment, read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree import ElementTree as ET

# Written out a second time on purpose, so that a slip in the site is seen. Source: trust 6.1.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Reporting-Endpoints": 'csp="/csp"',
}
CONTENT_POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
    "report-to csp",
    "report-uri /csp",
}
# What is the same for everybody and carries no cookie; which pages, `tests/access/test_headers`.
SHARED = "public, max-age=300"
FEATURES_OFF = {"geolocation=()", "microphone=()", "payment=()", "usb=()", "browsing-topics=()"}
NOT_FIELDS = {"hidden", "submit", "button", "image", "reset"}
LEFTOVERS = re.compile(r"\{\{|\{%|%\(|\bUndefined\b|\bNone\b|&lt;|&amp;")
INLINE = {"a", "abbr", "b", "bdi", "em", "i", "small", "span", "strong", "time"}
# Facts for search engines: the one type of script that no browser runs.
DATA_BLOCK = "application/ld+json"
SILENT = {"script", "style", "template", "noscript"}


@lru_cache(maxsize=1)
def parse(html: str) -> tuple[ET.Element, list[str]]:
    """The tree of a page and what a browser would repair in it.

    Each page is checked first and then read by its test.
    """
    return read_page(html)


def words(node: ET.Element) -> str:
    """The text a person reads in this part of a page, with single spaces."""
    return " ".join("".join(_texts(node)).split())


def _texts(node: ET.Element) -> Iterator[str]:
    if node.tag in SILENT or not isinstance(node.tag, str):
        return
    if node.text:
        yield node.text
    for child in node:
        gap = "" if child.tag in INLINE else " "
        yield gap
        yield from _texts(child)
        yield gap + (child.tail or "")


def elements(tree: ET.Element) -> list[ET.Element]:
    return [node for node in tree.iter() if isinstance(node.tag, str)]


def lint_page(html: str) -> list[str]:
    """Everything wrong with a whole page."""
    tree, faults = parse(html)
    nodes = elements(tree)
    return [*faults, *_frame(tree), *_parts(tree, nodes)]


def lint_fragment(html: str) -> list[str]:
    """Everything wrong with a piece that htmx puts into a page."""
    tree, faults = read_fragment(html)
    return [*faults, *_parts(tree, elements(tree))]


def _frame(tree: ET.Element) -> Iterator[str]:
    titles = [words(node) for node in tree.iter("title") if node.text]
    headings = [words(node) for node in tree.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"one h1 wanted, found {headings}"
    elif not titles or not titles[0].startswith(headings[0]):
        yield f"title {titles[:1]} does not begin with the h1 {headings[0]!r}"
    if tree.get("lang") not in {"fi", "sv", "en"}:
        yield f"html lang is {tree.get('lang')!r}"
    if len(list(tree.iter("main"))) != 1:
        yield "one main wanted"


def _parts(tree: ET.Element, nodes: list[ET.Element]) -> Iterator[str]:
    yield from _ids(nodes)
    yield from _inline(nodes)
    yield from _fields(tree, nodes)
    for form in tree.iter("form"):
        yield from _form(form)
    yield from _named(nodes)
    shown = words(tree)
    yield from (f"left over in the text: {mark}" for mark in LEFTOVERS.findall(shown))


def _ids(nodes: list[ET.Element]) -> Iterator[str]:
    counts = Counter(node.get("id") for node in nodes if node.get("id") is not None)
    yield from (f"id {name!r} {count} times" for name, count in counts.items() if count > 1)
    for node in nodes:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for target in (node.get(attribute) or "").split():
                if target not in counts:
                    yield f"{attribute} names {target!r}, which is not there"


def _inline(nodes: list[ET.Element]) -> Iterator[str]:
    for node in nodes:
        if node.tag == "style" or (node.tag == "script" and not _is_loaded_or_data(node)):
            yield f"inline {node.tag}"
        for name in node.keys():  # noqa: SIM118 - an element is not a mapping
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"inline {name}= on {node.tag}"
            if (node.get(name) or "").lower().startswith("javascript:"):
                yield f"javascript in {name}"


def _is_loaded_or_data(script: ET.Element) -> bool:
    """Whether a script comes from a file of its own, or is no script but facts that nobody runs."""
    if script.get("src"):
        return True
    return script.get("type") == DATA_BLOCK and _is_json_object(script.text or "")


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict) and "<" not in text
    except ValueError:
        return False


def _fields(tree: ET.Element, nodes: list[ET.Element]) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(node) for label in tree.iter("label") for node in label.iter()}
    for node in nodes:
        if node.tag not in {"input", "select", "textarea"} or node.get("type") in NOT_FIELDS:
            continue
        said = node.get("aria-label") or node.get("aria-labelledby")
        if not said and node.get("id") not in labelled and id(node) not in inside:
            yield f"no label for {node.tag} {node.get('name')!r}"


def _form(form: ET.Element) -> Iterator[str]:
    method = (form.get("method") or "").lower()
    if method not in {"get", "post"}:
        yield f"form without method: {form.get('action')!r}"
    senders = [node for node in form.iter("button") if node.get("type") != "button"]
    if not form.get("action") and not all(button.get("formaction") for button in senders):
        yield f"form without action: class {form.get('class')!r}, {words(form)[:60]!r}"
    hidden = [node.get("name") for node in form.iter("input") if node.get("type") == "hidden"]
    if method == "post" and "csrf_token" not in hidden:
        yield f"form without csrf_token: {form.get('action')!r}"
    if method == "get" and "csrf_token" in hidden:
        yield f"csrf_token would end in the address: {form.get('action')!r}"


def _named(nodes: list[ET.Element]) -> Iterator[str]:
    for node in nodes:
        if node.tag == "img" and node.get("alt") is None:
            yield f"img without alt: {node.get('src')!r}"
        if node.tag in {"a", "button"} and not _has_name(node):
            yield f"{node.tag} without words: {node.get('href') or node.get('formaction')!r}"


def _has_name(node: ET.Element) -> bool:
    pictures = [part.get("alt") or part.get("aria-label") for part in node.iter()]
    return bool(words(node) or any(pictures))


def lint_headers(headers: Mapping[str, str], cookies: Iterable[str]) -> list[str]:
    """Everything wrong with the headers of an answer."""
    faults = [
        f"{name}: {headers.get(name)!r}" for name, value in HEADERS.items()
        if headers.get(name) != value
    ]  # fmt: skip
    policy = {part.strip() for part in headers.get("Content-Security-Policy", "").split(";")}
    if policy != CONTENT_POLICY:
        faults.append(f"Content-Security-Policy differs by {sorted(policy ^ CONTENT_POLICY)}")
    features = {part.strip() for part in headers.get("Permissions-Policy", "").split(",")}
    if not features >= FEATURES_OFF:
        faults.append(f"Permissions-Policy lacks {sorted(FEATURES_OFF - features)}")
    if not {"cookie", "hx-request", "accept-language"} <= _listed(headers.get("Vary", "")):
        faults.append(f"Vary: {headers.get('Vary')!r}")
    cached, cookies = headers.get("Cache-Control", ""), list(cookies)
    if cached != "no-store" and "immutable" not in cached and (cached != SHARED or cookies):
        faults.append(f"Cache-Control: {cached!r}")
    return faults + [f"cookie: {text}" for text in cookies if not _is_safe_cookie(text)]


def _listed(value: str) -> set[str]:
    return {part.strip().lower() for part in value.split(",")}


def _is_safe_cookie(text: str) -> bool:
    marks = _listed(text.replace(";", ","))
    safe = {"httponly", "path=/"} <= marks and bool({"samesite=lax", "samesite=strict"} & marks)
    return safe and ("secure" in marks or not text.startswith("__Host-"))
