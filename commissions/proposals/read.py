"""Plans that are handed in, and what a check says of them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commissions.document.plan_comparison import compare_plans
from commissions.document.plan_document import read_plan
from commissions.document.plan_faults import plan_faults
from commissions.engine.plan import Plan
from commissions.models import PlanProposal, PlanVersion
from commissions.selectors.plans import plan_card
from commissions.services.activate_plan import OtherPlaces, VersionOutOfOrder, refuse_unfit
from commissions.trial.words import in_words
from core.paging import Page, PageRequest
from core.policy import Actor, require

from .facts import PlanCheck, ProposalRow, ProposalView
from .write import PROPOSE, ProposalNotFound

SEE = "commissions.see_runs"
FIRST_PAGE = PageRequest()


def check_plan(actor: Actor, *, document: bytes, examples: bytes) -> PlanCheck:
    """Say everything about a document that its two signers should know; nothing is stored.

    Raises: NotAllowed.
    """
    require(actor, PROPOSE)
    return _checked(document, examples, is_waiting=True)


def proposals_page(
    actor: Actor, *, is_waiting: bool, page: PageRequest = FIRST_PAGE
) -> Page[ProposalRow]:
    """Return what waits for a second signature, the oldest first, or what was decided.

    Raises: NotAllowed.
    """
    require(actor, SEE)
    rows = _rows().filter(decided_at__isnull=is_waiting)
    ordered = rows.order_by("pk") if is_waiting else rows.order_by("-decided_at", "-pk")
    start, stop = page.bounds
    return page.page(_row(each) for each in ordered[start:stop])


def proposal(actor: Actor, proposal_id: int) -> ProposalView:
    """Return what was handed in with what can be said of it.

    Raises: NotAllowed; ProposalNotFound.
    """
    row = _found(actor, proposal_id)
    is_waiting = row.decided_at is None
    check = _checked(bytes(row.document), bytes(row.examples), is_waiting=is_waiting)
    return ProposalView(_row(row), check)


def proposal_file(actor: Actor, proposal_id: int, part: str) -> tuple[str, bytes]:
    """Return a name and the bytes: the "document" or its "examples".

    Raises: NotAllowed; ProposalNotFound.
    """
    row = _found(actor, proposal_id)
    return str(row), bytes(row.examples if part == "examples" else row.document)


def _checked(document: bytes, examples: bytes, *, is_waiting: bool) -> PlanCheck:
    faults = plan_faults(document, examples)
    if faults:
        return PlanCheck(faults)
    plan, words = read_plan(document, ""), in_words(document, examples, "")
    before = _version_before(plan, is_waiting=is_waiting)
    changes = compare_plans(bytes(before.document), document) if before else []
    return PlanCheck(
        faults=(),
        words=words,
        has_examples=bool(examples),
        valid_from=plan.valid_from,
        against=plan_card(before) if before else None,
        changes=tuple(changes),
        obstacle=_obstacle(plan) if is_waiting else "",
    )


def _version_before(plan: Plan, *, is_waiting: bool) -> PlanVersion | None:
    """Return the version that this one follows, or would follow if it were signed today."""
    signed = PlanVersion.objects.filter(code=plan.code)
    earlier = signed if is_waiting else signed.filter(version__lt=plan.version)
    return earlier.order_by("-version").first()


def _obstacle(plan: Plan) -> str:
    try:
        refuse_unfit(plan)
    except (VersionOutOfOrder, OtherPlaces) as refusal:
        return refusal.message
    return ""


def _found(actor: Actor, proposal_id: int) -> PlanProposal:
    require(actor, SEE)
    row = PlanProposal.objects.filter(pk=proposal_id).first()
    if row is None:
        raise ProposalNotFound(_("No such plan was handed in."), proposal_id=proposal_id)
    return row


def _rows() -> QuerySet[PlanProposal]:
    return PlanProposal.objects.defer("document", "examples")


def _row(row: PlanProposal) -> ProposalRow:
    return ProposalRow(
        proposal_id=row.pk,
        plan_code=row.code,
        version=row.version,
        valid_from=row.valid_from,
        source=row.source,
        sha256=row.sha256,
        examples_sha256=row.examples_sha256,
        note=row.note,
        proposed_by=row.proposed_by,
        proposed_by_account=row.proposed_by_account,
        proposed_at=row.proposed_at,
        is_approved=row.is_approved,
        decision_reason=row.decision_reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
