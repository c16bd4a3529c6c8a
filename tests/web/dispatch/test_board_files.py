"""The board as a file: what it shows with its filters, all of it, and nobody's name."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from openpyxl import load_workbook

from app.store.models.trail import AuditEvent
from app.web.dispatch import board


def lines(page):
    rows = csv.reader(io.StringIO(page.body.decode("utf-8-sig")), delimiter=";")
    return [dict(zip(head, row, strict=True)) for head in [next(rows)] for row in rows]


def test_the_file_has_every_shift_of_the_filters_and_not_of_the_page(world, browse, monkeypatch):
    monkeypatch.setattr(board, "PAGE_SIZE", 1)
    for number in range(3):
        world.shift(day="ke", starts=f"1{number}:00", ends=f"1{number + 1}:00", title="Haravointi")
    world.shift(day="ke", title="Tiskaus")
    browser = browse(world.dina)
    page = browser.get("/dispatch/board?search=harav")
    found = lines(browser.get(page.links["CSV"]))
    assert [row["työ"] for row in found] == ["Haravointi"] * 3
    assert (found[0]["alkaa"], found[0]["tarve"], found[0]["tilanne"]) == ("10:00", "1", "etsitään")
    assert len(lines(browser.get("/dispatch/board/csv?state=done"))) == 0
    assert len(lines(browser.get("/dispatch/board/csv"))) == 4
    events = world.all(AuditEvent, AuditEvent.object_type == "board")
    told = {"kind": "csv", "rows": 3, "filtered": True}
    assert [one.action for one in events] == ["export"] * 3
    assert told in [{key: one.facts[key] for key in told} for one in events]


def test_counts_are_numbers_and_days_are_days_and_nobody_is_named(world, browse):
    world.placed(world.kalle, world.shift(day="ke", title="Ikkunat"))
    page = browse(world.dina).get("/dispatch/board/xlsx")
    head, row = load_workbook(io.BytesIO(page.body)).active.iter_rows(values_only=True)
    shown = dict(zip(head, row, strict=True))
    assert shown["päivä"] == datetime(2026, 11, 25)
    assert (shown["tarve"], shown["vahvistettu"]) == (1, 1)
    assert "Kalle" not in map(str, row)


def test_a_title_is_never_a_formula(world, browse):
    world.shift(day="ke", title="=1+1")
    (row,) = lines(browse(world.dina).get("/dispatch/board/csv"))
    assert row["työ"] == "'=1+1"
    page = browse(world.dina).get("/dispatch/board/xlsx")
    (_head, cells) = load_workbook(io.BytesIO(page.body)).active.iter_rows()
    assert cells[3].data_type == "s"


def test_only_who_dispatches_gets_it(world, browse):
    for stranger in (world.oona, world.carla, world.aada):
        browse(stranger).get("/dispatch/board/csv", status=404)
