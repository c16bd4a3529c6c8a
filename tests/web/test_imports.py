"""Taking files in and giving them out on the site."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from app.integrations.csv_files import read_sheet
from app.store.models.people import Client, Organisation, Unit
from app.store.models.trail import AuditEvent, ImportPreview
from app.store.models.work import Task

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = ("units", "staff", "organisations", "clients", "teams", "blocked", "tasks")
UNITS = b"code,name,neutral_name,kind,area,lat,lon,phone\nU77,Uusi,Jobcenter,disability,Malmi,,,\n"


def sent(content: bytes, name: str = "tiedosto.csv"):
    return {"file": (io.BytesIO(content), name)}


@pytest.fixture
def dina(browse, world):
    return browse(world.dina)


def test_the_first_page_names_the_six_kinds_in_their_order(dina):
    page = dina.get("/imports/")
    assert page.h1 == "Tuonti"
    titles = [words[3:] for words in page.links if words[1:3] == ". "]
    assert titles == [
        "Yksiköt", "Henkilöstö", "Tilaajat", "Asiakkaat", "Tiimit", "Erillään pidettävät",
        "Tilaukset",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_tells_its_columns(dina, kind):
    page = dina.get(f"/imports/{kind}/")
    header = (DATA / f"{kind}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [name for name in header if name not in page.text] == []


def test_a_file_is_looked_at_before_it_is_taken_in(dina, world):
    page = dina.post("/imports/units/", sent(UNITS))
    preview = dina.get(page.location)
    assert "uutta riviä 1" in preview.text
    assert world.count(Unit, Unit.code == "U77") == 0
    done = dina.submit(preview.form("/take"))
    assert dina.get(done.location).h1 == "Tiedosto on tuotu"
    assert world.count(Unit, Unit.code == "U77") == 1
    assert world.count(ImportPreview) == 0


def test_a_file_that_is_not_wanted_is_forgotten(dina, world):
    preview = dina.get(dina.post("/imports/units/", sent(UNITS)).location)
    dina.submit(preview.form("/drop"))
    assert (world.count(ImportPreview), world.count(Unit, Unit.code == "U77")) == (0, 0)


def test_faults_are_shown_with_line_column_and_what_would_be_right(dina, world):
    before = world.count(Unit)
    content = UNITS + b"U78,Toinen,Jobcenter,wrong,Malmi,,,\n"
    preview = dina.get(dina.post("/imports/units/", sent(content)).location)
    assert "disability, rehabilitative, purchased" in preview.text
    cells = [cell.text for cell in (*preview.find("th", scope="row"), *preview.find("td"))]
    assert cells[:2] == ["3", "kind"]
    assert [form.action for form in preview.forms if form.action.endswith("/take")] == []
    assert world.count(Unit) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tiedosto on tyhjä"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "ei ole CSV"),
        (b"PK\x03\x04" + b"\0" * 50, "taulukko-ohjelman"),
        (b"code,name\nU1,Nimi\n", "puuttuu sarakkeita: neutral_name"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence_at_its_field(dina, world, content, words):
    page = dina.post("/imports/units/", sent(content), status=422)
    assert words in page.text
    assert world.count(ImportPreview) == 0


def test_no_file_at_all_is_told_too(dina):
    assert "Valitse tiedosto" in dina.post("/imports/units/", {}, status=422).text


def test_somebody_elses_file_is_not_there(dina, browse, world):
    address = dina.post("/imports/units/", sent(UNITS)).location
    aada = browse(world.aada)
    aada.get(address, status=404)
    aada.post(f"{address}take", status=404)
    assert world.count(Unit, Unit.code == "U77") == 0


def test_a_file_waits_for_half_an_hour_only(dina, world):
    address = dina.post("/imports/units/", sent(UNITS)).location
    world.pass_time(minutes=31)
    dina.get(address, status=404)
    dina.post("/imports/units/", sent(UNITS))
    kept = world.all(ImportPreview)
    assert [one.expires_at - one.created_at for one in kept] == [timedelta(minutes=30)]


def test_what_is_kept_until_the_yes_is_sealed(dina, world):
    dina.post("/imports/units/", sent(UNITS))
    (kept,) = world.all(ImportPreview)
    assert b"U77" not in kept.content_sealed


def test_a_preview_never_shows_what_is_stored_about_others(dina, world):
    header = (DATA / "clients.csv").read_text(encoding="utf-8").splitlines()[0]
    (kalle,) = world.all(Client, Client.id == world.kalle.client_id)
    line = f"{kalle.number},Toinen,Nimi,U01,,,fi,,disability,,,,,,,,,,,,,,,,,,,,2026-01-01,"
    page = dina.post("/imports/clients/", sent(f"{header}\n{line}\n".encode()))
    preview = dina.get(page.location)
    assert "muuttunutta riviä" in preview.text
    for secret in (kalle.last_name, kalle.phone, kalle.first_name):
        assert secret not in preview.text


@pytest.mark.parametrize("person", ["carla", "kalle", "oona", "maija", "tuomo"])
def test_other_roles_do_not_find_these_pages(browse, world, person):
    browser = browse(getattr(world, person))
    browser.get("/imports/", status=404)
    browser.post("/imports/units/", sent(UNITS), status=404)
    browser.post("/imports/units/export", status=404)


def send_large(browser, size):
    """The status for a file of so many bytes; made here so that no file is left open."""
    edge = "edge"
    parts = f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
    parts += f"{browser.csrf_token()}\r\n--{edge}\r\nContent-Disposition: form-data; "
    parts += 'name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = parts.encode() + UNITS + b"\n" * size + f"\r\n--{edge}--\r\n".encode()
    with browser.world.app.app_context():
        return browser.client.post(
            "/imports/units/", data=body, content_type=f"multipart/form-data; boundary={edge}"
        ).status_code


def test_only_this_act_takes_a_large_file(dina, browse, world):
    assert send_large(dina, 1_500_000) == 303
    assert send_large(dina, 20_000_000) == 413
    assert send_large(browse(world.carla), 1_500_000) in {404, 413}


def test_a_dispatcher_gives_out_what_comes_in_again(dina, world):
    world.task(ref="T1", title="=SUMMA(1)")
    answer = dina.post("/imports/tasks/export", status=200)
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = read_sheet(answer.body, ["task_ref"])
    assert row.cells["title"] == "=SUMMA(1)"
    preview = dina.get(dina.post("/imports/tasks/", sent(answer.body)).location)
    assert "1" in preview.text
    assert world.count(Task) == 1
    assert world.count(AuditEvent, AuditEvent.action == "export") == 1


def blocked_preview(browser, world, clients):
    rows = "".join(
        f"{one.client_id.hex},{world.oona.organisation_id.hex},{world.today},\n" for one in clients
    )
    data = b"client_ref,org_ref,starts_on,review_on\n" + rows.encode()
    return browser.get(browser.post("/imports/blocked/", sent(data)).location).text


def test_a_preview_says_how_many_offers_it_would_take_back(dina, browse, world):
    by_id = {"number": None, "number_index": None}
    clients = [world.client(f"Oma{n}", **by_id) for n in range(5)]
    for one in clients:
        world.offer(one, world.shift())
    text = "Avoimia tarjouksia, jotka vedetään takaisin:"
    assert f"{text} 1." in blocked_preview(dina, world, clients[:1])
    # An administrator sees no offers, so what few people have is not told, however much it is.
    aada, many = browse(world.aada), world.client("Monta", **by_id)
    for day in ("ma", "ti", "ke", "to", "pe"):
        world.offer(many, world.shift(day=day, weeks=1))
    assert f"{text} 5." in blocked_preview(dina, world, [many])
    assert f"{text} yksi tai useampi." in blocked_preview(aada, world, [many])
    assert f"{text} 5." in blocked_preview(aada, world, clients)
    assert text not in blocked_preview(dina, world, [world.client("Muu", **by_id)])


@pytest.mark.parametrize("kind", ["clients", "staff", "teams", "blocked"])
def test_people_are_not_given_out_by_a_page(dina, kind):
    dina.post(f"/imports/{kind}/export", status=403)


def test_an_administrator_takes_in_but_gives_nothing_out(browse, world):
    aada = browse(world.aada)
    assert "Vienti" not in aada.get("/imports/").text
    aada.post("/imports/units/export", status=403)
    aada.submit(aada.get(aada.post("/imports/units/", sent(UNITS)).location).form("/take"))
    assert world.count(Unit, Unit.code == "U77") == 1


def test_the_five_files_come_in_by_the_pages(dina, world):
    for kind in KINDS:
        page = dina.post(f"/imports/{kind}/", sent((DATA / f"{kind}.csv").read_bytes()))
        dina.submit(dina.get(page.location).form("/take"))
    assert world.count(Organisation) == 42
