"""On the order's form: how long those who are asked may think."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.store import offer_rules
from app.web.shared.fields import OneOf, whole_number
from app.web.shared.now import today

if TYPE_CHECKING:
    from app.domain.offers import OfferSetting

USUAL = "usual"
OFTEN = (2, 4, 12, 24, 48)


class WindowField(OneOf):
    """The usual time, or one of a few that the rule of the day allows. Unit: hours.

    What the choices do not have stays as it was.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        setting = offer_rules.setting_on(today())
        self.usual = setting.default_window_hours
        super().__init__(*args, choices=_choices(setting), **options)

    def process_data(self, value: object) -> None:
        """The usual time goes by its own name."""
        super().process_data(USUAL if str(value) == str(self.usual) else value)

    @property
    def hours(self) -> int | None:
        """What was chosen, or None."""
        return self.usual if self.data == USUAL else whole_number(self.data)


def _choices(setting: OfferSetting) -> list[SelectChoice]:
    usual, least, most = (
        setting.default_window_hours, setting.min_window_hours, setting.max_window_hours,
    )  # fmt: skip
    others = [hours for hours in OFTEN if least <= hours <= most and hours != usual]
    return [
        SelectChoice(USUAL, _("Kuten yleensä: %(hours)s tuntia", hours=usual)),
        *(SelectChoice(str(hours), _("%(hours)s tuntia", hours=hours)) for hours in others),
    ]
