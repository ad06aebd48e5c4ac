"""Returns in examples: what comes back in its own period, and what in the one that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commissions.engine.corrections import Corrected, Paid, correct
from commissions.engine.facts import Closed, Correction, Picture, Reversal
from commissions.engine.plan import Plan
from commissions.engine.remainder import what_is_left
from core.periods import Period

from .example_tree import ExampleReturn, ExampleTree

_BEFORE = "1"


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes back later of a period that is settled by then."""

    paid: Paid
    names: Mapping[int, str]
    back: tuple[Reversal, ...]

    def corrected(self, plan: Plan) -> Corrected:
        """Return what the settled period is corrected by, and what it hands on instead."""
        if not self.back:
            return Corrected(())
        return correct(plan, Closed(1, _BEFORE, ""), self.paid, self.back)

    def by_name(self, corrected: Corrected) -> tuple[tuple[str, Correction], ...]:
        """Return the corrections with the names of who they concern."""
        return tuple((self.names[line.member_id], line) for line in corrected.lines)

    def lowering(self, plan: Plan, tree: ExampleTree) -> tuple[Reversal, ...]:
        """Return what lowers points in the period that follows, by the numbers that it gives."""
        if not plan.returns.lowers_return_period:
            return ()
        return tuple(
            each._replace(
                member_id=tree.numbers[self.names[each.member_id]],
                settled_in=_BEFORE,
                lowers_points=True,
            )
            for each in self.back
            if self.names[each.member_id] in tree.numbers
        )


def drawn_picture(plan: Plan, tree: ExampleTree, before: Coming | None, when: Period) -> Picture:
    """Return the period's picture: orders less what came back of them, and what lowers points.

    An order that does not say its day counts on the period's first.
    """
    own = [each.reversal for each in tree.returns if not each.is_later and counts(plan, each)]
    volumes = what_is_left(tree.picture.volumes, own)
    lowering = before.lowering(plan, tree) if before else ()
    dated = tuple(
        each._replace(day=each.day or when.starts_on)
        for each in volumes
        if plan.counts_in(each.country)
    )
    moves = tree.picture.moves if plan.tree_goes_by_day else ()
    return replace(
        tree.picture, volumes=dated, reversals=(*own, *lowering), period=when, moves=moves
    )


def coming_back(plan: Plan, tree: ExampleTree, paid: Paid) -> Coming:
    """Return what comes back of a settled period in the one that follows."""
    later = (each.reversal for each in tree.returns if each.is_later and counts(plan, each))
    names = {number: name for name, number in tree.numbers.items()}
    return Coming(paid, names, tuple(later))


def counts(plan: Plan, returned: ExampleReturn) -> bool:
    """Tell whether a return changes anything for partners."""
    return not (returned.is_defective and plan.returns.keeps_at_company_fault)
