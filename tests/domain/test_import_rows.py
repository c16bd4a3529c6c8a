"""Each row of a file is read into values, or its faults are found in their cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from app.domain.imports.blocked import BLOCKED
from app.domain.imports.clients import CLIENTS
from app.domain.imports.columns import RowReader, write_row
from app.domain.imports.organisations import ORGANISATIONS
from app.domain.imports.staff import STAFF
from app.domain.imports.tasks import TASKS
from app.domain.imports.teams import TEAMS
from app.domain.imports.units import UNITS
from app.domain.imports.words import SENTENCES

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = {kind.name: kind for kind in (UNITS, STAFF, ORGANISATIONS, CLIENTS, TEAMS, BLOCKED, TASKS)}


def real_rows(name):
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def read(name, cells):
    """The row (or None), its faults and its warnings as (column, code)."""
    errors, warnings = [], []
    row = RowReader(KINDS[name], tuple(cells)).read(2, cells, errors, warnings)
    found = [[(one.column, one.code) for one in problems] for problems in (errors, warnings)]
    return row, *found


@pytest.mark.parametrize(
    ("name", "changes", "fault"),
    [
        ("clients", {"availability": "ma 9"}, ("availability", "week_times_unreadable")),
        ("clients", {"availability": "maa 9-14"}, None),
        ("clients", {"work_activity_days": "mo"}, ("work_activity_days", "weekday_unknown")),
        ("clients", {"limits": "lifting<=much"}, ("limits", "level_unknown")),
        ("clients", {"limits": "weight<=light"}, ("limits", "scale_unknown")),
        ("clients", {"limits": "no_mornings"}, ("limits", "limit_unreadable")),
        ("clients", {"wishes": "gardening"}, ("wishes", "value_unknown")),
        ("clients", {"max_earnings_month": "paljon"}, ("max_earnings_month", "money_unreadable")),
        ("clients", {"max_earnings_month": "1 200,50 €"}, None),
        ("clients", {"started_on": "32.1.2026"}, ("started_on", "date_unreadable")),
        ("clients", {"started_on": "20.1.2026"}, None),
        ("clients", {"client_ref": " "}, ("client_ref", "cell_missing")),
        ("clients", {"first_name": "x" * 101}, ("first_name", "text_too_long")),
        ("clients", {"lat": "600"}, ("lat", "number_out_of_bounds")),
        ("staff", {"role": "client"}, ("role", "value_unknown")),
        ("staff", {"email": "niko"}, ("email", "mail_unreadable")),
        ("staff", {"unit_code": ""}, ("unit_code", "unit_missing")),
        ("staff", {"absences": "2026-12-27..2026-12-23"}, ("absences", "absence_backwards")),
        ("organisations", {"business_id": "1048604-1"}, ("business_id", "business_id_wrong")),
        ("organisations", {"contact_email": ""}, ("contact_email", "contact_email_missing")),
        ("tasks", {"recurrence": "FREQ=YEARLY"}, ("recurrence", "recurrence_unreadable")),
        (
            "tasks",
            {"recurrence": "FREQ=WEEKLY;BYDAY=MO"},
            ("recurrence", "recurrence_misses_first_day"),
        ),
        (
            "clients",
            {"availability_exceptions": "2026-12-12"},
            ("availability_exceptions", "exception_unreadable"),
        ),
        (
            "clients",
            {"availability_exceptions": "2026-12-12 no 14-9"},
            ("availability_exceptions", "exception_unreadable"),
        ),
        (
            "clients",
            {"availability_exceptions": "2026-12-12 no 9-12; 2026-12-12 9-10"},
            ("availability_exceptions", "exception_twice"),
        ),
        (
            "clients",
            {"availability_exceptions": "31.2.2026 no"},
            ("availability_exceptions", "date_unreadable"),
        ),
        (
            "clients",
            {"work_activity_sessions": "2026-12-01"},
            ("work_activity_sessions", "session_unreadable"),
        ),
        (
            "clients",
            {"work_activity_sessions": "2027-03-28 3.30-6"},
            ("work_activity_sessions", "missing_local_time"),
        ),
        ("teams", {"members": "A100000"}, ("members", "team_size_wrong")),
        ("teams", {"members": "A1 A2 A3 A4 A5"}, ("members", "team_size_wrong")),
        ("teams", {"members": "A1;A2, a3"}, None),
        ("blocked", {"starts_on": ""}, ("review_on", "review_too_early")),
        ("blocked", {"starts_on": "", "review_on": ""}, None),
        ("tasks", {"demands": "lifting=much"}, ("demands", "level_unknown")),
        ("tasks", {"places": "0"}, ("places", "number_out_of_bounds")),
        ("tasks", {"pay_eur_per_hour": "-3"}, ("pay_eur_per_hour", "money_unreadable")),
        ("tasks", {"start": "25:00"}, ("start", "clock_unreadable")),
        ("tasks", {"start": "9.30", "end": "12"}, None),
        ("tasks", {"stop": "Sörnäinen, metroasema", "walk_minutes": "5"}, None),
        ("tasks", {"stop": "", "walk_minutes": ""}, None),
        ("tasks", {"stop": "x" * 101}, ("stop", "text_too_long")),
        ("tasks", {"walk_minutes": "0"}, ("walk_minutes", "number_out_of_bounds")),
        ("tasks", {"walk_minutes": "91"}, ("walk_minutes", "number_out_of_bounds")),
        ("tasks", {"walk_minutes": "viisi"}, ("walk_minutes", "number_unreadable")),
        ("tasks", {"first_date": "2027-03-28", "start": "03:30"}, ("start", "missing_local_time")),
    ],
)
def test_each_fault_is_found_in_its_cell(name, changes, fault):
    row, errors, _warnings = read(name, real_rows(name)[0] | changes)
    assert errors == ([] if fault is None else [fault])
    assert (row is None) == (fault is not None)
    assert all(code in SENTENCES for _column, code in errors)


@pytest.mark.parametrize("name", list(KINDS))
def test_every_real_row_is_written_in_one_form_and_read_again(name):
    kind = KINDS[name]
    for cells in real_rows(name):
        row, errors, _warnings = read(name, cells)
        assert errors == []
        written = dict(zip(kind.names, write_row(kind, row), strict=True))
        assert read(name, written)[:2] == (row, [])


def test_all_faults_of_a_row_are_told_at_once():
    cells = real_rows("clients")[0] | {"availability": "ma", "birth_year": "x", "lat": "y"}
    assert [column for column, _code in read("clients", cells)[1]] == [
        "birth_year",
        "lat",
        "availability",
    ]


@pytest.mark.parametrize(
    ("column", "text", "written"),
    [
        ("availability", "Ma 9–14, 15:30 - 17; TI klo 9.30-16", "ma 9-14; ma 15.30-17; ti 9.30-16"),
        ("availability", "ma-ke 8-16", "ma 8-16; ti 8-16; ke 8-16"),
        ("work_activity_days", "pe, ma", "ma pe"),
        ("limits", "no_weekends lifting <= light", "lifting<=light no_weekends"),
        ("wishes", "shop;cleaning shop", "cleaning shop"),
        ("max_hours_week", "7,5", "7.5"),
        ("max_earnings_month", "1 200,5 €", "1200.50"),
        ("non_disclosure", "Kyllä", "yes"),
        ("first_name", "  Anna\u00a0 Maija ", "Anna Maija"),
        ("waiting_since", "1.5.2026", "2026-05-01"),
        ("language", "FI-SELKO", "fi-selko"),
        ("limits", "ONE_AT_A_TIME", "one_at_a_time"),
        (
            "availability_exceptions",
            "13.12.2026 10–14; 2026-12-12 EI; 2026-12-14 no 9-11, 10-12\n2026-12-13 12-15",
            "2026-12-12 no; 2026-12-13 10-15; 2026-12-14 no 9-12",
        ),
        (
            "work_activity_sessions",
            "3.12.2026 klo 9-12 13.15-15; 2026-12-01 22-24",
            "2026-12-01 22-24; 2026-12-03 9-12; 2026-12-03 13.15-15",
        ),
        # The hour that is there twice, on a day of 25 hours; and a day of 23.
        (
            "work_activity_sessions",
            "2026-10-25 2-5; 2027-03-28 2-5",
            "2026-10-25 2-5; 2027-03-28 2-5",
        ),
        ("goes_alone", "kyllä", "yes"),
    ],
)
def test_many_spellings_have_one_form(column, text, written):
    row, errors, _warnings = read("clients", real_rows("clients")[0] | {column: text})
    assert errors == []
    cells = dict(zip(CLIENTS.names, write_row(CLIENTS, row), strict=True))
    assert cells[column] == written
    assert read("clients", cells)[0] == row
