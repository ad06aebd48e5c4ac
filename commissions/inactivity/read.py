"""Inactive members as staff see them."""

from __future__ import annotations

from commissions.models import StatusProposal
from core.paging import Page, PageRequest
from core.policy import Actor, require

from .facts import InactiveRow
from .write import DECIDE

FIRST_PAGE = PageRequest()


def inactive_page(
    actor: Actor, *, is_waiting: bool, page: PageRequest = FIRST_PAGE
) -> Page[InactiveRow]:
    """Return who waits for a decision, the longest inactive first, or what was decided.

    Raises: NotAllowed.
    """
    require(actor, DECIDE)
    rows = StatusProposal.objects.select_related("run__plan_version").defer(
        "run__plan_version__document", "run__plan_version__examples"
    )
    if is_waiting:
        open_rows = rows.filter(decided_at=None, superseded_at=None)
        ordered = open_rows.order_by("-inactive_periods", "pk")
    else:
        ordered = rows.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")
    start, stop = page.bounds
    return page.page(_row(each) for each in ordered[start:stop])


def _row(row: StatusProposal) -> InactiveRow:
    return InactiveRow(
        proposal_id=row.pk,
        member_id=row.member_id,
        action=row.action,
        inactive_periods=row.inactive_periods,
        plan_label=row.run.plan_label,
        period_key=row.run.period_key,
        is_accepted=row.is_accepted,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
