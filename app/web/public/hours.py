"""Agreeing hours by a link without signing in: first names and minutes of one shift, no more.

Opening the page changes nothing; each press is a form of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.domain.calendar import local_day
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.lifecycle import HoursState
from app.services import call_wishes as calling
from app.services import hours as acts
from app.services import hours_links as renewing
from app.store import call_wishes, hour_rules, hours_links
from app.web.public.blueprint import bp
from app.web.shared.fields import CounterForm
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.hours import HoursSetting
    from app.store.hours_links import LinkedHours

    Answer = Response | str | tuple[str, int]


@bp.get("/hours/<string:token>")
def linked_hours(token: str) -> Answer:
    try:
        linked = hours_links.get_linked(token, now=now())
    except Gone:
        return _over(token)
    waiting = [row for row in linked.rows if row.state is HoursState.PROPOSED]
    return render_template(
        "public/hours.html", token=token, linked=linked, waiting=waiting,
        call=call_wishes.find_waiting(linked.shift_id),
    )  # fmt: skip


@bp.post("/hours/<string:token>/agree")
def agree_all_linked(token: str) -> Answer:
    def said() -> str:
        minutes = _limits(hours_links.get_linked(token, now=now())).reopen_minutes
        text = _(
            "Kiitos! Kaikki tunnit on hyväksytty. Voit perua %(minutes)s minuutin ajan.",
            minutes=minutes,
        )
        return str(text)

    return _act(token, said, lambda: acts.agree_all_by_link(token, now=now()))


@bp.post("/hours/<string:token>/<uuid:hours_id>/agree")
def agree_linked(token: str, hours_id: UUID) -> Answer:
    def said() -> str:
        minutes = _limits(hours_links.get_linked(token, now=now())).reopen_minutes
        text = _("Kiitos! Hyväksyit tunnit. Voit perua %(minutes)s minuutin ajan.", minutes=minutes)
        return str(text)

    return _act(token, said, lambda: acts.agree_by_link(token, hours_id, now=now()))


def _limits(linked: LinkedHours) -> HoursSetting:
    return hour_rules.setting_on(local_day(linked.starts_at))


@bp.post("/hours/<string:token>/<uuid:hours_id>/reopen")
def reopen_linked(token: str, hours_id: UUID) -> Answer:
    said = _("Peruit hyväksynnän. Tunnit odottavat taas sinua.")
    return _act(token, lambda: said, lambda: acts.reopen_by_link(token, hours_id, now=now()))


@bp.post("/hours/<string:token>/call")
def ask_for_call(token: str) -> Answer:
    said = _("Kiitos! Soitamme sinulle.")
    return _act(token, lambda: said, lambda: calling.ask_for_call(token, now=now()))


@bp.post("/hours/<string:token>/no-call")
def drop_call(token: str) -> Answer:
    said = _("Peruit soittopyynnön. Voit aina soittaa itse.")
    return _act(token, lambda: said, lambda: calling.drop_call(token, now=now()))


@bp.get("/hours/<string:token>/<uuid:hours_id>/counter")
def counter_linked_form(token: str, hours_id: UUID) -> Answer:
    return _counter_page(token, hours_id, None)


@bp.post("/hours/<string:token>/<uuid:hours_id>/counter")
def counter_linked(token: str, hours_id: UUID) -> Answer:
    form = CounterForm()
    if not form.validate() or form.total is None:
        return _counter_page(token, hours_id, form)
    minutes, reason = form.total, form.reason.data or ""
    said = _("Ehdotit toista aikaa. Tekijä ja valmentaja saavat siitä viestin.")
    return _act(
        token,
        lambda: said,
        lambda: acts.counter_by_link(token, hours_id, minutes, reason, now=now()),
    )


@bp.post("/hours/<string:token>/new-link")
def renew_link(token: str) -> Answer:
    sent = renewing.renew_hours_link(token, now=now())
    return render_template("public/hours_renewed.html", sent=sent)


def _act(token: str, said: Callable[[], str], act: Callable[[], object]) -> Answer:
    try:
        act()
        flash(said(), "success")
    except Gone as error:
        if error.code == "link_expired":
            return _over(token)
        flash(sentence(error), "warning")
    except (Conflict, RuleBroken) as error:
        flash(sentence(error), "warning")
    return redirect(url_for("public.linked_hours", token=token), 303)


def _counter_page(token: str, hours_id: UUID, form: CounterForm | None) -> Answer:
    """The form for other minutes, filled with those that stand; 422 when it came back wrong."""
    try:
        linked, row = hours_links.get_linked_row(token, hours_id, now=now())
    except Gone:
        return _over(token)
    hours, minutes = divmod(row.minutes, 60)
    shown = form or CounterForm(data={"hours": str(hours), "minutes": str(minutes)})
    page = render_template(
        "public/hours_counter.html", token=token, linked=linked, row=row, form=shown
    )
    return (page, 422) if form else page


def _over(token: str) -> tuple[str, int]:
    """The kind page for a link whose time is over."""
    return render_template("public/hours_over.html", token=token), 410
