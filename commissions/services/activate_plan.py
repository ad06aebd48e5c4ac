"""Sign a plan version: from its first day on it decides what members earn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commissions.calculations.underway import refuse_while_calculating
from commissions.document.plan_examples import PlanReport, check_plan_text
from commissions.engine.plan import Plan
from commissions.facts import PlanCard
from commissions.models import PlanVersion, Run, RunState
from commissions.selectors.plans import plan_card, plan_of
from core import audit
from core.errors import Denied, Refused
from core.locks import Lock, take
from core.policy import Actor, require
from finance import public as finance
from finance.public import PlanTerms
from network import public as network


class ExamplesBroken(Refused):
    """The plan does not keep what its examples promise."""

    code = "commissions.examples_broken"


class VersionOutOfOrder(Refused):
    """The version does not follow the last one."""

    code = "commissions.version_out_of_order"


class OtherPlaces(Refused):
    """The company's placement tree has more places below each partner than the plan knows."""

    code = "commissions.other_places"


class SecondSignatureMissing(Denied):
    """A plan is signed by two different people."""

    code = "commissions.second_signature_missing"


@transaction.atomic
def activate_plan(
    *,
    document: bytes,
    examples: bytes,
    filename: str,
    actor: Actor,
    approver: Actor,
    at: datetime,
) -> PlanCard:
    """Store a plan's bytes with its hash and both signatures; the same bytes again change nothing.

    Raises: PlanRejected — the text cannot be used. ExamplesBroken; SecondSignatureMissing;
    VersionOutOfOrder — number or day do not follow, or a published run would be touched.
    OtherPlaces; CalculationUnderway.
    """
    require(actor, "commissions.propose_plan")
    require(approver, "commissions.activate_plan")
    if actor.label == approver.label:
        raise SecondSignatureMissing(_("A second person has to sign the plan."))
    plan = kept_promises(check_plan_text(document, examples, filename)).plan
    refuse_while_calculating(plan.code)
    take(Lock.RUN, plan.code)
    signed = PlanVersion.objects.filter(code=plan.code, sha256=plan.sha256).first()
    if signed is None:
        refuse_unfit(plan)
        signed = _sign(plan, document, examples, (actor, approver), at)
        finance.set_payout_terms(_terms(plan), at=at)
    return plan_card(signed)


def kept_promises(report: PlanReport) -> PlanReport:
    """Insist that every example comes out and every rule is shown by one.

    Raises: ExamplesBroken.
    """
    flaws = [flaw for result in report.results for flaw in result.differences]
    if flaws:
        text = _("%(count)s examples do not come out, the first: %(flaw)s Correct plan or example.")
        raise ExamplesBroken(text % {"count": len(flaws), "flaw": flaws[0]})
    if report.unproven:
        text = _("No example shows what rule “%(rule)s” pays. Add one.")
        raise ExamplesBroken(text % {"rule": report.unproven[0]})
    return report


def refuse_unfit(plan: Plan) -> None:
    """Insist that a plan fits to what the company has: its last version and its placement tree.

    Raises: VersionOutOfOrder; OtherPlaces.
    """
    _refuse_out_of_order(plan)
    settings = network.placement_settings(plan.valid_from)
    for rule in plan.rules:
        if settings and rule.slots is not None and settings.width > rule.slots:
            text = _(
                "The rule “%(rule)s” knows %(slots)s places below each member, and your placement "
                "tree has %(width)s. Take a rule for wider trees."
            )
            facts = {"rule": rule.id, "slots": rule.slots, "width": settings.width}
            raise OtherPlaces(text % facts)


def _refuse_out_of_order(plan: Plan) -> None:
    """Insist that a version follows the last one and touches nothing that is published."""
    last = PlanVersion.objects.filter(code=plan.code).order_by("-version").first()
    expected = last.version + 1 if last else 1
    if plan.version != expected:
        text = _("This is version %(given)s, but the next one is %(expected)s.")
        raise VersionOutOfOrder(text % {"given": plan.version, "expected": expected})
    if last is None:
        return
    if plan.valid_from <= last.valid_from:
        text = _("It begins on %(day)s, but version %(version)s begins on %(last)s. Begin later.")
        facts = {"day": plan.valid_from, "version": last.version, "last": last.valid_from}
        raise VersionOutOfOrder(text % facts)
    before = plan_of(last)
    if (plan.period, plan.currency) != (before.period, before.currency):
        text = _("A new version keeps period and currency. Sign a plan of another name instead.")
        raise VersionOutOfOrder(text)
    settled = Run.objects.filter(
        plan_code=plan.code, state=RunState.PUBLISHED, ends_before__gt=plan.valid_from
    ).first()
    if settled is not None:
        text = _("%(period)s is published under the last version. Begin after it.")
        raise VersionOutOfOrder(text % {"period": settled.period_key})


def _terms(plan: Plan) -> PlanTerms:
    """Return what the plan says about paying out."""
    said = plan.payout
    return PlanTerms(
        plan=plan.code,
        valid_from=plan.valid_from,
        currency=plan.currency,
        minimum_minor=said.minimum_minor if said else None,
        force_after_days=said.force_after_days if said else None,
    )


def _sign(
    plan: Plan, document: bytes, examples: bytes, signers: tuple[Actor, Actor], at: datetime
) -> PlanVersion:
    actor, approver = signers
    signed = PlanVersion.objects.create(
        code=plan.code,
        version=plan.version,
        valid_from=plan.valid_from,
        source=plan.source,
        document=document,
        examples=examples,
        sha256=plan.sha256,
        signed_by=actor.label,
        signed_by_account=actor.account_id,
        approved_by=approver.label,
        approved_by_account=approver.account_id,
        activated_at=at,
    )
    audit.record(
        actor=actor,
        action="commissions.activate_plan",
        subject=f"plan:{signed}",
        at=at,
        facts={"sha256": plan.sha256, "approved_by": approver.label},
    )
    return signed
