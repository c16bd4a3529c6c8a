"""A page as a browser would read it, and what the browser had to repair on the way.

The parser follows the HTML standard, so it makes a tree of anything. Whatever in that tree was not
written so (a tag that nobody wrote, an end that nobody wrote, an end of nothing) is a fault, since
the page is then something else than its template says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import turbohtml

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
# Written out by hardly anybody, and the same for everybody: the rows of a table stand in one.
IMPLIED = frozenset({"tbody"})
_ENDS = re.compile(r"</[a-zA-Z]")
_SPACES = {
    turbohtml.Namespace.SVG: "{http://www.w3.org/2000/svg}",
    turbohtml.Namespace.MATHML: "{http://www.w3.org/1998/Math/MathML}",
}


def read_page(html: str) -> tuple[ET.Element, list[str]]:
    """The tree of a whole page and everything that a browser repairs in it."""
    html = html.replace("\r\n", "\n")  # as the parser counts its places
    page = turbohtml.parse(html, source_locations=True)
    faults = _slips(page)
    if not html.lstrip().lower().startswith("<!doctype html>"):
        faults.append("no doctype")
    assert page.root is not None
    return to_tree(page.root), [*faults, *_repairs(html, list(page.find_all()))]


def read_fragment(html: str) -> tuple[ET.Element, list[str]]:
    """The tree of a piece of a page and everything that a browser repairs in it."""
    html = html.replace("\r\n", "\n")
    piece = turbohtml.parse_fragment(html, source_locations=True)
    faults = _slips(turbohtml.parse(html))  # a piece tells no slips of its own
    return to_tree(piece), [*faults, *_repairs(html, list(piece.find_all()))]


def _slips(page: turbohtml.Document) -> list[str]:
    """What is wrong within a tag or a sign, as the standard names it."""
    return [f"line {one.line}: {one.code}" for one in page.errors]


def to_tree(node: turbohtml.Element) -> ET.Element:
    """The same as ElementTree, without comments; what a template holds are its children."""
    found = ET.Element(_SPACES.get(node.namespace, "") + node.tag)
    for name in node.attrs:
        found.set(name, node.attr(name) or "")
    _fill(found, node)
    return found


def _fill(found: ET.Element, node: turbohtml.Node) -> None:
    for child in node.children:
        if isinstance(child, turbohtml.Text):
            _add_text(found, child.data)
        elif isinstance(child, turbohtml.Element):
            found.append(to_tree(child))
        elif isinstance(child, turbohtml.DocumentFragment):
            _fill(found, child)


def _add_text(found: ET.Element, text: str) -> None:
    if len(found):
        found[-1].tail = (found[-1].tail or "") + text
    else:
        found.text = (found.text or "") + text


def _repairs(html: str, nodes: list[turbohtml.Element]) -> Iterator[str]:
    last, ended = -1, 0
    for node in nodes:
        place = node.source_location
        if place is None or place.start_tag is None:
            if node.tag not in IMPLIED:
                yield f"{node.tag} that nobody wrote"
            continue
        if place.start_tag.start_offset <= last:
            yield f"line {place.start_tag.start_line}: {node.tag} stands elsewhere or is cut in two"
        last = place.start_tag.start_offset
        ended += place.end_tag is not None
        yield from _place_faults(html, node)
    if ended != (written := len(_ENDS.findall(html))):
        yield f"{written} ends of tags written, {ended} end something"


def _place_faults(html: str, node: turbohtml.Element) -> Iterator[str]:
    place = node.source_location
    assert place is not None
    line, closes_itself = place.start_tag.start_line, _closes_itself(html, node)
    if place.end_tag is None and not closes_itself:
        yield f"line {line}: {node.tag} without its end"
    around = getattr(node.parent, "source_location", None)
    if around and around.end_tag and not _lies_within(place, around):
        yield f"line {line}: {node.tag} moved into {node.parent.tag}"  # type: ignore[union-attr]


def _closes_itself(html: str, node: turbohtml.Element) -> bool:
    if node.namespace is turbohtml.Namespace.HTML:
        return node.tag in VOID
    assert node.source_location is not None
    ends = node.source_location.start_tag.end_offset
    return html[ends - 2 : ends] == "/>"


def _lies_within(inner: turbohtml.SourceLocation, outer: turbohtml.SourceLocation) -> bool:
    last = (inner.end_tag or inner.start_tag).end_offset
    assert outer.end_tag is not None
    return outer.start_tag.end_offset <= inner.start_tag.start_offset and (
        last <= outer.end_tag.start_offset
    )
