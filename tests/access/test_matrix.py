"""The matrix and the site have the same routes, and every mark means something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.access.matrix import FILE, MARKS, PRINCIPALS, matrix
from tests.world import PRINCIPALS as PEOPLE

if TYPE_CHECKING:
    from flask import Flask


def test_the_matrix_has_a_row_for_every_route_and_no_other(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert sorted(routes - set(matrix())) == [], "routes without a row: who may use them?"
    assert sorted(set(matrix()) - routes) == [], "rows without a route"


def test_every_row_names_the_methods_of_its_route(app: Flask) -> None:
    differing = {
        rule.endpoint: rule.methods
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) - {"HEAD", "OPTIONS"} != matrix()[rule.endpoint].methods
    }
    assert differing == {}


def test_no_endpoint_stands_twice() -> None:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert len(lines) - 1 == len(matrix())


def test_the_columns_are_the_people_of_the_world() -> None:
    assert set(PRINCIPALS) == set(PEOPLE)


def test_every_mark_is_one_of_the_legend() -> None:
    wrong = {
        row.endpoint: marks
        for row in matrix().values()
        if (marks := set(row.marks.values()) - MARKS)
    }
    assert wrong == {}


def test_reading_rows_hold_reading_marks_and_acts_hold_writing_ones() -> None:
    for row in matrix().values():
        used = set(row.marks.values()) & set("RWrw")
        assert used <= (set("Ww") if row.writes else set("Rr")), row.endpoint


def test_a_door_is_open_to_everybody_or_leads_to_sign_in() -> None:
    for row in matrix().values():
        # Of signed-in clients it is known whether the link is theirs.
        told_apart = {"AK", "CL", "CX"} if row.subject == "offer_link" else {"AK"}
        everybody = {mark for who, mark in row.marks.items() if who not in told_apart}
        assert ("P" in everybody) == (everybody == {"P"}), row.endpoint
        assert row.marks["AN"] in {"P", "s"}, row.endpoint
        assert "s" not in {mark for who, mark in row.marks.items() if who != "AN"}, row.endpoint


def test_a_key_has_no_door_yet() -> None:
    assert {row.marks["AK"] for row in matrix().values()} == {"-"}
