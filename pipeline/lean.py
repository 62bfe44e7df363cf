"""What a process does without, so that it starts and works faster."""

import gc
import sys


def lean() -> None:
    """Set up a process that does nothing but audit."""
    # A run makes much and drops little: looking for garbage, at the end above all, took a third of its time, and one
    # look at a hundred thousand objects still takes as long as reading a release.
    gc.set_threshold(1_000_000)
    # pandera loads the one where it is installed, for invented data, and looks for the other before each of its checks:
    # a tenth of the time, and neither is needed here.
    for unneeded in ("hypothesis", "geopandas"):
        sys.modules.setdefault(unneeded, None)  # type: ignore[arg-type]


def steady() -> None:
    """Look for garbage after all, for a process that has done some releases and has many to do."""
    # A hundred thousand objects are those of hundreds of releases; what was loaded once is not looked at again.
    gc.freeze()
    gc.set_threshold(100_000)
