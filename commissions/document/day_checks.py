"""Refuse what cannot be told for single days where a plan goes by the day of each order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.engine.plan import Plan
from commissions.engine.requirement import ByFormula, Points

from .plan_rejected import PlanRejected

_OF_ONE_TREE = "pushed_up_volume"
_FORMULA_OF_ONE_TREE = "own_group"


def check_days(plan: Plan) -> None:
    """Insist that nothing needs one tree, or the whole period, where orders go by their days.

    Raises: PlanRejected.
    """
    if plan.goes_by_day:
        _no_rule_needs_the_whole_period(plan)
    if plan.tree_goes_by_day:
        _nothing_needs_one_tree(plan)
    if plan.rank_goes_by_day and not any(rule.is_of_orders for rule in plan.rules):
        reason = _("It has no effect: no rule pays for single orders.")
        remedy = _("Write: %(example)s") % {"example": 'rank_for_pay = "this_period"'}
        raise PlanRejected("rank_for_pay", reason, remedy)


def _no_rule_needs_the_whole_period(plan: Plan) -> None:
    counting = next((rule.id for rule in plan.rules if rule.needs_whole_period), None)
    if counting is not None:
        reason = _("“%(rule)s” has to see all orders of a period at once, not day by day.")
        key = "tree_as_of" if plan.tree_goes_by_day else "rank_for_pay"
        wanted = "period_end" if plan.tree_goes_by_day else "this_period"
        remedy = _("Write: %(example)s") % {"example": f'{key} = "{wanted}"'}
        raise PlanRejected(key, reason % {"rule": counting}, remedy)


def _nothing_needs_one_tree(plan: Plan) -> None:
    needing = [f"rule[{rule.id}]" for rule in plan.rules if rule.needs_one_tree]
    needing += [f"rank[{rank.id}]" for rank in plan.ranks if any(map(_is_of_one_tree, rank.more))]
    if any(map(_is_of_one_tree, plan.activity.requirements)):
        needing.append("active")
    if plan.rank_rules.own_group_stops_at is not None:
        needing.append("rank_rules.own_group_stops_at")
    if needing:
        reason = _("%(what)s adds up or counts over one tree for the whole period.")
        remedy = _("Write: %(example)s") % {"example": 'tree_as_of = "period_end"'}
        raise PlanRejected("tree_as_of", reason % {"what": needing[0]}, remedy)


def _is_of_one_tree(requirement: object) -> bool:
    if isinstance(requirement, Points):
        return requirement.volume == _OF_ONE_TREE
    return isinstance(requirement, ByFormula) and _FORMULA_OF_ONE_TREE in requirement.names
