"""What a browser repairs is named, and what is right is left alone."""

from __future__ import annotations

import pytest

from tests.markup import read_fragment, read_page
from tests.page_lint import words

PAGE = '<!DOCTYPE html><html lang="fi"><head><title>a</title></head><body>%s</body></html>'
RIGHT = (
    "<p>x</p>",
    "<table><tr><td>1</td></tr></table>",
    '<svg viewBox="0 0 1 1"><path d="M0"/><g><path d="M1"></path></g></svg>',
    "<textarea>\r\nx</textarea><svg><path d='M0'/></svg>",
    "<template><p>x</p></template>",
    '<a href="/x?a=1&amp;b=2">l</a>',
    "<input><br><img alt=''>",
    "<!-- a word --><p>x</p>",
)
REPAIRED = (
    "<p>x<div>y</div></p>",
    "<ul><li>a<li>b</ul>",
    "<b><i>q</b></i>",
    "</span>",
    "<table><p>x</p></table>",
    '<a href="/1">x<a href="/2">y</a></a>',
    "<form><form></form></form>",
    "<button>a<button>b</button></button>",
    "<div/>",
    "<p id=a id=b>x</p>",
    "<h1>x</h2>",
    "<svg><path d='M0'></svg>",
    "<p>&nope;</p>",
    "</body><p>x</p>",
)


@pytest.mark.parametrize("html", RIGHT)
def test_what_is_right_is_left_alone(html: str) -> None:
    assert read_page(PAGE % html)[1] == []
    assert read_fragment(html)[1] == []


@pytest.mark.parametrize("html", REPAIRED)
def test_what_a_browser_repairs_is_named(html: str) -> None:
    assert read_page(PAGE % html)[1]


@pytest.mark.parametrize("html", REPAIRED[:-1])
def test_what_a_browser_repairs_in_a_piece_is_named(html: str) -> None:
    assert read_fragment(html)[1]


def test_a_page_without_its_kind_is_named() -> None:
    assert read_page("<html><head><title>a</title></head><body></body></html>")[1] == ["no doctype"]


def test_text_stands_where_it_stood() -> None:
    tree, _faults = read_page(PAGE % "<p>one <b>two</b> three<!-- no --> four</p>")
    assert words(next(tree.iter("p"))) == "one two three four"
    assert next(tree.iter("b")).tail == " three four"
