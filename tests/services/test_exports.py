"""What is kept goes out and comes in again without change, whatever people have written."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import NotAllowed
from app.domain.imports.cells import tidy
from app.domain.policy import SYSTEM
from app.services.exports import export_file
from app.services.imports import import_file
from app.store.models.people import Client, Organisation, Unit, User
from app.store.models.trail import AuditEvent, AuditEventClient
from app.store.models.work import Task

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = ("units", "staff", "organisations", "clients", "teams", "blocked", "tasks")


def export(kind, now, actor=SYSTEM):
    out = io.StringIO(newline="")
    export_file(actor, kind, out, now=now)
    return out.getvalue().encode()


def counts(report):
    return report.created, report.changed, report.unchanged, report.error_count


def test_the_six_files_go_out_and_come_into_another_database(engine_app):
    now = engine_app.extensions["jobcenter_clock"].utcnow()
    for kind in KINDS:
        import_file(SYSTEM, kind, (DATA / f"{kind}.csv").read_bytes(), now=now)
    for kind in KINDS:
        data = export(kind, now)
        again = import_file(SYSTEM, kind, data, now=now)
        assert counts(again)[:2] == (0, 0), kind
        assert again.warning_count == again.error_count == 0


def test_what_was_made_on_the_site_has_its_id_for_a_key(world):
    world.task()
    for kind, number in (("organisations", 2), ("tasks", 1), ("clients", 3), ("staff", 12)):
        data = export(kind, world.now)
        assert counts(import_file(SYSTEM, kind, data, now=world.now)) == (0, 0, number, 0), kind


# Letters, signs and breaks of every kind; a database keeps no zero byte and no half letter.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=40)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=TEXT.filter(tidy), prose=TEXT)
def test_any_text_goes_out_and_in_without_change(world, name, prose):
    task = world.all(Task) or [world.get(Task, world.task())]
    world.change(Task, task[0].id, title=name, description=prose, bring=prose)
    world.change(Unit, world.units["U01"], name=name, area=prose)
    world.change(Organisation, world.organisations["kiinteisto"], name=name)
    world.change(User, world.carla.user_id, last_name=prose, first_name=name)
    world.change(Client, world.kalle.client_id, strengths=prose, last_name=name, stop=prose)
    for kind in KINDS:
        data = export(kind, world.now)
        report = import_file(SYSTEM, kind, data, now=world.now)
        assert counts(report)[1] == counts(report)[0] == counts(report)[3] == 0, kind
    assert world.get(Client, world.kalle.client_id).strengths == prose
    assert world.get(Task, task[0].id).description == prose


def test_every_client_who_goes_out_is_in_the_trail(world):
    export("clients", world.now)
    (event,) = world.all(AuditEvent, AuditEvent.action == "export")
    named = world.all(AuditEventClient, AuditEventClient.event_id == event.id)
    assert {one.client_id for one in named} == {one.id for one in world.all(Client)}


@pytest.mark.parametrize("kind", ["clients", "staff"])
@pytest.mark.parametrize("person", ["dina", "aada"])
def test_no_person_gives_people_out(world, kind, person):
    with pytest.raises(NotAllowed):
        export(kind, world.now, getattr(world, person))


@pytest.mark.parametrize("person", ["carla", "oona", "kalle", "maija", "tuomo", "sam", "aada"])
def test_work_is_given_out_by_dispatchers_only(world, person):
    assert export("tasks", world.now, world.dina)
    with pytest.raises(NotAllowed):
        export("tasks", world.now, getattr(world, person))


HOSTILE = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "'=1", '="1"']


def test_no_cell_is_a_formula(world):
    for n, text in enumerate(HOSTILE):
        world.task(title=text[:100], description=text, ref=f"T{n}")
    parsed = list(csv.reader(io.StringIO(export("tasks", world.now).decode(), newline="")))
    assert [cell for row in parsed for cell in row if cell[:1] in set("=+-@\t\r\0")] == []
    assert sorted(task.description for task in world.all(Task)) == sorted(HOSTILE)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_spreadsheet_finds_no_formula(world, tmp_path):
    for n, text in enumerate(HOSTILE):
        world.task(title=text, description=text, ref=f"T{n}")
    (tmp_path / "tasks.csv").write_bytes(export("tasks", world.now))
    command = ["soffice", "--headless", "--convert-to", "fods", "tasks.csv"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=120)
    assert "table:formula" not in (tmp_path / "tasks.fods").read_text(encoding="utf-8")
