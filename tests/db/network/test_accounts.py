"""Who an account is, for pages and for the policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.models import AuditEntry
from core.policy import ANONYMOUS, NotAllowed
from network import public as network
from network.models import Account, AccountRole
from network.public import ImportedMember
from tests.db.network.people import NOON, SYSTEM, colleague, customer, join, person, root

pytestmark = pytest.mark.usefixtures("company")


def test_a_customer_s_card_and_actor() -> None:
    made = customer("carl")
    card = network.account_card(made.account_id)
    assert (card.email, card.name) == ("carl@example.org", "Carl Probe")
    assert (card.audience, card.member_id, card.roles) == ("customer", None, frozenset())
    actor = network.actor_for(made.account_id)
    assert (actor.account_id, actor.member_id) == (made.account_id, None)
    assert actor.label == f"account:{made.account_id}"


def test_a_member_s_actor_has_its_number() -> None:
    member = join("anna", root())
    account = network.member_card(member).account_id
    assert network.actor_for(account).member_id == member
    assert network.account_card(account).audience == "partner"


def test_staff_have_roles(django_assert_num_queries: Callable[..., object]) -> None:
    actor = colleague("fina", "finance", "support")
    assert actor.roles == {"finance", "support"}
    with django_assert_num_queries(1):
        network.actor_for(actor.account_id)
    with django_assert_num_queries(2):
        network.account_card(actor.account_id)


def test_an_imported_account_has_no_address() -> None:
    numbers = network.import_members(source="s", members=[ImportedMember("a", "Al", NOON, None)])
    card = network.account_card(network.member_card(numbers["a"]).account_id)
    assert (card.email, card.name) == ("", "Al")


def test_a_closed_account_may_nothing() -> None:
    actor = colleague("fina", "owner")
    Account.objects.filter(pk=actor.account_id).update(is_active=False)
    closed = network.actor_for(actor.account_id)
    assert (closed.roles, closed.member_id) == (frozenset(), None)
    assert not Account.objects.get(pk=actor.account_id).is_staff


def test_an_unknown_account_is_refused() -> None:
    for ask in (network.account_card, network.actor_for):
        with pytest.raises(network.AccountNotFound):
            ask(5)


def test_a_role_opens_the_admin_and_only_owners_see_in_it() -> None:
    packer = Account.objects.get(pk=colleague("packer", "warehouse").account_id)
    owner = Account.objects.get(pk=colleague("olga", "owner").account_id)
    guest = Account.objects.get(pk=customer("carl").account_id)
    assert [who.is_staff for who in (packer, owner, guest)] == [True, True, False]
    assert [who.has_perm("network.view_member") for who in (packer, owner)] == [False, True]
    assert owner.has_module_perms("shop")


@pytest.mark.parametrize("roles", [(), ("king",), ("owner", "king"), ("system",), ("=self",)])
def test_only_roles_of_the_policy_table_are_granted(roles: tuple[str, ...]) -> None:
    with pytest.raises(network.UnknownRole):
        network.add_staff(actor=SYSTEM, person=person("eve"), roles=roles, at=NOON)
    assert not Account.objects.exists()


def test_only_owners_add_staff_and_it_is_audited() -> None:
    owner, helper = colleague("olga", "owner"), colleague("sam", "support")
    for nobody in (helper, ANONYMOUS):
        with pytest.raises(NotAllowed):
            network.add_staff(actor=nobody, person=person("eve"), roles=["owner"], at=NOON)
    made = network.add_staff(actor=owner, person=person("fina"), roles=["finance"], at=NOON)
    entry = AuditEntry.objects.get(subject=f"account:{made.account_id}")
    assert (entry.actor, entry.facts) == (owner.label, {"roles": ["finance"]})
    assert AccountRole.objects.get(account_id=made.account_id).granted_by == owner.label
