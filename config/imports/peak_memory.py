"""How much memory this process has needed at most."""

from __future__ import annotations

import resource
import sys

_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


def peak_memory_mb() -> int:
    """Return the highest resident size so far in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _UNIT
