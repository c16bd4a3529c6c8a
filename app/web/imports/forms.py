"""The form by which a file is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, FileRequired

from app.domain.imports import words
from app.web.shared.forms import SiteForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.imports.report import ImportReport


class UploadForm(SiteForm):
    """One file."""

    file = FileField(
        lazy_gettext("CSV-tiedosto"),
        description=lazy_gettext("Enintään 20 megatavua. Mitään ei vielä tallenneta."),
        validators=[FileRequired(lazy_gettext("Valitse tiedosto."))],
    )

    def blame_file(self, report: ImportReport) -> None:
        """Show why the file could not be read at all."""
        self.file.errors = [said(one.code, one.facts) for one in report.errors]


def said(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a fault in the reader's language."""
    text: str = gettext(words.text_of(code), **words.words_of(code, facts))
    return text
