"""The one list of rule kinds."""

from __future__ import annotations

from collections.abc import Mapping

from commissions.engine.rule import Rule

from .binary.document import KIND as BINARY
from .booking_bonus.document import KIND as BOOKING_BONUS
from .breakaway.document import KIND as BREAKAWAY
from .car.document import KIND as CAR
from .company_cap.document import KIND as COMPANY_CAP
from .differential.document import KIND as DIFFERENTIAL
from .fast_start.document import KIND as FAST_START
from .formula.document import KIND as FORMULA
from .generation.document import KIND as GENERATION
from .greater_of.document import KIND as GREATER_OF
from .group_differential.document import KIND as GROUP_DIFFERENTIAL
from .infinity.document import KIND as INFINITY
from .kind import Kind, Words
from .matching.document import KIND as MATCHING
from .matrix.document import KIND as MATRIX
from .member_cap.document import KIND as MEMBER_CAP
from .personal_bonus.document import KIND as PERSONAL_BONUS
from .pool.document import KIND as POOL
from .rank_bonus.document import KIND as RANK_BONUS
from .retail.document import KIND as RETAIL
from .unilevel.document import KIND as UNILEVEL
from .x_up.document import KIND as X_UP

# One line each, so that two who add a kind do not meet.
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        UNILEVEL,
        RETAIL,
        PERSONAL_BONUS,
        BOOKING_BONUS,
        FAST_START,
        MATRIX,
        X_UP,
        DIFFERENTIAL,
        BINARY,
        MATCHING,
        POOL,
        RANK_BONUS,
        CAR,
        GREATER_OF,
        FORMULA,
        MEMBER_CAP,
        COMPANY_CAP,
        GROUP_DIFFERENTIAL,
        BREAKAWAY,
        GENERATION,
        INFINITY,
    )
}
_BY_RULE: Mapping[type[Rule], Kind] = {kind.rule: kind for kind in KINDS.values()}


def kind_of(name: str) -> Kind:
    """Return a kind by the word that documents use."""
    return KINDS[name]


def words_of(rule: Rule) -> Words:
    """Return how a rule's lines are explained."""
    return _BY_RULE[type(rule)].words
