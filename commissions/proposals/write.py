"""Hand in a plan, and decide about it: two people sign, each having read the same bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from commissions.calculations.underway import refuse_while_calculating
from commissions.document.plan_examples import check_plan_text
from commissions.facts import PlanCard
from commissions.models import PlanProposal
from commissions.services.activate_plan import (
    SecondSignatureMissing,
    activate_plan,
    kept_promises,
    refuse_unfit,
)
from core import audit
from core.errors import Conflict, Invalid, NotFound, Refused
from core.locks import Lock, take
from core.policy import Actor, require
from network import public as network

PROPOSE, ACTIVATE = "commissions.propose_plan", "commissions.activate_plan"


class ProposalNotFound(NotFound):
    """There is no such plan."""

    code = "commissions.proposal_not_found"


class ProposalWaiting(Refused):
    """Another document of this plan waits for its decision."""

    code = "commissions.proposal_waiting"


class ProposalDecided(Conflict):
    """Somebody decided about it meanwhile."""

    code = "commissions.proposal_decided"


class AnotherText(Conflict):
    """What was read is not what would be signed."""

    code = "commissions.another_text"


class ProposalReasonMissing(Invalid):
    """Whoever turns a plan down says why."""

    code = "commissions.proposal_reason_missing"


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A document with its examples, and what the second person should know."""

    document: bytes
    examples: bytes
    note: str = ""


@transaction.atomic
def propose_plan(*, plan: NewPlan, seen_sha256: str, actor: Actor, at: datetime) -> int:
    """Sign a document as the first of two people; return the number of what was handed in.

    Everything that would refuse the plan refuses it here already.
    Raises: NotAllowed; AnotherText; PlanRejected; ExamplesBroken; VersionOutOfOrder.
    Raises: OtherPlaces; ProposalWaiting; CalculationUnderway.
    Raises: SecondSignatureMissing — no person signs.
    """
    require(actor, PROPOSE)
    if actor.account_id is None:
        raise SecondSignatureMissing(_("A plan is signed by people."))
    refuse_another_text(plan.document, seen_sha256)
    read = kept_promises(check_plan_text(plan.document, plan.examples, "")).plan
    refuse_while_calculating(read.code)
    take(Lock.RUN, read.code)
    refuse_unfit(read)
    try:
        with transaction.atomic():
            handed_in = PlanProposal.objects.create(
                code=read.code,
                version=read.version,
                valid_from=read.valid_from,
                source=read.source,
                document=plan.document,
                examples=plan.examples,
                sha256=read.sha256,
                examples_sha256=hashlib.sha256(plan.examples).hexdigest(),
                note=plan.note.strip(),
                proposed_by=actor.label,
                proposed_by_account=actor.account_id,
                proposed_at=at,
            )
    except IntegrityError:
        text = _("A version of %(plan)s waits for its second signature. Decide about it first.")
        raise ProposalWaiting(text % {"plan": read.code}) from None
    _note(handed_in, "commissions.propose_plan", actor, at)
    return int(handed_in.pk)


@transaction.atomic
def approve_plan(*, proposal_id: int, seen_sha256: str, actor: Actor, at: datetime) -> PlanCard:
    """Sign as the second person: from its first day on the plan decides what members earn.

    Raises: NotAllowed; ProposalNotFound; ProposalDecided; AnotherText; SecondSignatureMissing.
    Raises: what `activate_plan` does — time has passed since it was handed in.
    """
    require(actor, ACTIVATE)
    handed_in = _locked(proposal_id)
    document, examples = bytes(handed_in.document), bytes(handed_in.examples)
    refuse_another_text(document, seen_sha256)
    if actor.account_id is None or actor.account_id == handed_in.proposed_by_account:
        raise SecondSignatureMissing(_("A second person has to sign the plan."))
    signed = activate_plan(
        document=document,
        examples=examples,
        filename="",
        actor=network.actor_for(handed_in.proposed_by_account),
        approver=actor,
        at=at,
    )
    _decide(handed_in, True, "", actor, at)
    return signed


@transaction.atomic
def reject_plan(*, proposal_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Turn a plan down; whoever handed it in may take it back.

    Raises: NotAllowed; ProposalNotFound; ProposalDecided; ProposalReasonMissing.
    """
    require(actor, PROPOSE)
    if not reason.strip():
        raise ProposalReasonMissing(_("Say why, so that the next version is better."))
    handed_in = _locked(proposal_id)
    if actor.account_id != handed_in.proposed_by_account:
        require(actor, ACTIVATE)
    _decide(handed_in, False, reason.strip(), actor, at)


def refuse_another_text(document: bytes, seen_sha256: str) -> None:
    """Insist that what is signed is what was read.

    Raises: AnotherText.
    """
    if hashlib.sha256(document).hexdigest() != seen_sha256:
        raise AnotherText(_("The text has changed since it was checked. Read it again."))


def _locked(proposal_id: int) -> PlanProposal:
    missing = ProposalNotFound(_("No such plan was handed in."), proposal_id=proposal_id)
    code = PlanProposal.objects.filter(pk=proposal_id).values_list("code", flat=True).first()
    if code is None:
        raise missing
    refuse_while_calculating(code)
    take(Lock.RUN, code)
    handed_in = PlanProposal.objects.get(pk=proposal_id)
    if handed_in.decided_at is not None:
        raise ProposalDecided(_("Somebody has decided about this already. Look at it again."))
    return handed_in


def _decide(
    handed_in: PlanProposal, approves: bool, reason: str, actor: Actor, at: datetime
) -> None:
    PlanProposal.objects.filter(pk=handed_in.pk).update(
        is_approved=approves,
        decision_reason=reason,
        decided_by=actor.label,
        decided_by_account=actor.account_id,
        decided_at=at,
    )
    _note(handed_in, f"commissions.{'approve' if approves else 'reject'}_plan", actor, at)


def _note(handed_in: PlanProposal, action: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"plan:{handed_in}",
        at=at,
        facts={
            "proposal": handed_in.pk,
            "sha256": handed_in.sha256,
            "examples_sha256": handed_in.examples_sha256,
        },
    )
