"""What the binary kernel stands on: the rule and everybody's sides as numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import Codes, Flags, Minor, Rows, minor, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.money import RoundingTerms, rounding_terms
from commissions.arrays.tree import ArrayTree, plant
from commissions.engine.tree import NOBODY
from commissions.kinds.by_rank import ByRank, of_rank
from core.errors import InvariantBroken

from .bank import OLDEST, place_of
from .pairing import LEFT, RIGHT, Cycles, Pairing, Steps, WeakSide
from .rule import ALWAYS as ACCRUES_ALWAYS
from .rule import WHEN_ACTIVE, Binary

WEAK_SIDE, CYCLES, STEPS = 0, 1, 2
ALWAYS, SOMETIMES = 0, 1
NO_LIMIT = -1
_OWN_SIDES = {LEFT: 0, RIGHT: 1, "weak": 2, "strong": 3, "none": NOBODY}
_AFTER_CAP = {"full_flush": 0, "deduct_matched": 1, "keep_unpaid": 2}


class Facts(NamedTuple):
    """Row by row what came up left and right, what is the member's own, and what it may."""

    new_left: Minor
    new_right: Minor
    own: Minor
    is_active: Flags
    is_qualified: Flags
    accrues: Flags
    ranks: Rows


class Terms(NamedTuple):
    """The rule in numbers; `worth`, `most` and `cap` by the code of a rank."""

    form: int
    strong_part: int
    weak_part: int
    pairs_of: int
    point_value: int
    step_volumes: Minor
    step_amounts: Minor
    worth: Minor
    most: Minor
    cap: Minor
    after_cap: int
    left_is_strong_at_tie: bool
    accrues: int
    own_side: int
    flushes_weak: bool
    flushes_strong: bool
    keeps_debt: bool
    place: int
    expires_after: int
    carry_cap: int
    cap_flushes_oldest: bool
    least_carry: int
    rounding: RoundingTerms


def facts_of(rule: Binary, ground: ArrayGround) -> Facts:
    """Sum up both sides of everybody, and ask who is qualified.

    Raises: InvariantBroken — the picture has no placement tree, or no binary one.
    """
    standing, tree = ground.standing, _placed(ground)
    left, right = _children(ground)
    own = _own(rule, ground)
    below = np.append(tree.sums_below(own), 0)  # the last entry is NOBODY's
    counts = _sponsored(ground.tree.above, standing.is_active, tree.labels, tree.ends, left, right)
    is_qualified = standing.is_active & (counts >= rule.sponsored_each_side)
    accrues = standing.is_active if rule.accrues == WHEN_ACTIVE else is_qualified
    ranks = standing.ranked.paid.rows
    return Facts(below[left], below[right], own, standing.is_active, is_qualified, accrues, ranks)


def terms_of(rule: Binary, ground: ArrayGround) -> Terms:
    """Turn the rule into numbers."""
    pairing, keeping, ranks = rule.pairing, rule.keeping, ground.standing.ranked.paid
    steps = pairing.steps if isinstance(pairing, Steps) else ()
    strong, weak, whole, value = _parts(pairing)
    period = ground.picture.period
    return Terms(
        form=_form(pairing),
        strong_part=strong,
        weak_part=weak,
        pairs_of=whole,
        point_value=value,
        step_volumes=minor([volume for volume, _amount in steps]),
        step_amounts=minor([amount for _volume, amount in steps]),
        worth=_by_rank(_worth(pairing), ranks),
        most=_by_rank(rule.most_by_rank, ranks),
        cap=_by_rank(rule.cap_by_rank, ranks),
        after_cap=_AFTER_CAP[rule.after_cap],
        left_is_strong_at_tie=pairing.weak_at_tie == RIGHT,
        accrues=ALWAYS if rule.accrues == ACCRUES_ALWAYS else SOMETIMES,
        own_side=_OWN_SIDES[rule.own_volume],
        flushes_weak=rule.inactive_flush in ("both", "weak"),
        flushes_strong=rule.inactive_flush in ("both", "strong"),
        keeps_debt=rule.returned == "owed",
        place=place_of(period.key if period else ""),
        expires_after=NO_LIMIT if keeping.expires_after is None else keeping.expires_after,
        carry_cap=NO_LIMIT if keeping.carry_cap is None else keeping.carry_cap,
        cap_flushes_oldest=keeping.cap_flushes == OLDEST,
        least_carry=keeping.least_carry,
        rounding=rounding_terms(rule.rounding),
    )


