"""What the rules of a plan pay together at most, as a share of the volume that they pay on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .products import WITHOUT
from .rule import Rule


@dataclass(frozen=True, slots=True)
class WorstCase:
    """What each rule pays at most, and all together after the cuts; None where nothing bounds it.

    Units: basis points of an order's worth.
    """

    by_rule: tuple[tuple[str, int | None], ...]
    total_bp: int | None
    cuts: tuple[tuple[str, int], ...] = ()

    @property
    def boundless(self) -> tuple[str, ...]:
        """Return the rules that nothing bounds."""
        return tuple(rule_id for rule_id, most_bp in self.by_rule if most_bp is None)


def worst_case(rules: Iterable[Rule]) -> WorstCase:
    """Return the worst of all products: in each category that a rule names, or in none of them."""
    known = tuple(rules)
    named = {path for rule in known if rule.products for path in rule.products.factors}
    cases = [_of_category(known, category) for category in sorted({WITHOUT, *named})]
    by_rule = tuple(
        (rule.id, _highest([case.by_rule[place][1] for case in cases]))
        for place, rule in enumerate(known)
    )
    return WorstCase(by_rule, _highest([case.total_bp for case in cases]), cases[0].cuts)


def _highest(most_bp: Sequence[int | None]) -> int | None:
    return None if None in most_bp else max(each for each in most_bp if each is not None)


def _of_category(rules: Iterable[Rule], category: str) -> WorstCase:
    """Add up the rules in the order in which they pay; a cut lowers what stands above it."""
    above: dict[str, int | None] = {}
    cuts: list[tuple[str, int]] = []
    total: int | None = 0
    for rule in rules:
        most_bp = rule.worst_bp(above)
        if rule.products is not None:
            most_bp = rule.products.at_most_bp(most_bp, category)
        above[rule.id] = most_bp
        total = None if total is None or most_bp is None else total + most_bp
        if rule.cuts_to_bp is not None:
            total = rule.cuts_to_bp if total is None else min(total, rule.cuts_to_bp)
            cuts.append((rule.id, rule.cuts_to_bp))
    return WorstCase(tuple(above.items()), total, tuple(cuts))
