"""One grammar for accounts and payees."""

from __future__ import annotations

import pytest

from finance.rules import account_paths as paths


@pytest.mark.parametrize(
    ("path", "owner", "name"),
    [
        ("member:1042:pending", "member:1042", "pending"),
        ("member:1042:payable", "member:1042", "payable"),
        ("customer:7:refundable", "customer:7", "refundable"),
        ("company:commission_cost", "company", "commission_cost"),
        ("company:sales_2026", "company", "sales_2026"),
    ],
)
def test_an_account_is_an_owner_and_a_name(path: str, owner: str, name: str) -> None:
    assert paths.parse_account(path) == paths.AccountPath(owner, name)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "member",
        "member:1042",
        "member:0:payable",
        "member:01042:payable",
        "member:1042:Payable",
        "member:1042:payable ",
        "member:1042:payable\n",
        "member:anna@example.org:payable",
        "member:1042:",
        "member:1042:_payable",
        "member:1042:payable:extra",
        "company:1042:payable",
        "company",
        "firm:1042:payable",
        "member:1042:" + "a" * 80,
        "company:Überweisungen",
        "member:١٠٤٢:payable",
    ],
)
def test_what_the_grammar_does_not_know_is_no_account(path: str) -> None:
    assert paths.parse_account(path) is None


def test_a_payee_is_an_owner_with_a_number() -> None:
    assert paths.is_payee("member:1042")
    assert not paths.is_payee("company")
    assert not paths.is_payee("member:1042:payable")


def test_only_an_account_named_payable_is_payable() -> None:
    assert paths.is_payable("member:1042:payable")
    assert not paths.is_payable("member:1042:not_payable")


def test_a_member_and_its_payee_name_each_other() -> None:
    assert paths.member_id_of(paths.payee_of_member(1042)) == 1042
    assert paths.member_id_of("supplier:1042") is None
    assert paths.account_of("member:1042", "payable") == "member:1042:payable"


@pytest.mark.parametrize("name", ["run:12", "run:12/2026-03:member:1042", "VN-2026.1"])
def test_keys_and_references_name_things_of_ours(name: str) -> None:
    assert paths.is_name(name)


@pytest.mark.parametrize("name", ["", "anna@example.org", "Anna Berg", "a|b", "a\nb", "x" * 201])
def test_names_of_people_and_separators_are_no_reference(name: str) -> None:
    assert not paths.is_name(name)
