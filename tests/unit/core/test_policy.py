"""Who may do what."""

import pytest

from core.errors import InvariantBroken
from core.policy import ANONYMOUS, Actor, NotAllowed, allowed, require
from core.policy_table import TABLE

FINANCE = Actor(7, frozenset({"finance"}), None, "account:7")
ANNA = Actor(8, frozenset(), 1001, "account:8")


def test_a_role_opens_what_the_table_lists() -> None:
    assert allowed(FINANCE, "finance.approve_payout")
    assert not allowed(FINANCE, "core.edit_company")


def test_a_relation_opens_ones_own_things_only() -> None:
    assert allowed(ANNA, "commissions.see_earnings", member_id=1001)
    assert not allowed(ANNA, "commissions.see_earnings", member_id=1002)
    assert not allowed(ANNA, "commissions.see_earnings")


def test_nobody_is_related_to_nothing() -> None:
    assert not allowed(ANONYMOUS, "commissions.see_earnings", member_id=None)
    assert not allowed(ANONYMOUS, "shop.see_order", account_id=None)


def test_an_unlisted_action_is_our_bug() -> None:
    with pytest.raises(InvariantBroken):
        allowed(FINANCE, "finance.print_money")


def test_the_refusal_names_the_action() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(ANNA, "finance.approve_payout")
    assert refused.value.status == 403
    assert refused.value.facts["action"] == "finance.approve_payout"


@pytest.mark.parametrize("action", sorted(TABLE))
def test_nothing_is_open_to_everybody_by_accident(action: str) -> None:
    assert not allowed(ANONYMOUS, action)
