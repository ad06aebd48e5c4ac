"""Take one file of another system's orders into an empty company.

Asked in this order, before anything is changed: the source's name, a lock against a second import,
strangers in the company, the file's first line. Then the rows are read once (bad ones go to the
reject file), numbered by the database, and taken in by batches. Each batch is a transaction and
known by its references, so a repeat or a restart after a kill takes in only what is missing.

    without a network   every customer is a guest: orders, no members, no points
    with a network      config.demo.replay: members, points, closings and payouts, day by day

An imported order makes no invoice and no stock movement, its tax is unknown and counted as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.demo.closing import REPLAY_OFFICE
from config.demo.replay import PLAN, PLAN_FROM, replay
from config.demo.sign_plan import sign_plan
from config.imports import gate
from config.imports.prepare_company import prepare_company
from config.imports.progress import Progress
from config.imports.read_file import StagedFile, stage_file
from config.imports.take_guest_orders import Origin, Taken, take_guest_orders


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import and how. The seed matters only with a network."""

    path: Path
    rejects: Path
    source: str
    with_network: bool = False
    seed: int = 1
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many rows were orders, how many of them new, and how many could not be read."""

    read: int
    created: int
    rejected: int


def import_orders(request: ImportRequest, *, at: datetime, progress: Progress) -> ImportReport:
    """Import a file; with `dry_run` only read and compare it.

    Raises: UnreadableFile; NoPlaceForRejects; BadSource; CompanyNotEmpty; OtherWayOfTaking;
        OtherCurrency; ImportRuns. Then nothing has changed.
    """
    gate.check_source(request.source)
    with gate.only_import():
        gate.check_company(request.source)
        read = stage_file(request.path, rejects=request.rejects, today=at.date(), progress=progress)
        standing = gate.standing(request.source)
        gate.check_way(standing, with_network=request.with_network)
        if request.dry_run:
            return ImportReport(read.staged, standing.new_rows, read.rejected)
        taken = _take(request, read, at, progress)
    return ImportReport(read.staged, taken.created, read.rejected)


def _take(request: ImportRequest, read: StagedFile, at: datetime, progress: Progress) -> Taken:
    origin = Origin(request.source, read.currency)
    prepare_company(
        source=request.source,
        currency=read.currency,
        with_network=request.with_network,
        at=at,
    )
    if not request.with_network:
        return take_guest_orders(origin, count=read.staged, at=at, progress=progress)
    sign_plan(PLAN, PLAN_FROM, actor=REPLAY_OFFICE.clerk, approver=REPLAY_OFFICE.second, at=at)
    return replay(origin, seed=request.seed, progress=progress)
