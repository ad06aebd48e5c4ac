"""Refuse a plan that could pay out more than the company can bear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commissions.engine.ladder import measures_added_up
from commissions.engine.people import CUMULATIVE
from commissions.engine.plan import RECOMPUTE, Plan
from commissions.engine.rule import Rule
from commissions.engine.worst_case import WorstCase, worst_case
from core.rates import format_rate

from .plan_rejected import PlanRejected


def check_limits(rules: Iterable[Rule], limits: Mapping[str, Any]) -> None:
    """Insist that all rules together stay within the company's limit.

    Raises: PlanRejected — with what each rule can pay at most.
    """
    if not limits:
        return
    worst = worst_case(rules)
    if worst.total_bp is None:
        reason = _("Nothing bounds what these rules pay: %(rules)s.")
        remedy = _("Add a cut below them that holds all rules to a share of the volume.")
        names = ", ".join(worst.boundless)
        raise PlanRejected("limits.payout", reason % {"rules": names}, remedy)
    if worst.total_bp > limits["payout"]:
        reason = _("In the worst case the rules pay %(total)s: %(rules)s.")
        facts = {"total": _rate(worst.total_bp), "rules": _each(worst)}
        remedy = _("Lower the rates, cut them below all rules, or raise the limit.")
        raise PlanRejected("limits.payout", reason % facts, remedy)


def check_settled_again(plan: Plan) -> None:
    """Insist that the periods after one that is settled again follow where it hands on to them.

    Raises: PlanRejected — later periods would pay for volume that has come back; or nothing is
    handed on that they could be settled again for.
    """
    keeping = [f"rule[{rule.id}]" for rule in plan.rules if rule.hands_on]
    keeping += [f"rank.{CUMULATIVE[measure]}" for measure in sorted(measures_added_up(plan))]
    if plan.returns.earnings == RECOMPUTE and keeping:
        reason = _("What is handed on to later periods is not settled again: %(rules)s.")
        remedy = _(
            'Write: earnings = "recompute_onward", which settles later periods again too; or: '
            'earnings = "original_rates", and what becomes of the points.'
        )
        names = {"rules": ", ".join(keeping)}
        raise PlanRejected("returns.earnings", reason % names, remedy)
    keeps_active = plan.activity.grace_periods or plan.activity.counts_inactive
    if plan.returns.goes_onward and not (keeping or plan.ranks or keeps_active):
        reason = _("No period of this plan hands anything on: later ones stay as they are anyway.")
        remedy = _('Write: earnings = "recompute", and leave out: reaches_back')
        raise PlanRejected("returns.earnings", reason, remedy)


def _each(worst: WorstCase) -> str:
    rules = [
        f"{rule_id} {'∞' if most_bp is None else _rate(most_bp)}"
        for rule_id, most_bp in worst.by_rule
        if most_bp != 0
    ]
    return ", ".join(
        [*rules, *(f"{rule_id} ≤ {_rate(most_bp)}" for rule_id, most_bp in worst.cuts)]
    )


def _rate(rate_bp: int) -> str:
    return format_rate(rate_bp, get_language() or "en")
