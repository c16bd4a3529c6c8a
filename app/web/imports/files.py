"""Choosing what to take in, sending the file, and giving files out."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING

from flask import Response, redirect, render_template, request, url_for

from app.domain.policy import Verb, may
from app.services.exports import PAGE_KINDS, export_file
from app.services.imports import preview_import
from app.store.imports.shelves import KINDS
from app.web.imports.blueprint import bp
from app.web.imports.forms import UploadForm
from app.web.imports.words import KIND_WORDS, columns_of
from app.web.shared.access import current_actor
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

KIND = "any(units, staff, organisations, clients, teams, blocked, tasks)"


@bp.get("/")
def index() -> str:
    given_out = PAGE_KINDS if may(current_actor(), Verb.EXPORT_DATA) else ()
    return render_template("imports/index.html", kinds=KINDS, words=KIND_WORDS, given_out=given_out)


@bp.get(f"/<{KIND}:kind>/")
def choose_file(kind: str) -> str:
    return _form_page(kind, UploadForm())


@bp.post(f"/<{KIND}:kind>/")
def upload(kind: str) -> BaseResponse | tuple[str, int]:
    form = UploadForm()
    if not form.validate_on_submit():
        return _form_page(kind, form), 422
    sent = form.file.data
    kept, report = preview_import(
        current_actor(), kind, sent.read(), file_name=sent.filename or "", now=now()
    )
    if kept is None:
        form.blame_file(report)
        return _form_page(kind, form), 422
    return redirect(url_for("imports.show_preview", preview_id=kept), 303)


def _form_page(kind: str, form: UploadForm) -> str:
    return render_template(
        "imports/file.html", kind=kind, words=KIND_WORDS[kind], form=form, columns=columns_of(kind)
    )


@bp.get(f"/<{KIND}:kind>/done")
def show_done(kind: str) -> str:
    counts = {name: request.args.get(name, 0, type=int) for name in ("new", "changed", "same")}
    following = dict(itertools.pairwise(KINDS)).get(kind)
    return render_template(
        "imports/done.html", kind=kind, words=KIND_WORDS, counts=counts, following=following
    )


@bp.post(f"/<{KIND}:kind>/export")
def export(kind: str) -> Response:
    out = io.StringIO(newline="")
    export_file(current_actor(), kind, out, now=now())
    name = f"{kind}-{today()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(out.getvalue(), mimetype="text/csv", headers=headers)
