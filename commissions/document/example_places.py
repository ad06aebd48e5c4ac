"""Whether the places that an example draws are those its plan goes by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.engine.plan import Plan

from .example_tree import ExampleTree
from .plan_rejected import PlanRejected


def places_fit(plan: Plan, tree: ExampleTree, where: str) -> ExampleTree:
    """Return the tree, if rules over the placement tree find members in it where they may stand.

    Raises: PlanRejected.
    """
    placement = tree.picture.placement
    for rule in plan.rules:
        if rule.needs_places and placement is None:
            reason = _("The rule “%(rule)s” goes by the placement tree, and nobody has a place.")
            remedy = _("Write places into the tree: bert at anna left; or draw them as: placement")
            raise PlanRejected(f"{where}.tree", reason % {"rule": rule.id}, remedy)
        if rule.slots is not None and placement and max(placement.slots) > rule.slots:
            reason = _("The rule “%(rule)s” knows %(slots)s places below each member.")
            facts = {"rule": rule.id, "slots": rule.slots}
            raise PlanRejected(f"{where}.tree", reason % facts, _("Write: left, or: right"))
    return tree
