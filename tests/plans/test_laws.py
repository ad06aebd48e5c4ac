"""The laws that every shipped plan keeps, in drawn companies: section 9 of the plans' mathematics.

test_invariants.py asks some of them of one large company; here small ones go through two periods.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings

from commissions.document.plan_document import read_plan
from commissions.engine.facts import (
    OWN,
    Carry,
    Earning,
    Held,
    Picture,
    Placement,
    Portion,
    Ranked,
    Reversal,
    Volume,
)
from commissions.engine.plan import Plan
from commissions.engine.remainder import AMOUNTS, what_is_left
from commissions.engine.rule import ORDER_CV, ORDER_NET, ORDER_RETAIL, QUEUE, OrderRule, Rule
from commissions.engine.settlement import settle
from commissions.engine.tree import NOBODY
from commissions.kinds.binary.rule import Binary
from commissions.kinds.company_cap.rule import CompanyCap
from commissions.kinds.member_cap.rule import MemberCap
from commissions.shipped_plans import plan_files, shipped_paths
from tests.plans.drawn_companies import company, frozen
from tests.unit.commissions.pictures import NAMES, SEEDS

T = TypeVar("T")
PATHS = pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
CASES = settings(max_examples=15)
KNOWN = dict[Path, Plan]()
# Rates of amounts that are multiples of it are whole, also of points and after all factors.
WHOLE = 12_000_000


def terms_of(path: Path) -> Plan:
    if path not in KNOWN:
        shipped = plan_files(path)
        KNOWN[path] = frozen(read_plan(shipped.document, shipped.filename))
    return KNOWN[path]


@dataclass(frozen=True)
class Outcome:
    """All that a period says, without regard to the order in which it says it."""

    lines: Counter[Earning]
    carried: Counter[Carry]
    ranked: dict[int, Ranked]

    def without(self, number: int) -> Outcome:
        """Return it as if nobody asked for a member."""
        return Outcome(
            Counter({each: n for each, n in self.lines.items() if each.member_id != number}),
            Counter({each: n for each, n in self.carried.items() if each.member_id != number}),
            {each: ranks for each, ranks in self.ranked.items() if each != number},
        )


def outcome(plan: Plan, picture: Picture) -> Outcome:
    settled = settle(plan, picture)
    lines = Counter(settled.lines)
    ranked = dict(zip(picture.member_ids, settled.standings.ranked, strict=True))
    return Outcome(lines, Counter(settled.carried), ranked)


def earned(lines: Iterable[Earning]) -> Counter[int]:
    total = Counter[int]()
    for line in lines:
        total[line.member_id] += line.amount_minor
    return total


@PATHS
@given(SEEDS)
@CASES
def test_an_order_that_comes_back_in_its_own_period_was_never_there(path: Path, seed: int) -> None:
    plan = terms_of(path)
    picture, random = company(plan, seed), Random(seed)
    back = [each for each in picture.volumes if random.random() < 0.3]
    reversals = tuple(map(whole, back))
    returned = replace(
        picture, volumes=what_is_left(picture.volumes, reversals), reversals=reversals
    )
    never = replace(picture, volumes=tuple(each for each in picture.volumes if each not in back))
    assert outcome(plan, returned) == outcome(plan, never)


def whole(sold: Volume) -> Reversal:
    """Take an order back in its own period."""
    parts = tuple(Portion(part.category, **negative(part)) for part in sold.portions)
    return Reversal(
        sold.entry_id, sold.entry_id, f"{sold.order_ref}/1", sold.member_id, sold.kind, "", False,
        **negative(sold), portions=parts,
    )  # fmt: skip


def negative(sold: Volume | Portion) -> dict[str, int]:
    return {name: -getattr(sold, name) for name in AMOUNTS}


@PATHS
@given(SEEDS)
@CASES
def test_the_order_in_which_facts_come_changes_nothing(path: Path, seed: int) -> None:
    plan = terms_of(path)
    picture, random = company(plan, seed), Random(seed)
    rows = shuffled(random, range(len(picture.member_ids)))
    assert picture.placement is not None

    def moved(column: Sequence[T]) -> tuple[T, ...]:
        return tuple(column[row] for row in rows) if column else ()

    otherwise = replace(
        picture,
        member_ids=moved(picture.member_ids),
        sponsor_ids=moved(picture.sponsor_ids),
        statuses=moved(picture.statuses),
        held=moved(picture.held),
        joined_on=moved(picture.joined_on),
        persons=moved(picture.persons),
        placement=Placement(moved(picture.placement.parent_ids), moved(picture.placement.slots)),
        volumes=shuffled(random, picture.volumes),
        awards=shuffled(random, picture.awards),
        carried=shuffled(random, picture.carried),
        moves=shuffled(random, picture.moves),
    )
    assert outcome(plan, otherwise) == outcome(plan, picture)


def shuffled(random: Random, values: Sequence[T]) -> tuple[T, ...]:
    return tuple(random.sample(values, len(values)))


@PATHS
@given(SEEDS)
@CASES
def test_somebody_new_who_buys_nothing_changes_nothing_for_others(path: Path, seed: int) -> None:
    plan = terms_of(path)
    if any(rule.needs_recruits or rule.tree == QUEUE for rule in plan.rules):
        pytest.skip("whoever joins stands in a queue, or is a recruit that its sponsor passes up")
    picture, random = company(plan, seed), Random(seed)
    newcomer = random.choice([1, 9999])
    joined = with_newcomer(picture, newcomer, random)
    assert outcome(plan, joined).without(newcomer) == outcome(plan, picture)


def with_newcomer(picture: Picture, number: int, random: Random) -> Picture:
    """Put somebody below a member who sponsored it, and into a free place of the other tree."""
    assert picture.placement is not None
    assert picture.period is not None
    taken = set(zip(picture.placement.parent_ids, picture.placement.slots, strict=True))
    free = [
        (each, slot) for each in picture.member_ids for slot in (1, 2) if (each, slot) not in taken
    ]
    parent, slot = random.choice(free)
    return replace(
        picture,
        member_ids=(*picture.member_ids, number),
        sponsor_ids=(*picture.sponsor_ids, random.choice(picture.member_ids)),
        statuses=(*picture.statuses, "suspended"),
        held=(*picture.held, Held()) if picture.held else (),
        joined_on=(*picture.joined_on, picture.period.starts_on),
        persons=(*picture.persons, number),
        placement=Placement(
            (*picture.placement.parent_ids, parent), (*picture.placement.slots, slot)
        ),
    )


@PATHS
@given(SEEDS)
@CASES
def test_groups_add_up_to_all_that_was_bought(path: Path, seed: int) -> None:
    plan = terms_of(path)
    picture = company(plan, seed)
    standings = settle(plan, picture).standings
    people, above = standings.people, standings.tree.sponsor_rows
    roots = [row for row, sponsor in enumerate(above) if sponsor == NOBODY]
    for measure in ("pv", "qv"):
        bought = sum(
            getattr(each, f"{measure}_minor")
            for each in picture.volumes
            if each.kind == OWN or plan.customer_volume == "to_partner"
        )
        below = 0 if plan.own_volume_in_group else sum(people.personal(measure)[r] for r in roots)
        assert sum(people.group(measure)[row] for row in roots) + below == bought


def all_of(plan: Plan) -> tuple[str, ...]:
    return tuple(rule.id for rule in plan.rules)


def uncapped(rule: Rule) -> Rule:
    return replace(rule, cap_by_rank=None) if isinstance(rule, Binary) else rule


@PATHS
@given(SEEDS)
@CASES
def test_nobody_gains_by_a_limit(path: Path, seed: int) -> None:
    """Neither by those that a plan has itself, nor by some for all that it pays."""
    plan = terms_of(path)
    picture, random = company(plan, seed), Random(seed)
    free = replace(
        plan,
        rules=tuple(
            uncapped(each) for each in plan.rules if not isinstance(each, CompanyCap | MemberCap)
        ),
    )
    most = random.randint(0, 300_00)
    cap = MemberCap(
        "most", NAMES, "commission", all_of(plan), most, {},
        counts_persons=random.random() < 0.5,
    )  # fmt: skip
    paid, before = (earned(settle(each, picture).lines) for each in (plan, free))
    left = earned(settle(replace(plan, rules=(*plan.rules, cap)), picture).lines)
    assert all(left[each] <= paid[each] <= before[each] for each in picture.member_ids)
    together = picture.persons if cap.counts_persons else picture.member_ids
    earns, keeps = (by_person(picture, each, together) for each in (paid, left))
    assert keeps == {each: min(much, most) for each, much in earns.items()}


def by_person(picture: Picture, paid: Counter[int], persons: Sequence[int]) -> dict[int, int]:
    total = dict.fromkeys(persons, 0)
    for member_id, person in zip(picture.member_ids, persons, strict=True):
        total[person] += paid[member_id]
    return total


@PATHS
@given(SEEDS)
@CASES
def test_all_earn_together_what_a_limit_leaves_to_the_cent(path: Path, seed: int) -> None:
    plan = terms_of(path)
    picture, random = company(plan, seed), Random(seed)
    paid = earned(settle(plan, picture).lines)
    limit_minor = random.randint(0, max(paid.total(), 0) * 5 // 4)
    mode = random.choice(["pro_rata", "priority", "hard_stop"])
    cap = CompanyCap("all", NAMES, "commission", all_of(plan), "", 0, limit_minor, mode, True)
    left = earned(settle(replace(plan, rules=(*plan.rules, cap)), picture).lines)
    assert left.total() == min(paid.total(), limit_minor)
    assert all(left[each] <= paid[each] for each in paid)


@PATHS
@given(SEEDS)
@CASES
def test_rates_of_orders_pay_so_many_times_as_much_for_so_many_times_the_worth(
    path: Path, seed: int
) -> None:
    """Where points, which decide on ranks and activity, stay what they are."""
    plan = terms_of(path)
    picture, times = company(plan, seed), Random(seed).randint(2, 9)
    linear = {
        rule.id
        for rule in plan.rules
        if isinstance(rule, OrderRule) and rule.base in (ORDER_CV, ORDER_NET, ORDER_RETAIL)
    }
    once, often = (
        sorted(
            (line.rule_id, line.member_id, line.order_ref, line.level, line.rate_bp,
             line.base_minor * more, line.amount_minor * more)
            for line in settle(plan, worth(picture, WHOLE * factor)).lines
            if line.rule_id in linear
        )
        for factor, more in ((1, times), (times, 1))
    )  # fmt: skip
    assert once == often


def worth(picture: Picture, times: int) -> Picture:
    """Let every order be worth so many times as much, in the plan's own money, without credit."""
    sold = (
        each._replace(
            cv_minor=each.cv_minor * times,
            net_minor=each.net_minor * times,
            retail_minor=each.retail_minor * times,
            portions=tuple(
                part._replace(
                    cv_minor=part.cv_minor * times,
                    net_minor=part.net_minor * times,
                    retail_minor=part.retail_minor * times,
                )
                for part in each.portions
            ),
            currency="",
            credit_minor=0,
        )
        for each in picture.volumes
    )
    return replace(picture, volumes=tuple(sold))
