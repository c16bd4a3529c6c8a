"""Teams and dated times from files: taken in, given out the same, and wrong ones told by row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from app.domain.errors import NotAllowed
from app.domain.imports.words import SENTENCES
from app.domain.policy import SYSTEM
from app.services.exports import export_file
from app.services.imports import import_file
from app.store.models.people import Absence, Client, WorkingHours
from app.store.models.teams import Team, TeamMember
from app.store.models.times import AvailabilityException, WorkActivitySession
from app.store.models.trail import AuditEvent, AuditEventClient

DATA = Path(__file__).resolve().parent.parent / "data"
BEFORE = ("units", "staff", "organisations", "clients")
HEADER = "team_ref,unit_code,name,members,coach_email,goes_together\n"


def content(kind):
    """A real file; of the clients those whom the teams name, and few more."""
    lines = (DATA / f"{kind}.csv").read_bytes().splitlines(keepends=True)
    return b"".join(lines[:26] if kind == "clients" else lines)


@pytest.fixture
def take(world):
    """Everybody of the real files is there; `take(kind, data)` takes one more file in."""

    def take_in(kind, data=None, actor=SYSTEM, **options):
        sent = data.encode() if isinstance(data, str) else data or content(kind)
        return import_file(actor, kind, sent, now=world.now, **options)

    for kind in BEFORE:
        assert take_in(kind).clean
    return take_in


@pytest.fixture
def given_out(world):
    def export(kind):
        out = io.StringIO(newline="")
        export_file(SYSTEM, kind, out, now=world.now)
        return out.getvalue()

    return export


def counts(report):
    return report.created, report.changed, report.unchanged, report.error_count


def faults(report):
    assert all(one.code in SENTENCES for one in report.errors)
    return [(one.line, one.column, one.code) for one in report.errors]


def test_teams_come_in_and_a_second_time_change_nothing(take, world):
    assert counts(take("teams")) == (3, 0, 0, 0)
    assert counts(take("teams")) == (0, 0, 3, 0)
    assert (world.count(Team), world.count(TeamMember)) == (3, 7)
    lower = content("teams").replace(b"A100000 A100006", b"a100006 a100000")
    assert counts(take("teams", lower)) == (0, 0, 3, 0)


def test_teams_go_out_as_they_came_and_everybody_in_them_is_in_the_trail(take, given_out, world):
    take("teams")
    text = given_out("teams")
    assert list(csv.reader(io.StringIO(text))) == list(
        csv.reader(io.StringIO(content("teams").decode()))
    )
    (event,) = world.all(AuditEvent, AuditEvent.action == "export")
    assert world.count(AuditEventClient, AuditEventClient.event_id == event.id) == 7
    with pytest.raises(NotAllowed):
        export_file(world.aada, "teams", io.StringIO(), now=world.now)


def test_a_changed_row_changes_the_team_and_leaves_the_others(take, world):
    take("teams")
    changed = HEADER + "P1,U05,Uusi nimi,A100000 A100022,,no\n"
    assert counts(take("teams", changed)) == (0, 1, 0, 0)
    (team,) = world.all(Team, Team.ref == "P1")
    assert (team.name, team.coach_id, team.goes_together) == ("Uusi nimi", None, False)
    assert world.count(TeamMember, TeamMember.team_id == team.id) == 2
    assert world.count(Team) == 3
    # Whoever was taken out is free for another team now.
    assert counts(take("teams", HEADER + "P4,U05,Toinen,A100006 A100007,,yes\n"))[3] == 1
    assert counts(take("teams", HEADER + "P4,U05,Toinen,A100006 A100023,,yes\n"))[3] <= 1


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("P9,U99,Pari,A100000 A100006,,\n", (2, "unit_code", "unit_unknown")),
        ("P9,U05,Pari,A100000 B1,,\n", (2, "members", "client_unknown")),
        ("P9,U05,Pari,A100000 A100001,,\n", (2, "members", "client_of_other_unit")),
        ("P9,U05,Pari,A100000 A100006,x@example.org,\n", (2, "coach_email", "coach_unknown")),
        (
            "P8,U05,Pari,A100000 A100006,,\nP9,U05,Toinen,A100000 A100014,,\n",
            (3, "members", "client_in_other_team"),
        ),
        ("P9,U05,Pari,A100000,,\n", (2, "members", "team_size_wrong")),
        ("P9,U05,Pari,,,\n", (2, "members", "cell_missing")),
        ("P9,U05,Pari,A100000 A100006,,ehkä\n", (2, "goes_together", "value_unknown")),
    ],
)
def test_each_fault_is_told_by_its_row_and_nothing_is_kept(take, world, rows, fault):
    report = take("teams", HEADER + rows)
    assert faults(report) == [fault]
    assert world.count(Team) == 0


def test_nobody_is_in_two_teams_of_two_files(take):
    take("teams")
    report = take("teams", HEADER + "P9,U05,Pari,A100000 A100022,,\n")
    assert faults(report) == [(2, "members", "client_in_other_team")]


def test_a_rehearsal_keeps_no_team(take, world):
    assert counts(take("teams", dry_run=True)) == (3, 0, 0, 0)
    assert world.count(Team) == 0


TIMES = {
    "availability_exceptions": "2026-12-12 no; 2026-12-13 10-14",
    "work_activity_sessions": "2026-12-01 9-12; 2026-12-03 9-12",
    "goes_alone": "yes",
}


def clients_with(**cells):
    rows = list(csv.DictReader(io.StringIO(content("clients").decode("utf-8-sig"))))[:2]
    out = io.StringIO()
    writer = csv.DictWriter(out, (rows[0] | cells).keys())
    writer.writeheader()
    writer.writerows(row | cells for row in rows)
    return out.getvalue()


def test_dated_times_come_in_go_out_the_same_and_an_emptied_cell_clears(take, given_out, world):
    assert counts(take("clients", clients_with(**TIMES))) == (0, 2, 0, 0)
    assert world.count(AvailabilityException) == world.count(WorkActivitySession) == 4
    assert world.count(Client, Client.goes_alone) == 2
    rows = list(csv.DictReader(io.StringIO(given_out("clients"))))
    told = [{name: row[name] for name in TIMES} for row in rows if row["goes_alone"] == "yes"]
    assert told == [TIMES, TIMES]
    assert counts(take("clients", given_out("clients")))[:2] == (0, 0)
    # A file without the columns leaves them as they are.
    assert counts(take("clients")) == (0, 0, 25, 0)
    emptied = clients_with(**dict.fromkeys(TIMES, ""))
    assert counts(take("clients", emptied)) == (0, 2, 0, 0)
    assert world.count(AvailabilityException) == world.count(WorkActivitySession) == 0


def test_two_limits_on_one_scale_keep_the_lower_with_a_warning(take, given_out):
    report = take("clients", clients_with(limits="lifting<=some lifting<=light one_at_a_time"))
    assert [(one.column, one.code) for one in report.warnings] == [("limits", "limit_twice")] * 2
    rows = list(csv.DictReader(io.StringIO(given_out("clients"))))
    assert sum(row["limits"] == "lifting<=light one_at_a_time" for row in rows) == 2


def test_the_staff_file_fills_working_hours_absences_and_ceilings(take, given_out, world):
    sent = list(csv.DictReader(io.StringIO(content("staff").decode("utf-8-sig"))))
    for row in sent[:5]:
        row["absences"] = "2026-12-01 2026-12-23..2026-12-27"
    out = io.StringIO()
    writer = csv.DictWriter(out, sent[0].keys())
    writer.writeheader()
    writer.writerows(sent)
    assert counts(take("staff", out.getvalue())) == (0, 5, len(sent) - 5, 0)
    hours = sum(len(row["working_hours"].split(";")) for row in sent if row["working_hours"])
    assert world.count(WorkingHours) == hours > 0
    assert world.count(Absence) == 10
    kept = {row["email"]: row for row in csv.DictReader(io.StringIO(given_out("staff")))}
    for row in sent:
        told = kept[row["email"]]
        assert told["support_hours_per_week"] == row["support_hours_per_week"]
        assert told["absences"].replace("2026-12-01..2026-12-01", "2026-12-01") == row["absences"]
    assert counts(take("staff", given_out("staff")))[:2] == (0, 0)
