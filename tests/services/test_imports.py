"""Files are taken in as a whole or not at all, and a second time they change nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import NotAllowed
from app.domain.imports.words import SENTENCES, sentence
from app.domain.lifecycle import OfferState, TaskOutcome, TaskState
from app.domain.policy import SYSTEM
from app.domain.vocabulary import Category, RelationKind, Role
from app.services.imports import import_file
from app.store import audit, crypto
from app.store.imports.clients import face_of
from app.store.models.people import (
    Absence,
    Availability,
    BenefitSituation,
    Client,
    Limit,
    Organisation,
    Pass,
    Relation,
    Site,
    Unit,
    User,
    Wish,
    WorkingHours,
)
from app.store.models.rules import WageFloor
from app.store.models.trail import AuditEvent, AuditEventClient, Login
from app.store.models.work import Offer, Shift, Task

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = ("units", "staff", "organisations", "clients", "tasks")
EASY = {"title": "Vaatteiden lajittelu"}
COUNTS = {"units": 6, "staff": 45, "organisations": 40, "clients": 240, "tasks": 120}


def content(kind):
    return (DATA / f"{kind}.csv").read_bytes()


def table(kind, count=1, **changes):
    """The first rows of a real file with some cells changed, as bytes."""
    rows = list(csv.DictReader(io.StringIO(content(kind).decode("utf-8-sig"))))[:count]
    out = io.StringIO()
    writer = csv.DictWriter(out, (rows[0] | changes).keys())
    writer.writeheader()
    writer.writerows(row | changes for row in rows)
    return out.getvalue().encode()


@pytest.fixture
def take(request, world):
    """`take("units")` takes the real file in; data and options may be given."""

    def take_in(kind, data=None, actor=SYSTEM, **options):
        return import_file(actor, kind, data or content(kind), now=world.now, **options)

    return take_in


@pytest.fixture
def loaded(take):
    """The same, with the people and organisations of the real files there already."""
    for kind in KINDS[:3]:
        assert take(kind).clean
    return take


def counts(report):
    return report.created, report.changed, report.unchanged, report.error_count


def faults(report):
    return [(one.line, one.column, one.code) for one in report.errors]


def test_the_five_real_files_come_in_and_a_second_time_change_nothing(engine_app):
    now = engine_app.extensions["jobcenter_clock"].utcnow()
    for kind in KINDS:
        report = import_file(SYSTEM, kind, content(kind), now=now)
        assert counts(report) == (COUNTS[kind], 0, 0, 0), kind
    for kind in KINDS:
        report = import_file(SYSTEM, kind, content(kind), now=now)
        assert counts(report) == (0, 0, COUNTS[kind], 0), kind
    assert audit.verify().faults == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_same_file_in_another_shape_means_the_same(loaded, encoding, delimiter):
    loaded("clients")
    rows = list(csv.reader(io.StringIO(content("clients").decode())))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    report = loaded("clients", out.getvalue().encode(encoding))
    assert counts(report) == (0, 0, 240, 0)


def test_a_rehearsal_writes_nothing(loaded, world):
    trail = world.count(AuditEvent)
    report = loaded("clients", dry_run=True)
    assert counts(report) == (240, 0, 0, 0)
    assert (world.count(Client), world.count(AuditEvent)) == (3, trail)


def test_one_bad_row_keeps_all_the_others_out(loaded, world):
    bad = content("clients").replace(b"A100239", b"A100238")
    report = loaded("clients", bad)
    assert faults(report) == [(241, "client_ref", "key_twice")]
    assert "rivillä 240" in sentence(report.errors[0].code, report.errors[0].facts)
    assert (world.count(Client), world.count(User, User.role == Role.CLIENT)) == (3, 3)


@pytest.mark.parametrize(
    ("kind", "changes", "fault"),
    [
        ("clients", {"unit_code": "U99"}, ("unit_code", "unit_unknown")),
        ("clients", {"coach_email": "kuka@example.org"}, ("coach_email", "coach_unknown")),
        ("clients", {"coach_email": "tarja.aalto@example.org"}, ("coach_email", "coach_unknown")),
        (
            "clients",
            {"responsible_worker_email": "niko.ahonen@example.org"},
            ("responsible_worker_email", "worker_unknown"),
        ),
        (
            "organisations",
            {"contact_email": "niko.ahonen@example.org"},
            ("contact_email", "email_taken"),
        ),
        ("staff", {"unit_code": "U99"}, ("unit_code", "unit_unknown")),
        ("tasks", {"org_ref": "O1"}, ("org_ref", "organisation_unknown")),
        ("clients", {"started_on": "never"}, ("started_on", "date_unreadable")),
    ],
)
def test_each_fault_is_found_in_its_cell(loaded, kind, changes, fault):
    report = loaded(kind, table(kind, **changes))
    assert faults(report) == [(2, *fault)]
    assert (report.errors[0].code in SENTENCES, report.clean) == (True, False)


def test_a_missing_column_gets_one_sentence(take, world):
    report = take("units", b"code,name,kind\nU1,a,disability\n")
    (fault,) = report.errors
    assert sentence(fault.code, fault.facts).startswith(
        "Tiedostosta puuttuu sarakkeita: neutral_name, area"
    )
    assert world.count(Unit) == 2


def test_a_column_that_may_be_left_out_keeps_what_is_there(loaded, world):
    loaded("tasks", table("tasks"))
    (task,) = world.all(Task)
    world.change(Task, task.id, languages=["sv"], contact_name="Pirjo")
    report = loaded("tasks", table("tasks", title="Toinen otsikko"))
    (task,) = world.all(Task)
    assert counts(report) == (0, 1, 0, 0)
    assert (task.title, task.languages, task.contact_name) == ("Toinen otsikko", ["sv"], "Pirjo")


def test_unknown_columns_are_told_and_left(take):
    report = take("units", table("units", boss="x"))
    assert [(one.code, dict(one.facts)) for one in report.warnings] == [
        ("column_unknown", {"text": "boss"})
    ]
    assert report.error_count == 0


# --- staff and organisations


def test_staff_come_with_their_hours_and_a_sealed_address(take, world):
    take("units")
    take("staff")
    index = crypto.blind_index("email", "niko.ahonen@example.org")
    (niko,) = world.all(User, User.email_index == index)
    assert (niko.role, niko.last_name, niko.support_minutes_week) == (Role.COACH, "Ahonen", 600)
    assert b"niko" not in niko.email_sealed
    spans = world.all(WorkingHours, WorkingHours.user_id == niko.id)
    assert sorted((s.weekday, s.starts_minute, s.ends_minute) for s in spans) == [
        (0, 450, 930),
        (2, 450, 930),
        (4, 480, 840),
    ]


def test_days_away_keep_when_they_became_known(take, world):
    take("units")
    take("staff", table("staff", absences="2026-12-01..2026-12-02"))
    first = world.now
    world.pass_time(days=1)
    days = "2026-12-01..2026-12-02; 2026-12-08..2026-12-08"
    take("staff", table("staff", absences=days))
    known = sorted((row.starts_on.day, row.entered_at) for row in world.all(Absence))
    assert known == [(1, first), (8, world.now)]


def test_a_dispatcher_gives_nobody_another_role(loaded, world):
    report = loaded("staff", table("staff", role="administrator", unit_code=""), actor=world.dina)
    assert faults(report) == [(2, "role", "role_change_refused")]


def test_who_gets_another_role_has_to_sign_in_again(loaded, world, browse):
    index = crypto.blind_index("email", "niko.ahonen@example.org")
    (niko,) = world.all(User, User.email_index == index)
    from app.store.logins import actor_of

    browse(actor_of(niko, None))
    loaded("staff", table("staff", role="unit_manager"), actor=world.aada)
    assert world.count(Login, Login.user_id == niko.id, Login.revoked_at.is_(None)) == 0


def test_an_address_of_somebody_else_is_not_taken(take, world):
    take("units")
    oona = world.get(User, world.oona.user_id)
    report = take("staff", table("staff", email=oona.email))
    assert faults(report) == [(2, "email", "email_taken")]


def test_an_organisation_comes_with_the_person_who_orders(loaded, world):
    (organisation,) = world.all(Organisation, Organisation.ref == "O10000")
    (contact,) = world.all(User, User.organisation_id == organisation.id)
    assert (contact.role, contact.last_name) == (Role.ORDERER_ADMIN, "Holmström")
    assert organisation.verified_at == world.now


def test_a_new_contact_joins_and_the_former_one_stays(loaded, world):
    changed = table("organisations", contact_email="uusi@example.com", contact_first_name="Uusi")
    assert counts(loaded("organisations", changed)) == (0, 1, 0, 0)
    assert counts(loaded("organisations", changed)) == (0, 0, 1, 0)
    (organisation,) = world.all(Organisation, Organisation.ref == "O10000")
    assert world.count(User, User.organisation_id == organisation.id) == 2


def test_two_organisations_with_one_business_id_are_refused(take):
    rows = table("organisations", 2, business_id="1048604-0", contact_email="",
                 contact_first_name="", contact_last_name="", contact_phone="")  # fmt: skip
    assert faults(take("organisations", rows)) == [(3, "business_id", "business_id_taken")]


# --- clients


@pytest.fixture
def client(loaded, world):
    """`client(availability="")`: the first real client, taken in with these changes."""

    def take_one(**changes):
        report = loaded("clients", table("clients", **changes))
        assert report.clean, faults(report)
        index = crypto.blind_index("number", "A100000")
        (found,) = world.all(Client, Client.number_index == index)
        return found

    return take_one


def test_a_client_comes_with_everything_agreed(client, world):
    found = client(limits="standing<=some no_evenings", passes="hygiene_passport")
    assert (found.first_name, found.last_name, found.number) == ("Valtteri", "Väisänen", "A100000")
    assert (found.max_minutes_week, found.max_minutes_month) == (360, None)
    spans = world.all(Availability, Availability.client_id == found.id)
    assert sorted((s.weekday, s.starts_minute, s.ends_minute) for s in spans) == [
        (1, 540, 840),
        (4, 540, 1020),
    ]
    wishes = world.all(Wish, Wish.client_id == found.id)
    assert {wish.category for wish in wishes} == {Category.ELDERLY_ASSIST, Category.SHOP}
    assert [one.level for one in world.all(Limit, Limit.client_id == found.id)] == [1]
    assert world.count(BenefitSituation, BenefitSituation.client_id == found.id) == 1
    kinds = {one.kind for one in world.all(Relation, Relation.client_id == found.id)}
    assert kinds == {RelationKind.COACH, RelationKind.RESPONSIBLE_WORKER}
    (user,) = world.all(User, User.client_id == found.id)
    assert (user.role, user.first_name) == (Role.CLIENT, "Valtteri")


def test_nothing_confidential_lies_open(client):
    found = client()
    assert b"isanen" not in found.last_name_sealed + found.number_sealed
    assert found.phone_index == crypto.blind_index("phone", "+358454753299")
    assert found.last_name_index == crypto.blind_index("last_name", "väisänen")


def test_the_same_client_always_gets_the_same_card(client, world):
    first = client()
    assert (first.animal, first.colour) == face_of("A100000")
    again = client(stop="Pasila")
    assert (again.animal, again.colour) == face_of("A100000")


def test_emptied_cells_clear(client, world):
    client(limits="standing<=some", passes="hygiene_passport", max_hours_week="6")
    found = client(limits="", passes="", availability="", wishes="", max_hours_week="", phone="",
                   responsible_worker_email="", strengths="")  # fmt: skip
    for model in (Limit, Pass, Availability, Wish):
        assert world.count(model, model.client_id == found.id) == 0
    assert (found.max_minutes_week, found.phone, found.phone_index, found.strengths) == (
        (None,) * 4
    )


def test_absent_rows_are_untouched(loaded, world):
    loaded("clients")
    assert counts(loaded("clients", table("clients"))) == (0, 0, 1, 0)
    assert world.count(Client) == 243


def test_a_new_coach_takes_over_at_once(client, world):
    found = client()
    client(coach_email="niko.ahonen@example.org")
    coaches = world.all(Relation, Relation.client_id == found.id, Relation.kind == "coach")
    assert sorted(str(one.ends_on) for one in coaches) == ["2026-11-22", "None"]
    (now,) = [one for one in coaches if one.ends_on is None]
    assert now.starts_on == date(2026, 11, 23)


def test_a_pass_that_stays_keeps_its_day(client, world):
    found = client(passes="hygiene_passport")
    (shown,) = world.all(Pass, Pass.client_id == found.id)
    world.change(Pass, shown.id, shown_on=date(2026, 1, 1))
    client(passes="hygiene_passport occupational_safety_card")
    passes = world.all(Pass, Pass.client_id == found.id)
    assert sorted(str(one.shown_on) for one in passes) == ["2026-01-01", "None"]


def test_a_new_benefit_is_dated_and_the_old_one_kept(client, world):
    found = client()
    world.pass_time(days=10)
    client(benefit="general_support")
    rows = world.all(BenefitSituation, BenefitSituation.client_id == found.id)
    assert sorted(str(one.valid_from) for one in rows) == ["2026-11-23", "2026-12-03"]


def test_of_two_limits_on_a_scale_the_lower_holds_with_a_warning(loaded, world):
    report = loaded("clients", table("clients", limits="lifting<=some lifting<=light"))
    assert [one.code for one in report.warnings] == ["limit_twice"]
    assert [one.level for one in world.all(Limit)] == [1]


def test_what_is_wished_and_avoided_is_avoided_with_a_warning(loaded, world):
    report = loaded("clients", table("clients", wishes="shop garden", avoid="shop"))
    assert [one.code for one in report.warnings] == ["wish_and_avoid"]
    assert {(one.category, one.wanted) for one in world.all(Wish)} == {
        (Category.SHOP, False),
        (Category.GARDEN, True),
    }


def test_the_trail_names_every_client_that_was_touched(loaded, world):
    loaded("clients", table("clients", 3))
    loaded("clients", table("clients", 3, stop="Pasila"))
    events = world.all(AuditEvent, AuditEvent.object_type == "clients")
    assert sorted((one.action, one.facts["rows"], tuple(one.fields)) for one in events) == [
        ("create", 3, ()),
        ("update", 3, ("stop",)),
    ]
    ids = [one.id for one in events]
    assert world.count(AuditEventClient, AuditEventClient.event_id.in_(ids)) == 6
    assert "Pasila" not in str([one.facts for one in events])


def test_a_number_spelt_otherwise_is_the_same_client(loaded, world):
    loaded("clients", table("clients"))
    assert counts(loaded("clients", table("clients", client_ref="a 100000"))) == (0, 0, 1, 0)


# --- tasks


def test_tasks_arrive_as_handed_in(loaded, world):
    loaded("tasks", table("tasks"))
    (task,) = world.all(Task)
    assert (task.state, task.submitted_at, task.ref) == (TaskState.SUBMITTED, world.now, "T100000")
    assert world.count(Shift) == 0


def test_times_gone_by_come_in_as_closed_with_a_warning(loaded, world):
    report = loaded("tasks", table("tasks", first_date="2026-11-02", recurrence=""))
    assert [one.code for one in report.warnings] == ["all_occurrences_past"]
    (task,) = world.all(Task)
    assert (task.state, task.outcome) == (TaskState.CLOSED, TaskOutcome.EXPIRED)


def test_of_a_recurrence_the_times_gone_by_are_counted(loaded, world):
    weekly = {"first_date": "2026-11-09", "recurrence": "FREQ=WEEKLY;COUNT=6"}
    report = loaded("tasks", table("tasks", **weekly))
    assert [(one.code, one.facts["count"]) for one in report.warnings] == [("past_occurrences", 2)]


@pytest.mark.parametrize("end", ["13:00", "02:00"])
def test_an_end_that_is_not_later_is_on_the_next_day(loaded, end):
    report = loaded("tasks", table("tasks", start="13:00", end=end))
    assert [one.code for one in report.warnings] == ["ends_next_day"]
    assert report.created == 1


def test_the_option_opens_what_passes_the_screening(loaded, world):
    world.add(WageFloor(agreement="Palvelualat", category="", cents_per_hour=1100,
                        valid_from=date(2026, 1, 1), source="sopimus"))  # fmt: skip
    good = table("tasks", **EASY)
    poor = table("tasks", task_ref="T2", pay_eur_per_hour="5,00", **EASY)
    hard = table("tasks", task_ref="T3", title="Vaatteiden lajittelu ym.")
    assert loaded("tasks", good, open_tasks=True).warning_count == 0
    waiting = [loaded("tasks", table, open_tasks=True).warnings for table in (poor, hard)]
    assert [[one.code for one in found] for found in waiting] == [
        ["waits_pay_under_floor"], ["waits_hard_text"]
    ]  # fmt: skip
    states = {task.ref: task.state for task in world.all(Task)}
    assert states == {
        "T100000": TaskState.OPEN, "T2": TaskState.SUBMITTED, "T3": TaskState.SUBMITTED
    }  # fmt: skip
    assert world.count(Shift) == 1


def test_an_open_task_without_offers_may_still_change(loaded, world):
    world.add(WageFloor(agreement="Palvelualat", category="", cents_per_hour=1100,
                        valid_from=date(2026, 1, 1), source="sopimus"))  # fmt: skip
    loaded("tasks", table("tasks", **EASY), open_tasks=True)
    assert loaded("tasks", table("tasks", first_date="2026-12-03", **EASY)).changed == 1
    assert [shift.occurrence_on for shift in world.all(Shift)] == [date(2026, 12, 3)]


def test_a_row_that_would_change_an_accepted_shift_is_an_error(take, world):
    opened = world.open_task()
    world.change(Task, opened.id, ref="T1")
    world.offer(world.kalle, opened.shift_id, state=OfferState.ACCEPTED)
    out = exported(world, "tasks")
    assert counts(take("tasks", out)) == (0, 0, 1, 0)
    report = take("tasks", out.replace(b"10:00", b"09:00"))
    assert faults(report) == [(2, "task_ref", "accepted_shift")]
    told = take("tasks", out.replace(b"Pirjo", b"Paavo"))
    assert counts(told) == (0, 1, 0, 0)
    assert world.count(Offer) == 1


def test_a_closed_task_stays_as_it_was(take, world):
    world.task(state=TaskState.CLOSED, ref="T1")
    report = take("tasks", exported(world, "tasks").replace(b"10:00", b"09:00"))
    assert faults(report) == [(2, "task_ref", "task_closed")]


def test_what_was_sent_back_is_handed_in_again_by_the_file(take, world):
    task = world.task(state=TaskState.CHANGES_REQUESTED, ref="T1")
    take("tasks", exported(world, "tasks").replace(b"12.50", b"13.50"))
    assert world.get(Task, task).state is TaskState.SUBMITTED


def test_places_of_one_name_stay_apart(loaded, world):
    loaded("tasks")
    places = {(site.organisation_id, site.name, site.lat, site.door) for site in world.all(Site)}
    assert len(places) == world.count(Site)
    assert {task.site_id for task in world.all(Task)} <= {site.id for site in world.all(Site)}


def exported(world, kind):
    from app.services.exports import export_file

    out = io.StringIO(newline="")
    export_file(SYSTEM, kind, out, now=world.now)
    return out.getvalue().encode()


# --- who may


@pytest.mark.parametrize("person", ["carla", "oona", "kalle", "maija", "tuomo", "sam"])
def test_others_take_nothing_in(world, person):
    with pytest.raises(NotAllowed):
        import_file(getattr(world, person), "units", content("units"), now=world.now)


def test_progress_is_told_in_bytes(take):
    seen = []
    take("units", progress=lambda done, every: seen.append((done, every)))
    assert seen[-1] == (len(content("units")),) * 2
