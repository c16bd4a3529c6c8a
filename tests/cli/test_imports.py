"""The command line takes files in and gives them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.models.people import Client, Unit

DATA = Path(__file__).resolve().parent.parent / "data"
HEADER = "code,name,neutral_name,kind,area,lat,lon,phone\n"


@pytest.fixture
def flask(world):
    return lambda *arguments: world.app.test_cli_runner().invoke(args=list(map(str, arguments)))


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_comes_in_and_is_counted(flask, world):
    result = flask("import", "units", DATA / "units.csv")
    assert result.exit_code == 0
    assert result.stdout == "Uusia 4, muuttuneita 2, ennallaan 0, huomautuksia 0.\n"
    assert world.count(Unit) == 6


def test_a_rehearsal_says_so_and_changes_nothing(flask, world):
    result = flask("import", "units", DATA / "units.csv", "--dry-run")
    assert result.stdout.startswith("Kokeilu, mitään ei tallennettu. Uusia olisi 4")
    assert world.count(Unit) == 2


def test_what_else_comes_of_a_file_is_told_at_the_end(flask, file, world):
    world.change(Client, world.kalle.client_id, number=None, number_index=None)
    world.offer(world.kalle, world.shift())
    row = f"{world.kalle.client_id.hex},{world.oona.organisation_id.hex},{world.today},\n"
    path = file(f"client_ref,org_ref,starts_on,review_on\n{row}")
    for options in (("--dry-run",), ()):
        result = flask("import", "blocked", path, *options)
        assert result.stdout.endswith("\nAvoimia tarjouksia, jotka vedetään takaisin: 1.\n")


def test_faults_are_listed_with_line_and_column_and_the_end_is_1(flask, file, world):
    rows = "U9,a,b,wrong,,,,\nU10,,b,disability,,,,\n"
    result = flask("import", "units", file(HEADER + rows))
    assert result.exit_code == 1
    assert "rivi 2, sarake kind: Arvoa ”wrong” ei tunneta." in result.stderr
    assert "rivi 3, sarake name: Solu on tyhjä." in result.stderr
    assert result.stderr.rstrip().endswith("Mitään ei tuotu. Virheitä oli 2.")
    assert world.count(Unit) == 2


def test_at_most_fifty_faults_are_listed(flask, file):
    rows = "".join(f"U{n},a,b,wrong,,,,\n" for n in range(60))
    result = flask("import", "units", file(HEADER + rows))
    assert result.stderr.count("sarake kind") == 50
    assert "ja vielä 10 muuta" in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tiedosto on tyhjä."),
        (b"PK\x03\x04\0\0", "taulukko-ohjelman tiedosto"),
        (b"\x89PNG\0", "ei ole CSV-tiedosto"),
        (b"code\nU1\n", "puuttuu sarakkeita: name, neutral_name, kind"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(flask, tmp_path, content, words):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    result = flask("import", "units", path)
    assert result.exit_code == 1
    assert words in result.stderr


def test_a_file_that_is_not_there_is_told(flask, tmp_path):
    result = flask("import", "units", tmp_path / "none.csv")
    assert (result.exit_code, "none.csv ei voi avata" in result.stderr) == (1, True)


def test_what_goes_out_comes_in(flask, tmp_path, world):
    out = tmp_path / "clients.csv"
    assert flask("export", "clients", out).exit_code == 0
    assert out.stat().st_mode & 0o077 == 0
    result = flask("import", "clients", out)
    assert result.stdout == "Uusia 0, muuttuneita 0, ennallaan 3, huomautuksia 0.\n"
    assert world.count(Client) == 3


def test_without_a_file_it_goes_to_the_standard_output(flask):
    result = flask("export", "units")
    assert result.stdout.splitlines()[0] == HEADER.strip()
    assert flask("export", "units", "-").stdout == result.stdout
