"""The frozen types of plans in words. Amounts are minor units of the plan's currency."""

from __future__ import annotations

from dataclasses import dataclass

from commissions.facts import PlanCard
from commissions.wording.plan_words import Passage


@dataclass(frozen=True, slots=True)
class ExamplePart:
    """A period of an example: the tree as it is written, who earns what, and why."""

    tree: str
    pays: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleCard:
    """A promise of a plan and how it came out: no differences, or what differs."""

    name: str
    parts: tuple[ExamplePart, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanInWords:
    """What a plan means in the language of the page, and its examples.

    `unproven` names the rules that pay nobody in any example; `most` says what all rules together
    can pay at most. `unknown_categories` are those that rules name and the shop has not.
    """

    label: str
    sha256: str
    currency: str
    passages: tuple[Passage, ...]
    most: str
    examples: tuple[ExampleCard, ...]
    unproven: tuple[str, ...]
    unknown_categories: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Tell whether every promise holds and every rule is vouched for."""
        return not self.unproven and not self.broken_count

    @property
    def broken_count(self) -> int:
        """Return how many examples do not come out."""
        return sum(bool(example.differences) for example in self.examples)


@dataclass(frozen=True, slots=True)
class SignedPlan:
    """A signed version with its meaning; `in_force` tells that periods of today settle by it."""

    card: PlanCard
    words: PlanInWords
    in_force: bool


@dataclass(frozen=True, slots=True)
class PlanTrial:
    """What a document that nobody signed means, and what it would change.

    `against` is the signed version of that name in force, None where there is none; `changes`
    lists every key that differs from it. What it would have paid, a worker finds out
    (calculations/facts.py: Trial).
    """

    words: PlanInWords
    has_examples: bool
    against: PlanCard | None
    changes: tuple[str, ...]
