"""Tables of every usual kind are read as they were meant, and what is written comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleBroken
from app.integrations.csv_files import column_name, defused, read_sheet, write_sheet

NAMES = ("code", "name", "area")
TEXT = "code,name,area\nU1,Åke Öhman,Itäkeskus\nU2,Seppälä,Töölö\n"


def rows(data: bytes):
    return [row.cells for row in read_sheet(data, NAMES)]


WANTED = [
    {"code": "U1", "name": "Åke Öhman", "area": "Itäkeskus"},
    {"code": "U2", "name": "Seppälä", "area": "Töölö"},
]
# How the same table may come: delimiter, line end, encoding, sep= line.
SHAPES = [
    (delimiter, end, encoding, sep)
    for delimiter in ";,\t"
    for end in ("\n", "\r\n", "\r")
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le")
    for sep in (False, True)
]


@pytest.mark.parametrize(("delimiter", "end", "encoding", "sep"), SHAPES)
def test_a_table_is_read_in_every_usual_shape(delimiter, end, encoding, sep):
    text = TEXT.replace(",", delimiter).replace("\n", end)
    if sep:
        text = f"sep={delimiter}{end}{text}"
    assert rows(text.encode(encoding)) == WANTED


def test_rows_know_the_line_they_begin_on():
    data = b'sep=;\r\ncode;name;area\r\nU1;"two\r\nlines";x\r\n\r\nU2;b;c\r\n'
    assert [(row.line, row.cells["code"]) for row in read_sheet(data, NAMES)] == [
        (3, "U1"),
        (6, "U2"),
    ]


def test_cp1252_signs_are_kept():
    assert rows("code;name;area\nU1;12 € – ”hyvä”;x\n".encode("cp1252"))[0]["name"] == (
        "12 € – ”hyvä”"
    )


@pytest.mark.parametrize("header", ["Code;NAME;Area", " code ; name ;area", "\u00a0code;name;area"])
def test_names_of_columns_forgive_case_and_spaces(header):
    assert rows(f"{header}\nU1;a;b\n".encode())[0] == {"code": "U1", "name": "a", "area": "b"}


def test_names_of_columns_have_one_form():
    assert column_name("Client ref") == column_name("CLIENT-REF") == "client_ref"


def test_empty_columns_and_rows_at_the_end_are_left_out():
    sheet = read_sheet(b"code,name,area,,\nU1,a,b,,\n,,,,\n   ,,,,\n\n", NAMES)
    assert sheet.columns == NAMES
    assert [(row.cells["code"], row.fault) for row in sheet] == [("U1", "")]


def test_excel_leaves_the_last_empty_cells_out_and_it_is_told():
    (row,) = read_sheet(b"code,name,area\nU1,a\n", NAMES)
    assert (row.cells["area"], row.fault) == ("", "row_short")


def test_more_cells_than_columns_is_a_fault():
    (row,) = read_sheet(b"code,name,area\nU1,a,b,c\n", NAMES)
    assert row.fault == "row_long"


def test_numbers_kept_as_text_by_a_formula_lose_it():
    assert rows(b'code;name;area\n="001";"=""002""";x\n')[0] == {
        "code": "001",
        "name": "002",
        "area": "x",
    }


def test_exactly_one_guard_is_taken_off():
    assert [row["name"] for row in rows(b"code,name,area\na,'=1+1,\nb,''=1,\nc,'ok,\n")] == [
        "=1+1",
        "'=1",
        "'ok",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n \n", "file_empty"),
        (b";;;\n", "file_empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file_is_not_text"),
        (b"%PDF-1.7 code,name", "file_is_not_text"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "file_is_not_text"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "file_is_not_text"),
        (b"PK\x03\x04\x14\0\x06\0", "file_is_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_is_spreadsheet"),
        (bytes(range(256)) * 20, "file_is_not_text"),
        (b"\x01\x02\x03\x04" * 100, "file_is_not_text"),
        (b"x" * 20_000_000, "file_is_not_table"),
        (b"code,name\nU1," + b"x" * 20_000_000, "file_is_not_table"),
        (b"code,name,code\na,b,c\n", "column_twice"),
        (b'code,name\nU1,"open\nU2,b\n', "quotes_broken"),
        (b'code,name\nU1,"a"b\n', "quotes_broken"),
        (b'code,name\nU1,"' + b"x" * 200_000 + b'"\n', "cell_too_long"),
        (b"code,name\nU1,S\xc3\xa4m\nU2,T\xf6l\n", "text_broken"),
    ],
)
def test_what_is_no_table_gets_one_code(data, code):
    with pytest.raises(RuleBroken) as raised:
        rows(data)
    assert raised.value.code == code


def test_a_mix_of_encodings_names_its_line():
    with pytest.raises(RuleBroken) as raised:
        rows(b"code,name\nU1,S\xc3\xa4m\nU2,T\xf6l\n")
    assert raised.value.facts["line"] == 3


@pytest.mark.parametrize("start", ["=1+1", "+358", "-5", "@x", "\tx", "\rx", "'=x", "''@"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_defused(start):
    assert defused(start) == f"'{start}"


@pytest.mark.parametrize("plain", ["", "1=1", "'hello", "a'=b", " =1"])
def test_other_texts_are_written_as_they_are(plain):
    assert defused(plain) == plain


def written(table: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    write_sheet(out, NAMES, table)
    return out.getvalue()


# A file is text: no zero byte, no half letters.
CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=60)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8)


@given(ROWS)
def test_any_text_comes_back_as_it_was(table):
    kept = [row for row in table if any(cell.strip() for cell in row)]
    read = read_sheet(written(kept).encode(), NAMES)
    assert [list(row.cells.values()) for row in read] == kept


@given(ROWS)
def test_no_written_cell_begins_like_a_formula(table):
    parsed = list(csv.reader(io.StringIO(written(table), newline=""), strict=True))
    cells = [cell for row in parsed for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r\0")] == []


def test_written_tables_are_rfc_4180():
    assert written([["a", 'b "c"', "d,e\nf"]]) == 'code,name,area\r\na,"b ""c""","d,e\nf"\r\n'