def _form(pairing: Pairing) -> int:
    if isinstance(pairing, Steps):
        return STEPS
    return CYCLES if isinstance(pairing, Cycles) else WEAK_SIDE


def _parts(pairing: Pairing) -> tuple[int, int, int, int]:
    """Return the parts of the stronger and the weaker side, whole pairs, and a point's value."""
    if isinstance(pairing, WeakSide):
        value_minor = pairing.point_value_minor
        return pairing.strong_part, pairing.weak_part, pairing.pairs_of, value_minor
    if isinstance(pairing, Cycles):
        return pairing.strong_part, pairing.weak_part, 1, 0
    return 1, 1, 1, 0


def _worth(pairing: Pairing) -> ByRank | None:
    if isinstance(pairing, WeakSide):
        return pairing.rates_bp
    return pairing.amounts_minor if isinstance(pairing, Cycles) else None


def _by_rank(numbers: ByRank | None, ranks: Codes) -> Minor:
    if numbers is None:
        return minor([NO_LIMIT for _name in ranks.names])
    return minor([of_rank(numbers, name) for name in ranks.names])


def _placed(ground: ArrayGround) -> ArrayTree:
    placement = ground.picture.placement
    if placement is None:
        raise InvariantBroken("a binary rule needs the placement tree")
    return plant(placement.parent_rows)


def _children(ground: ArrayGround) -> tuple[Rows, Rows]:
    """Return who stands left and right of each row."""
    placement = ground.picture.placement
    assert placement is not None
    sides = []
    for slot in (1, 2):
        mine = np.flatnonzero((placement.parent_rows != NOBODY) & (placement.slots == slot))
        parents = placement.parent_rows[mine]
        if len(np.unique(parents)) != len(parents):
            raise InvariantBroken(f"two members stand in slot {slot} of one position")
        child = np.full(len(ground.picture), NOBODY, np.int32)
        child[parents] = rows(mine)
        sides.append(child)
    placed = placement.parent_rows != NOBODY
    if not np.isin(placement.slots[placed], (1, 2)).all():
        raise InvariantBroken("a member stands in a slot that is neither left nor right")
    return sides[0], sides[1]


def _own(rule: Binary, ground: ArrayGround) -> Minor:
    """Return what each member brings up; see `sides.own_volumes`."""
    if rule.volume == "pv":
        return ground.standing.pv_minor
    picture = ground.picture
    total = np.zeros(len(picture), np.int64)
    np.add.at(total, picture.volumes.member_rows, picture.volumes.cv_minor)
    taken = [each for each in picture.reversals if each.lowers_points]
    at = picture.rows_of(minor([each.member_id for each in taken]))
    np.add.at(total, at, minor([each.cv_minor for each in taken]))
    return total


@compiled
def _sponsored(
    sponsors: Rows, is_active: Flags, labels: Rows, ends: Rows, left: Rows, right: Rows
) -> Rows:
    """Count on each row's poorer side the active members that it sponsors itself."""
    counts = np.zeros((len(sponsors), 2), np.int32)
    for row in range(len(sponsors)):
        sponsor = sponsors[row]
        if sponsor == NOBODY or not is_active[row]:
            continue
        for side in range(2):
            child = left[sponsor] if side == 0 else right[sponsor]
            if child != NOBODY and labels[child] <= labels[row] < ends[child]:
                counts[sponsor, side] += 1
    return np.minimum(counts[:, 0], counts[:, 1])
