"""Tables as offices send them: text of any usual encoding and delimiter in, RFC 4180 out.

Nothing is guessed silently: what cannot be read for sure is refused with the line it stands on.
A cell that a spreadsheet would take for a formula is written with one `'` before it, and exactly
one is taken off again when it is read, so every text comes back as it was.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLOCK = 1 << 20
HEADER_LENGTH = 1 << 16
DELIMITERS = (";", ",", "\t")
_SPREADSHEETS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_BINARIES = (
    b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh",
    b"\xfd7zXZ", b"\x7fELF", b"RIFF",
)  # fmt: skip
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
# What "äöåÄÖÅé" in UTF-8 looks like: beside it a cp1252 reading would be mojibake.
_UTF8_LETTERS = re.compile(rb"\xc3[\xa4\xb6\xa5\x84\x96\x85\xa9]")
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
           (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r'="(.*)"', re.DOTALL)


class Row(NamedTuple):
    """A row of a file: the line it begins on, its cells by column, and a fault of its shape."""

    line: int
    cells: dict[str, str]
    fault: str = ""


@dataclass
class Sheet:
    """An opened file: the names of its columns, and its rows one by one."""

    columns: tuple[str, ...]
    size: int
    _raw: io.BytesIO
    # Held because the text closes the bytes below when it goes.
    _text: io.TextIOWrapper
    _lines: Iterator[list[str]]
    _counter: _Counter

    def position(self) -> int:
        """How many bytes have been read. Units: bytes of `size`."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[Row]:
        """The rows that are not empty. Raises: RuleBroken("quotes_broken" or "text_broken")."""
        before = self._counter.line
        for values in _safely(self._lines, self._counter):
            if any(value.strip() for value in values):
                yield self._row(before + 1, values)
            before = self._counter.line

    def _row(self, line: int, values: list[str]) -> Row:
        width = len(self.columns)
        # Excel leaves the last empty cells of a row out.
        fault = "row_short" if len(values) < width else ""
        if len(values) > width and any(value.strip() for value in values[width:]):
            fault = "row_long"
        values.extend([""] * (width - len(values)))
        pairs = zip(self.columns, values, strict=False)
        cells = {name: _plain(value) for name, value in pairs if name}
        return Row(line, cells, fault)


class _Counter:
    """Which line of the file the reader has come to."""

    def __init__(self, reader: object, skipped: int) -> None:
        self._reader, self._skipped = reader, skipped

    @property
    def line(self) -> int:
        return int(getattr(self._reader, "line_num", 0)) + self._skipped


def read_sheet(data: bytes, names: Sequence[str]) -> Sheet:
    """The file as a sheet; `names` are the columns hoped for, by which the delimiter is found.

    Raises: RuleBroken when it is no text, is empty, or its first row cannot be a header.
    """
    _refuse_other_files(data)
    encoding = _encoding(data)
    raw = io.BytesIO(data)
    text = io.TextIOWrapper(raw, encoding=encoding, newline="")
    first = _first_line(text)
    said = re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE)
    if said is None:
        text.seek(0)
    delimiter = said[1] if said else _delimiter(first, names)
    reader = csv.reader(_bounded(text), delimiter=delimiter, strict=True)
    counter = _Counter(reader, 1 if said else 0)
    header = next((row for row in _safely(reader, counter) if any(row)), [])
    return Sheet(_header(header), len(data), raw, text, reader, counter)


def _refuse_other_files(data: bytes) -> None:
    if not data.strip():
        raise RuleBroken("file_empty")
    if data.startswith(_SPREADSHEETS):
        raise RuleBroken("file_is_spreadsheet")
    if data.startswith(_BINARIES):
        raise RuleBroken("file_is_not_text")


def _encoding(data: bytes) -> str:
    for mark, name in _MARKED:
        if data.startswith(mark):
            return _checked(data, name)
    if b"\0" in data[:1024]:
        return _checked(data, _bare_utf16(data))
    if b"\0" in data or _has_controls(data[:HEADER_LENGTH].splitlines()[0]):
        raise RuleBroken("file_is_not_text")
    if _bad_byte(data, "utf-8") is None:
        return "utf-8"
    return _old_encoding(data)


