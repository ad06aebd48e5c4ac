"""What rules pay in a tree drawn as text: the form of a plan's examples."""

from __future__ import annotations

from collections import Counter

from commissions.document.example_tree import read_tree
from commissions.engine.facts import Earning
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle


def lines_in(terms: Plan, tree: str) -> list[tuple[str, Earning]]:
    """Return each line with the name of who earns it."""
    drawn = read_tree(tree, terms.currency, "tree")
    name_of = {number: name for name, number in drawn.numbers.items()}
    return [(name_of[line.member_id], line) for line in settle(terms, drawn.picture).lines]


def paid_in(terms: Plan, tree: str) -> dict[str, int]:
    """Return what each member earns in minor units; whoever earns nothing is left out."""
    paid: Counter[str] = Counter()
    for name, line in lines_in(terms, tree):
        paid[name] += line.amount_minor
    return {name: minor for name, minor in paid.items() if minor}
