from __future__ import annotations

import pytest

from app.integrations.mail import RecordingMail
from app.integrations.push import NullPush
from app.integrations.sms import RecordingSms
from app.scheduled.work import Tools
from app.services.delivery import Desk


@pytest.fixture
def tools_of():
    """Tools of a worker of this name; what it sends is kept."""
    desk = Desk(
        RecordingMail(), RecordingSms(), NullPush(), lambda _language: str, "http://localhost"
    )
    return lambda name: Tools(desk, name)
