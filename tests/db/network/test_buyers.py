"""By which prices somebody buys, and for whose credit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from network import public as network
from network.models import Account, CustomerCredit
from network.public import Buyer
from tests.db.network.people import NOON, SYSTEM, TODAY, code_of, customer, join, root

pytestmark = pytest.mark.usefixtures("company")


def close(member_id: int, status: str = "suspended") -> None:
    network.change_status(member_id=member_id, status=status, reason="r", actor=SYSTEM, at=NOON)


def test_a_guest_buys_as_a_customer_for_nobody() -> None:
    assert network.buyer_for(None, None, TODAY) == Buyer(None, None, "customer", None)


def test_a_guest_with_a_link_buys_for_its_owner() -> None:
    top = root("moos")
    assert network.buyer_for(None, "Moos", TODAY) == Buyer(None, None, "customer", top)


def test_a_link_whose_owner_is_suspended_credits_nobody() -> None:
    anna = join("anna", root())
    code = code_of(anna)
    close(anna)
    assert network.buyer_for(None, code, TODAY).credited_member_id is None


def test_an_unknown_link_is_refused() -> None:
    with pytest.raises(network.UnknownSponsorCode):
        network.buyer_for(None, "nobody", TODAY)


def test_a_customer_buys_for_the_credited_member_whatever_link_was_followed_later() -> None:
    top = root("moos")
    anna = join("anna", top)
    carl = customer("carl", anna).account_id
    assert network.buyer_for(carl, "moos", TODAY) == Buyer(carl, None, "customer", anna)


def test_a_credit_counts_on_its_days_only() -> None:
    anna = join("anna", root())
    carl = customer("carl", anna).account_id
    assert network.buyer_for(carl, None, TODAY - timedelta(1)).credited_member_id is None
    CustomerCredit.objects.update(valid_until=TODAY + timedelta(days=5))
    assert network.buyer_for(carl, None, TODAY + timedelta(days=4)).credited_member_id == anna
    assert network.buyer_for(carl, None, TODAY + timedelta(days=5)).credited_member_id is None


def test_a_customer_of_nobody_buys_for_the_link() -> None:
    top = root("moos")
    carl = customer("carl").account_id
    assert network.buyer_for(carl, "moos", TODAY).credited_member_id == top


def test_a_member_buys_for_itself_even_over_another_s_link(
    django_assert_num_queries: Callable[..., object],
) -> None:
    anna = join("anna", root("moos"))
    account = network.member_card(anna).account_id
    with django_assert_num_queries(1):
        buyer = network.buyer_for(account, "moos", TODAY)
    assert buyer == Buyer(account, anna, "partner", anna)


def test_a_suspended_member_buys_as_a_customer() -> None:
    anna = join("anna", root("moos"))
    account = network.member_card(anna).account_id
    close(anna)
    assert network.buyer_for(account, None, TODAY) == Buyer(account, None, "customer", None)


def test_a_reseller_keeps_its_prices() -> None:
    carl = customer("carl").account_id
    Account.objects.filter(pk=carl).update(audience="reseller")
    assert network.buyer_for(carl, None, TODAY).audience == "reseller"


def test_an_unknown_account_is_refused() -> None:
    with pytest.raises(network.AccountNotFound):
        network.buyer_for(5, None, TODAY)


def test_the_first_purchase_confirms_the_credit_once() -> None:
    carl = customer("carl", root()).account_id
    later = NOON + timedelta(days=2)
    assert network.confirm_customer(account_id=carl, at=later)
    assert not network.confirm_customer(account_id=carl, at=later + timedelta(days=1))
    assert CustomerCredit.objects.get().confirmed_at == later


def test_guests_and_customers_of_nobody_have_nothing_to_confirm() -> None:
    carl = customer("carl").account_id
    assert not network.confirm_customer(account_id=None, at=NOON)
    assert not network.confirm_customer(account_id=carl, at=NOON)
