"""Several orders at once: what would happen to each, the act, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from app.domain.bulk import BulkKind, may_undo, undo_until
from app.domain.errors import Conflict, Gone
from app.services import bulk as acts
from app.store import bulk
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response


@bp.get("/bulk")
def preview_bulk() -> Response | str:
    if "act" not in request.args:
        return redirect(url_for("dispatch.board"), 303)
    kind = _kind(request.args["act"])
    planned = bulk.plan(current_actor(), kind, _ids(request.args.getlist("one")), now=now())
    return render_template(
        "dispatch/bulk_preview.html",
        kind=kind,
        can=[one for one in planned if one.why is None],
        cannot=[one for one in planned if one.why is not None],
        heard_from=undo_until(now()) if kind is BulkKind.OPEN else bulk.heard_from(now()),
        back=_back(kind),
        week=_week(),
    )


@bp.post("/bulk")
def do_bulk() -> Response:
    kind, ids = _kind(request.form.get("act", "")), _ids(request.form.getlist("one"))
    try:
        act_id = acts.act_on(current_actor(), kind, ids, now=now())
    except Conflict as error:
        flash(sentence(error), "error")
        return redirect(_back(kind), 303)
    if act_id is None:
        flash(_("Tilanne muuttui juuri äsken, joten mitään ei tehty."), "warning")
        return redirect(_back(kind), 303)
    return redirect(url_for("dispatch.show_bulk", act_id=act_id, week=_week()), 303)


@bp.get("/bulk/<uuid:act_id>")
def show_bulk(act_id: UUID) -> str:
    act = bulk.get_act(current_actor(), act_id)
    return render_template(
        "dispatch/bulk.html",
        act=act,
        parts=bulk.list_parts(act),
        may_undo=may_undo(act.done_at, act.undone_at, now()),
        until=undo_until(act.done_at),
        back=_back(act.kind),
        week=_week(),
    )


@bp.post("/bulk/<uuid:act_id>/undo")
def undo_bulk(act_id: UUID) -> Response:
    try:
        undone = acts.undo(current_actor(), act_id, now=now())
    except Gone as error:
        flash(sentence(error), "warning")
    else:
        flash(ngettext("Peruit %(num)s kohdan.", "Peruit %(num)s kohtaa.", undone), "success")
    return redirect(url_for("dispatch.show_bulk", act_id=act_id, week=_week()), 303)


def _kind(word: str) -> BulkKind:
    if word not in set(BulkKind):
        raise BadRequest
    return BulkKind(word)


def _ids(words: Sequence[str]) -> list[UUID]:
    try:
        return list(dict.fromkeys(UUID(word) for word in words))
    except ValueError:
        raise BadRequest from None


def _back(kind: BulkKind) -> str:
    if kind is BulkKind.OPEN:
        return url_for("dispatch.home")
    return url_for("dispatch.board", week=_week())


def _week() -> str | None:
    """The week of the board from which it was chosen, so that the way back leads there."""
    return request.values.get("week") or None
