"""What the engine knows of every rule, whatever its kind: commissions/kinds has them all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, Self

from core.rates import share
from core.rounding import TO_THE_UNIT, Rounding

from .facts import Earning, Standing, Step, Volume
from .products import Products

if TYPE_CHECKING:
    from .ground import Ground
    from .plan import Plan

# The bases that an order offers to rates.
ORDER_CV = "order.cv"
ORDER_NET = "order.net"
ORDER_PV = "order.pv"
# What customers paid above the price of their member.
ORDER_RETAIL = "order.retail"

# Which tree a rule climbs: who brought whom, who stands below whom, who joined before whom.
SPONSOR_TREE = "sponsor"
PLACEMENT_TREE = "placement"
QUEUE = "queue"


class Based(Protocol):
    """A rule that says what of an order its rates are taken of, and of which products."""

    @property
    def base(self) -> str:
        """Name the base."""
        ...

    @property
    def products(self) -> Products | None:
        """Say which products count and how much, None where all count alike."""
        ...


@dataclass(frozen=True, slots=True)
class Rule(ABC):
    """One rule of a plan. Rules pay in the document's order, each in lines of its own.

    `rounding` is how its rates are rounded, line by line. `products` says which products count and
    how much, None where all count alike. With `counts_persons`, its limit, or what it pays once,
    holds for all positions of a person together.
    """

    id: str
    names: Mapping[str, str]
    tax_nature: str
    rounding: Rounding = field(default=TO_THE_UNIT, kw_only=True)
    products: Products | None = field(default=None, kw_only=True)
    counts_persons: bool = field(default=False, kw_only=True)

    @abstractmethod
    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Yield what the rule pays in the period; a line of nothing is no line."""

    def amount_minor(self, base_minor: int, rate_bp: int) -> int:
        """Return the money that a rate of a base comes to."""
        return share(base_minor, rate_bp, self.rounding)

    def rounded(self, rounding: Rounding) -> Self:
        """Return the rule with another way to round its rates."""
        return replace(self, rounding=rounding)

    def of_products(self, products: Products | None) -> Self:
        """Return the rule for certain products."""
        return replace(self, products=products)

    @property
    def pays_positions(self) -> bool:
        """Tell whether a member has one line at most, but for what a limit cuts from it."""
        return False

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the ids of the rules above whose earnings this one needs."""
        return ()

    @property
    def most_bp(self) -> int | None:
        """Return how much of an order's worth it pays at most, None where nothing bounds it."""
        return None

    def worst_bp(self, above: Mapping[str, int | None]) -> int | None:
        """Return `most_bp`, where that depends on the same of the rules above (worst_case.py)."""
        return self.most_bp

    @property
    def cuts_to_bp(self) -> int | None:
        """Return to which share of the volume it cuts what all rules above it pay together."""
        return None

    @property
    def levels(self) -> int:
        """Return how many levels or generations its lines can have, 0 where they have none."""
        return 0

    @property
    def is_of_orders(self) -> bool:
        """Tell whether each line rests on one order, by that order and the members above alone."""
        return False

    @property
    def tree(self) -> str:
        """Name the tree whose members above it pays."""
        return SPONSOR_TREE

    @property
    def needs_places(self) -> bool:
        """Tell whether it goes by the placement tree."""
        return self.tree == PLACEMENT_TREE

    @property
    def slots(self) -> int | None:
        """Return how many may stand below one in that tree, None where any number may."""
        return None

    @property
    def hands_on(self) -> bool:
        """Tell whether what it pays in later periods depends on what it hands on from this one."""
        return False

    @property
    def needs_recruits(self) -> bool:
        """Tell whether it matters who was brought first, second and so on."""
        return False

    @property
    def needs_one_tree(self) -> bool:
        """Tell whether it adds up or counts over one tree that holds for the whole period."""
        return self.tree == PLACEMENT_TREE

    @property
    def needs_whole_period(self) -> bool:
        """Tell whether it has to see all orders of the period at once."""
        return False

    @property
    def looks_at_ranks(self) -> bool:
        """Tell whether it asks what ranks members below have, as only ranks know it."""
        return False

    @property
    def needs_joining(self) -> bool:
        """Tell whether it matters when the member of an order joined."""
        return False

    @property
    def needs_buyers(self) -> bool:
        """Tell whether it matters which of a member's customers bought."""
        return False


@dataclass(frozen=True, slots=True)
class OrderRule(Rule):
    """A rule whose lines each pay a rate of one order's base to somebody above the order.

    Keeps:  a line's amount is `amount_minor` of its base and its rate, whatever is left later.
    """

    base: str

    @property
    def is_of_orders(self) -> bool:
        """Each line rests on one order."""
        return True

    @abstractmethod
    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up from an order and say what each member met on the way did: the rule's meaning.

        `uplines` begins with the member to whom the order is credited.
        """

    def told(self, uplines: Iterable[Standing], taker_id: int) -> Iterable[Standing]:
        """Return who stands above an order, with what only its line tells of them."""
        return uplines

    @property
    def shares_bp(self) -> tuple[int, ...] | None:
        """Return the rates that are each taken and rounded where nothing stands in the way."""
        return None if self.most_bp is None else (self.most_bp,)

    def possible_minor(self, plan: Plan, volume: Volume) -> int | None:
        """Return what an order would pay if nothing stood in the way, None where that is open."""
        if self.shares_bp is None:
            return None
        base_minor = plan.base_minor(self, volume)
        return sum(self.amount_minor(base_minor, rate_bp) for rate_bp in self.shares_bp)


def need_places(rules: Iterable[Rule]) -> bool:
    """Tell whether some rule goes by the placement tree."""
    return any(rule.needs_places for rule in rules)


def way_to(
    rule: OrderRule, volume: Volume, uplines: Iterable[Standing], line: tuple[int, int]
) -> list[Step]:
    """Return the steps from an order's member up to who earns from it; `line` is member, level."""
    way = []
    for step in rule.way(volume, rule.told(uplines, line[0])):
        way.append(step)
        if (step.member_id, step.level) == line:
            break
    return way
