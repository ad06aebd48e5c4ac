"""A partner's line: what is drawn, as of which day, and who sees what of whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.policy import ANONYMOUS, Actor, NotAllowed
from network import public as network
from network.public import MemberNotFound, NewProfile, Opening, Relation, Seen
from tests.db.network.people import NOON, OWNER, TODAY, colleague, join, move, root

pytestmark = pytest.mark.usefixtures("company")

LATER = NOON + timedelta(days=40)
LATER_DAY = TODAY + timedelta(days=40)


def partner(member_id: int) -> Actor:
    """Return a member as an actor."""
    return Actor(member_id, frozenset(), member_id, f"account:{member_id}")


def drawn(member_id: int, day: date = TODAY, **opening: object) -> dict[int, tuple[int, int]]:
    """Return level and partners of every member in a partner's own tree."""
    nodes = network.team_tree(partner(member_id), member_id, day, Opening(**opening))  # type: ignore[arg-type]
    return {node.member.member_id: (node.level, node.partners) for node in nodes}


def profile(**changes: object) -> NewProfile:
    """Return a profile that shows nothing but what is named."""
    empty = {
        "public_name": "",
        "greeting": "",
        "phone": "",
        "business_email": "",
        "shares_contact": False,
        "hides_name": False,
    }
    return NewProfile(**{**empty, **changes})  # type: ignore[arg-type]


def set_profile(member_id: int, **changes: object) -> None:
    """Let a member choose."""
    network.set_profile(
        member_id=member_id, profile=profile(**changes), actor=partner(member_id), at=NOON
    )


def test_shows_so_many_levels_and_counts_what_is_below() -> None:
    top = root()
    anna = join("anna", top)
    berta = join("berta", anna)
    cara = join("cara", berta)
    assert drawn(top, levels=2) == {top: (0, 1), anna: (1, 1), berta: (2, 1)}
    assert cara in drawn(top, levels=3)


def test_opens_and_shuts_single_members() -> None:
    top = root()
    anna, dora = join("anna", top), join("dora", top)
    berta = join("berta", anna)
    cara = join("cara", berta)
    emma = join("emma", dora)
    seen = drawn(top, levels=2, opened=frozenset({berta}), shut=frozenset({dora}))
    assert cara in seen
    assert emma not in seen
    assert seen[dora] == (1, 1)


def test_pages_a_big_leg() -> None:
    top = root()
    partners = [join(f"p{number}", top) for number in range(11)]
    first = set(drawn(top)) - {top}
    assert first == set(partners[:8])
    rest = set(drawn(top, starts={top: 8})) - {top}
    assert rest == set(partners[8:])
    assert drawn(top)[top] == (0, 11)


def test_is_of_the_day_that_was_asked_for() -> None:
    top = root()
    anna, berta = join("anna", top), join("berta", top)
    cara = join("cara", anna)
    move(cara, berta, TODAY + timedelta(days=10), at=LATER)
    network.change_status(member_id=cara, status="suspended", reason="x", actor=OWNER, at=LATER)
    network.record_titles(run_ref="run:1", period_key="2026-03", titles=[(cara, "lead", "")],
                          at=datetime(2026, 4, 5, tzinfo=UTC))  # fmt: skip
    assert cara in drawn(anna)
    assert cara not in drawn(anna, LATER_DAY)
    assert cara in drawn(berta, LATER_DAY)
    then, _contact = network.team_member(OWNER, cara, TODAY)
    now, _contact = network.team_member(OWNER, cara, LATER_DAY)
    assert (then.status, then.rank) == ("active", "")
    assert (now.status, now.rank) == ("suspended", "lead")


def test_before_joining_nobody_stands_below() -> None:
    top = root()
    join("anna", top, at=LATER)
    assert drawn(top) == {top: (0, 0)}


def test_needs_as_many_statements_for_a_crowd_as_for_two() -> None:
    top = root()
    anna = join("anna", top)
    with CaptureQueriesContext(connection) as few:
        drawn(top, levels=3)
    for number in range(6):
        join(f"p{number}", anna)
        join(f"q{number}", top)
    with CaptureQueriesContext(connection) as many:
        drawn(top, levels=3)
    assert len(many) == len(few) <= 5


def test_a_chain_of_any_length_can_be_drawn() -> None:
    top = root()
    last = top
    for number in range(12):
        last = join(f"c{number}", last)
    assert len(drawn(top, levels=3)) == 4


@pytest.fixture
def line() -> dict[str, int]:
    """Let Anna and Berta stand side by side, Cara below Anna."""
    top = root()
    anna, berta = join("anna", top), join("berta", top)
    return {"top": top, "anna": anna, "berta": berta, "cara": join("cara", anna)}


@pytest.mark.parametrize("whom", ["cara", "anna", "top"])
def test_a_tree_beside_or_above_is_not_found(line: dict[str, int], whom: str) -> None:
    with pytest.raises(MemberNotFound):
        network.team_tree(partner(line["berta"]), line[whom], TODAY, Opening())
    with pytest.raises(MemberNotFound):
        network.team_path(partner(line["berta"]), line[whom], TODAY)


def test_strangers_and_customers_find_nobody(line: dict[str, int]) -> None:
    for actor in (ANONYMOUS, Actor(7, frozenset(), None, "account:7")):
        with pytest.raises(MemberNotFound):
            network.team_member(actor, line["anna"], TODAY)
        with pytest.raises(MemberNotFound):
            network.team_tree(actor, line["anna"], TODAY, Opening())


def test_columns_and_search_are_for_ones_own_line(line: dict[str, int]) -> None:
    with pytest.raises(NotAllowed):
        network.team_columns(partner(line["berta"]), line["anna"], TODAY)
    with pytest.raises(NotAllowed):
        network.team_search(partner(line["berta"]), line["anna"], "cara", TODAY)


