"""Run the kernels once over what shipped plans promise, so that their machine code lies on disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from commissions.arrays.outcome import ArraySettlement
from commissions.arrays.picture import from_picture
from commissions.arrays.settle import settle
from commissions.document.plan_examples import check_plan_text
from commissions.shipped_plans import plan_files


def settle_promises(paths: Iterable[Path]) -> int:
    """Settle every period of every example by kernels; return how many there were.

    A function is compiled when it is first called with numbers of some types, and the promises of
    the shipped plans call all of them.
    """
    settled = 0
    for path in paths:
        shipped = plan_files(path)
        report = check_plan_text(shipped.document, shipped.examples, shipped.filename)
        for result in report.results:
            for period in result.periods:
                _read(settle(period.plan, from_picture(period.standings.picture)))
                settled += 1
    return settled


def _read(settlement: ArraySettlement) -> None:
    """Read all lines, and then what is handed on: both are worked out while they are read."""
    deque(settlement.blocks, maxlen=0)
    settlement.carried()
