"""What makes a page easy: few words, short sentences, few things to press, nothing to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.easy_language import faults_of
from tests.page_lint import elements, words
from tests.voikko import find_voikko

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MOST_WORDS, MOST_WORDS_OF_LIST, MOST_CONTROLS = 90, 150, 7
BLOCKS = {"h1", "h2", "h3", "p", "li", "label", "legend", "button", "a", "dt", "dd"}
CONTROLS = {"a", "button", "select", "textarea", "summary"}


def faults(tree: Element, *, is_list: bool = False) -> list[str]:
    """Everything on a client's page that is harder than it need be."""
    main = next(tree.iter("main"))
    return [*_size(main, is_list), *_sentences(main), *_typing(main)]


def count_words(node: Element) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in words(node).split())


def _size(main: Element, is_list: bool) -> Iterator[str]:
    most = MOST_WORDS_OF_LIST if is_list else MOST_WORDS
    if (count := count_words(main)) > most:
        yield f"{count} words, at most {most}"
    if (count := len(controls(main))) > MOST_CONTROLS:
        yield f"{count} things to press, at most {MOST_CONTROLS}"
    if (count := len(list(main.iter("h1")))) != 1:
        yield f"{count} headings of the first level"


def controls(main: Element) -> list[Element]:
    """Everything that can be pressed or filled in."""
    return [
        node
        for node in elements(main)
        if node.tag in CONTROLS or (node.tag == "input" and node.get("type") != "hidden")
    ]


def _sentences(main: Element) -> Iterator[str]:
    voikko = find_voikko()
    for block in _blocks(main):
        text = words(block)
        for fault in faults_of(text, voikko):
            # A fact beside its picture, as an address, is a list of names and no sentence.
            if fault.code != "many_commas" or block.get("class") != "fact__value":
                yield f"{fault} in {text!r}"


def _blocks(main: Element) -> Iterator[Element]:
    """The smallest parts that hold a text of their own."""
    for node in elements(main):
        if node.tag in BLOCKS and not any(part.tag in BLOCKS for part in elements(node)[1:]):
            yield node


def _typing(main: Element) -> Iterator[str]:
    for node in elements(main):
        if node.tag in {"input", "textarea"} and node.get("required") is not None:
            yield f"{node.get('name')!r} must be filled in"
