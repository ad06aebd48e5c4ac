"""What the rules of a plan pay together at most, as a share of the volume that they pay on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    """Add up the rules in the order in which they pay; a cut lowers what stands above it."""
    above: dict[str, int | None] = {}
    cuts: list[tuple[str, int]] = []
    total: int | None = 0
    for rule in rules:
        above[rule.id] = most_bp = rule.worst_bp(above)
        total = None if total is None or most_bp is None else total + most_bp
        if rule.cuts_to_bp is not None:
            total = rule.cuts_to_bp if total is None else min(total, rule.cuts_to_bp)
            cuts.append((rule.id, rule.cuts_to_bp))
    return WorstCase(tuple(above.items()), total, tuple(cuts))
