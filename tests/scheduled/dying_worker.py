"""A worker that is killed the moment it writes a plan's proof down: `python dying_worker.py`.

Run as a program by `test_killed_plans.py`. A signal from outside may come too late, as a small plan
is made in no time; the row that is about to be written is always in the middle of it.
"""

from __future__ import annotations

import os
import signal
import sys

from flask.cli import main
from sqlalchemy import event

from app.store.models.plan import PlanProof


def _die(*_row: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    event.listen(PlanProof, "before_insert", _die)
    sys.argv = ["flask", "--app", "wsgi", "worker"]
    main()
