"""Python's search for records that point at each other and that nobody else needs."""

from __future__ import annotations

import gc

# Every request makes thousands of short-lived records; at Python's own 700 the search is run so
# often that it took 30 % of the processor time of a test run (18 of 61 s; 5 s at this figure).
_NEW_RECORDS = 100_000


def collect_rarely() -> None:
    """Search after 100,000 new records, and never among what is there already.

    To be called once, when everything is loaded. Costs some tens of megabytes at most.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_RECORDS, 20, 100)
