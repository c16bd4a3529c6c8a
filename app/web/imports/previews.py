"""What a file would do, before anybody says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for
from flask_babel import gettext

from app.domain.imports.report import told_effects
from app.domain.imports.words import EFFECTS
from app.domain.policy import Verb, may
from app.services.imports import drop_preview, take_preview
from app.store.imports.previews import get_preview
from app.web.imports.blueprint import bp
from app.web.imports.forms import said
from app.web.imports.words import KIND_WORDS
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.imports.columns import Problem
    from app.domain.imports.report import ImportReport

MOST_SHOWN = 30
Line = tuple[int, str, str]


@bp.get("/previews/<uuid:preview_id>/")
def show_preview(preview_id: UUID) -> str:
    preview = get_preview(current_actor(), preview_id, now=now())
    return _page(preview_id, preview.report, preview.file_name)


@bp.post("/previews/<uuid:preview_id>/take")
def take_in(preview_id: UUID) -> Response | tuple[str, int]:
    report = take_preview(current_actor(), preview_id, now=now())
    if not report.clean:
        return _page(preview_id, report, ""), 422
    address = url_for(
        "imports.show_done", kind=report.kind, new=report.created, changed=report.changed,
        same=report.unchanged,
    )  # fmt: skip
    return redirect(address, 303)


@bp.post("/previews/<uuid:preview_id>/drop")
def drop(preview_id: UUID) -> Response:
    kind = drop_preview(current_actor(), preview_id, now=now())
    return redirect(url_for("imports.choose_file", kind=kind), 303)


def _page(preview_id: UUID, report: ImportReport, file_name: str) -> str:
    return render_template(
        "imports/preview.html", preview_id=preview_id, report=report, file_name=file_name,
        words=KIND_WORDS[report.kind], errors=_lines(report.errors),
        warnings=_lines(report.warnings), most=MOST_SHOWN, effects=_effects(report),
    )  # fmt: skip


def _lines(problems: Sequence[Problem]) -> list[Line]:
    return [(one.line, one.column, said(one.code, one.facts)) for one in problems[:MOST_SHOWN]]


def _effects(report: ImportReport) -> list[str]:
    """What else comes of the file; of few people only for those who may read offers anyway."""
    told = told_effects(report, exactly=may(current_actor(), Verb.READ_OFFER))
    some = gettext("yksi tai useampi")
    return [gettext(EFFECTS[code], count=some if n is None else n) for code, n in told.items()]
