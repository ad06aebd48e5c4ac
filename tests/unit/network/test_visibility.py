"""The matrix of requirements 6a, cell by cell."""

from __future__ import annotations

import pytest

from network.rules.visibility import MATRIX, Relation, Seen, what_may_be_seen

EVERYTHING = frozenset(Seen)
STRANGERS = frozenset[Seen]()


@pytest.mark.parametrize("part", list(Seen))
def test_the_member_itself_and_staff_see_everything(part: Seen) -> None:
    assert part in what_may_be_seen(Relation.SELF)
    assert part in what_may_be_seen(Relation.STAFF)


def test_strangers_see_nothing() -> None:
    assert what_may_be_seen(Relation.NONE, shares_contact=True) == STRANGERS


@pytest.mark.parametrize("relation", [Relation.SPONSOR, Relation.UPLINE, Relation.DOWNLINE])
def test_whoever_is_in_line_sees_name_rank_country_and_the_month_of_joining(
    relation: Relation,
) -> None:
    assert {Seen.NAME, Seen.PROFILE, Seen.JOINED_MONTH} <= what_may_be_seen(relation)
    assert Seen.JOINED_DAY not in what_may_be_seen(relation)


@pytest.mark.parametrize(
    ("relation", "sees"),
    [(Relation.SPONSOR, True), (Relation.UPLINE, False), (Relation.DOWNLINE, False)],
)
@pytest.mark.parametrize(
    "part", [Seen.VOLUME, Seen.LAST_ORDER_MONTH, Seen.CUSTOMER_COUNT, Seen.CUSTOMER_VOLUME]
)
def test_only_the_direct_sponsor_sees_volumes(relation: Relation, sees: bool, part: Seen) -> None:
    assert (part in what_may_be_seen(relation)) is sees


def test_the_contact_is_for_the_direct_sponsor_and_only_when_shared() -> None:
    shared = [r for r in Relation if Seen.CONTACT in what_may_be_seen(r, shares_contact=True)]
    assert shared == [Relation.SELF, Relation.SPONSOR, Relation.STAFF]
    assert Seen.CONTACT not in what_may_be_seen(Relation.SPONSOR)


def test_a_pseudonym_hides_the_name_from_uplines_above_the_sponsor_only() -> None:
    hidden = [r for r in MATRIX if Seen.NAME not in what_may_be_seen(r, hides_name=True)]
    assert hidden == [Relation.UPLINE, Relation.NONE]


def test_the_line_below_sees_the_business_contact_and_no_status() -> None:
    below = what_may_be_seen(Relation.DOWNLINE, shares_contact=True)
    assert Seen.BUSINESS_CONTACT in below
    assert not below & {Seen.CONTACT, Seen.STATUS}