def _has_controls(data: bytes) -> bool:
    return len(data.translate(None, _CONTROLS)) != len(data)


def _bare_utf16(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of a western text is zero."""
    head = data[:1024]
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        other = head[1 - offset :: 2]
        if head[offset::2].count(0) > len(head) * 0.4 and not other.count(0):
            return name
    raise RuleBroken("file_is_not_text")


def _checked(data: bytes, encoding: str) -> str:
    bad = _bad_byte(data, encoding)
    if bad is not None:
        raise RuleBroken("text_broken", line=data.count(b"\n", 0, bad) + 1)
    return encoding


def _old_encoding(data: bytes) -> str:
    """cp1252, or Latin-1 where that has gaps; a mix of old and new would come out wrong."""
    if _UTF8_LETTERS.search(data):
        bad = _bad_byte(data, "utf-8") or 0
        raise RuleBroken("text_broken", line=data.count(b"\n", 0, bad) + 1)
    if _has_controls(data):
        raise RuleBroken("file_is_not_text")
    return "cp1252" if _bad_byte(data, "cp1252") is None else "latin-1"


def _bad_byte(data: bytes, encoding: str) -> int | None:
    """Where the text stops making sense, if it does; looked at in blocks to save memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    for start in range(0, len(data), BLOCK):
        last = start + BLOCK >= len(data)
        try:
            decoder.decode(view[start : start + BLOCK], last)
        except UnicodeDecodeError as error:
            return start + error.start
    return None


def _first_line(text: io.TextIOWrapper) -> str:
    """The line of the header; an all too long one is no table."""
    for line in iter(lambda: text.readline(HEADER_LENGTH), ""):
        if len(line) == HEADER_LENGTH:
            raise RuleBroken("file_is_not_table")
        if line.strip("\r\n;,\t "):
            return line
    raise RuleBroken("file_empty")


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a sane length, without the Ctrl-Z that old programs end a file with."""
    for line in lines:
        if len(line) > BLOCK:
            raise RuleBroken("file_is_not_table")
        yield line.rstrip("\x1a") if line.endswith("\x1a") else line


def _delimiter(line: str, names: Sequence[str]) -> str:
    wanted = set(names)

    def fitting(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(column_name(cell) in wanted for cell in cells), len(cells)

    try:
        return max(DELIMITERS, key=fitting)
    except csv.Error:
        raise RuleBroken("file_is_not_table") from None


def _safely(lines: Iterator[list[str]], counter: _Counter) -> Iterator[list[str]]:
    """The rows; what the reader stumbles over becomes one sentence with its line."""
    try:
        yield from lines
    except csv.Error as error:
        code = "cell_too_long" if "field limit" in str(error) else "quotes_broken"
        raise RuleBroken(code, line=counter.line) from None


def _header(cells: list[str]) -> tuple[str, ...]:
    names = [column_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name and names.count(name) > 1:
            raise RuleBroken("column_twice", column=name)
    return tuple(names)


def column_name(text: str) -> str:
    """A column's name in its one form: "Client ref" and " CLIENT_REF" are client_ref."""
    plain = unicodedata.normalize("NFC", _plain(text)).replace("\ufeff", "").strip().casefold()
    return re.sub(r"[\s\u00a0\-_]+", "_", plain)


def _plain(value: str) -> str:
    """A cell without the guard or the quotes that only spreadsheets need."""
    first = value[:1]
    if first == "'" and _GUARDED.match(value):
        return value[1:]
    if first == "=" and (found := _QUOTED_FORMULA.fullmatch(value)):
        return found[1].replace('""', '"')
    return value


def defused(value: str) -> str:
    """A cell that no spreadsheet takes for a formula. Source: OWASP, CSV injection."""
    text = value.replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) else text


def write_sheet(out: IO[str], header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table by RFC 4180 with defused cells; returns the number of rows."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([defused(value) for value in row])
        count += 1
    return count