def test_relations(line: dict[str, int]) -> None:
    def of(who: str, whom: str) -> Relation:
        return network.relation_to(partner(line[who]), line[whom], TODAY)

    assert of("cara", "cara") is Relation.SELF
    assert of("anna", "cara") is Relation.SPONSOR
    assert of("top", "cara") is Relation.UPLINE
    assert of("cara", "top") is Relation.DOWNLINE
    assert of("berta", "cara") is Relation.NONE
    support = colleague("sue", "support")
    assert network.relation_to(support, line["cara"], TODAY) is Relation.STAFF
    marketing = colleague("mia", "marketing")
    assert network.relation_to(marketing, line["cara"], TODAY) is Relation.NONE


def test_the_way_down_begins_at_oneself(line: dict[str, int]) -> None:
    def way(who: str) -> list[int]:
        path = network.team_path(partner(line[who]), line["cara"], TODAY)
        return [member.member_id for member in path]

    assert way("top") == [line["top"], line["anna"], line["cara"]]
    assert way("anna") == [line["anna"], line["cara"]]


def test_the_matrix_is_kept_in_every_answer(line: dict[str, int]) -> None:
    set_profile(line["cara"], hides_name=True, shares_contact=True, phone="+49 1")
    by_sponsor, contact = network.team_member(partner(line["anna"]), line["cara"], TODAY)
    assert by_sponsor.name == "Cara Probe"
    assert contact is not None
    assert (contact.email, contact.phone) == ("cara@example.org", "+49 1")
    by_upline, nothing = network.team_member(partner(line["top"]), line["cara"], TODAY)
    assert (by_upline.name, by_upline.is_pseudonym, nothing) == ("", True, None)
    assert Seen.VOLUME not in by_upline.seen
    assert by_upline.joined_on is None
    nodes = network.team_tree(partner(line["top"]), line["anna"], TODAY, Opening())
    assert [node.member.name for node in nodes] == ["Anna Probe", ""]
    hits = network.team_search(partner(line["top"]), line["top"], str(line["cara"]), TODAY)
    assert [member.name for member, _level in hits.members] == [""]


def test_without_consent_the_sponsor_gets_no_address(line: dict[str, int]) -> None:
    _member, contact = network.team_member(partner(line["anna"]), line["cara"], TODAY)
    assert contact is None


def test_below_one_sees_the_chain_and_its_business_contact(line: dict[str, int]) -> None:
    set_profile(line["anna"], business_email="office@example.org", phone="+49 2")
    chain = network.my_sponsors(partner(line["cara"]), TODAY)
    assert [member.name for member, _contact in chain] == ["Anna Probe", "Root Probe"]
    contact = chain[0][1]
    assert contact is not None
    assert (contact.business_email, contact.email, contact.phone) == (
        "office@example.org", "", "",
    )  # fmt: skip
    assert chain[0][0].status == ""


def test_holds_everybody_below_with_level_and_status_of_the_day() -> None:
    top = root()
    anna = join("anna", top)
    berta = join("berta", anna)
    columns = network.team_columns(partner(top), top, TODAY)
    assert columns.member_ids == (anna, berta)
    assert columns.levels == (1, 2)
    assert columns.statuses == ("active", "active")
    assert columns.joined_on == (TODAY, TODAY)
    assert network.team_columns(partner(top), top, TODAY, 1).member_ids == (anna,)


def test_of_nobody_is_empty() -> None:
    top = root()
    assert network.team_columns(partner(top), top, TODAY).member_ids == ()


def test_a_link_shows_what_the_partner_chose() -> None:
    anna = join("anna", root())
    code = network.member_card(anna, TODAY).code
    assert network.public_card(code).name == "Anna Probe"
    set_profile(anna, public_name=" Anna  vom Moos ", greeting="Hallo!\n\nBis bald")
    card = network.public_card(code)
    assert (card.name, card.greeting) == ("Anna vom Moos", "Hallo!\n\nBis bald")
    assert network.member_by_code(code, TODAY).name == "Anna vom Moos"
    assert network.member_card(anna, TODAY).name == "Anna Probe"


def test_staff_hide_it_with_a_reason() -> None:
    anna = join("anna", root())
    code = network.member_card(anna, TODAY).code
    set_profile(anna, public_name="Dr. Wunderheilung", greeting="Heilt alles")
    network.hide_profile(member_id=anna, reason="claims", actor=OWNER, at=NOON)
    assert network.public_card(code).greeting == ""
    assert network.member_by_code(code, TODAY).name == "Anna Probe"
    assert network.profile_of(partner(anna), anna).hidden_reason == "claims"
    network.show_profile(member_id=anna, actor=OWNER, at=NOON)
    assert network.public_card(code).greeting == "Heilt alles"


def test_only_the_partner_writes_it_and_nothing_too_long() -> None:
    top = root()
    anna = join("anna", top)
    with pytest.raises(NotAllowed):
        network.set_profile(member_id=anna, profile=profile(), actor=partner(top), at=NOON)
    with pytest.raises(network.TooLong):
        set_profile(anna, greeting="x" * 401)
    with pytest.raises(NotAllowed):
        network.profile_of(partner(top), anna)
    with pytest.raises(NotAllowed):
        network.hide_profile(member_id=anna, reason="x", actor=partner(anna), at=NOON)


def test_its_words_are_sealed() -> None:
    anna = join("anna", root())
    set_profile(anna, greeting="Herzlich", phone="+49 761 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM network_memberprofile p")
        stored = cursor.fetchone()[0]
    assert b"Herzlich".hex() not in stored
