"""Trees as text, and what a plan pays in them by the members' names."""

from __future__ import annotations

from collections import defaultdict
from textwrap import dedent

from commissions.document.example_tree import ExampleTree, read_tree
from commissions.engine.facts import Carry, Earning
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle


def tree(text: str) -> ExampleTree:
    """Read a tree as plans' examples draw it."""
    return read_tree(dedent(text), "EUR", "tree")


def paid(plan: Plan, text: str) -> dict[str, int]:
    """Settle a drawn period; what each member earns in all, who earns nothing left out."""
    return by_name(tree(text), settle(plan, tree(text).picture).lines)


def by_name(drawn: ExampleTree, lines: object) -> dict[str, int]:
    """Add up lines by name."""
    names = {number: name for name, number in drawn.numbers.items()}
    found: dict[str, int] = defaultdict(int)
    for line in lines:  # type: ignore[attr-defined]
        found[names[line.member_id]] += line.amount_minor
    return {name: amount for name, amount in found.items() if amount}


def settled(plan: Plan, drawn: ExampleTree) -> tuple[list[Earning], list[Carry]]:
    """Settle a drawn period; its lines and what it hands on."""
    outcome = settle(plan, drawn.picture)
    return list(outcome.lines), list(outcome.carried)
