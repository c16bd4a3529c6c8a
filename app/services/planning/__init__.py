"""The planner's own work, in the worker or on the command line and nowhere else.

What solves a plan is loaded here, so that no web process carries it.
"""

from __future__ import annotations

from app.services.planning.checking import Checked, check_plan
from app.services.planning.making import MOST_ATTEMPTS, How, make_plan, make_plans
from app.services.planning.mending import mend_plans

__all__ = ["MOST_ATTEMPTS", "Checked", "How", "check_plan", "make_plan", "make_plans", "mend_plans"]
