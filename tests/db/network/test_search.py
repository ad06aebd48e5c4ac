"""Sealed names are found by their beginnings; a partner finds nobody outside its own line."""

from __future__ import annotations

from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import encryption
from core.policy import ANONYMOUS, Actor, NotAllowed
from network import public as network
from network.models import Account, MemberProfile, NameKeys
from network.public import MemberFilter, NewPerson
from network.selectors import downline_search
from tests.db.network.people import (
    ADULT,
    NOON,
    OWNER,
    SECOND,
    TODAY,
    code_of,
    customer,
    join,
    move,
    root,
)

pytestmark = pytest.mark.usefixtures("company")


def named(name: str, sponsor_id: int, email: str) -> int:
    """Register somebody with a whole name."""
    person = NewPerson(email=email, name=name, password=None, language="de", country="DE")
    made = network.register_member(
        person=person,
        sponsor_code=code_of(sponsor_id),
        born_on=ADULT,
        agreement_version="2026-01",
        at=NOON,
    )
    assert made.member_id is not None
    return made.member_id


def partner(member_id: int) -> Actor:
    """Return a member as an actor."""
    return Actor(member_id, frozenset(), member_id, f"account:{member_id}")


def found(query: str, **wanted: object) -> list[int]:
    """Return the numbers that staff find."""
    page = network.find_members(OWNER, wanted=MemberFilter(query=query, **wanted))  # type: ignore[arg-type]
    return [card.member_id for card in page.items]


def in_line(member_id: int, query: str) -> list[int]:
    """Return the numbers that a partner finds."""
    hits = network.team_search(partner(member_id), member_id, query, TODAY)
    return [member.member_id for member, _level in hits.members]


@pytest.mark.parametrize("query", ["müll", "Mueller", "MULLER jor", "jorg", "jörg mül", "Jör"])
def test_a_name_is_found_by_the_beginnings_of_its_words(query: str) -> None:
    top = root()
    joerg = named("Jörg Müller", top, "j@example.org")
    named("Karl Möller", top, "k@example.org")
    assert found(query) == [joerg]


def test_all_words_must_match() -> None:
    top = root()
    named("Jörg Müller", top, "j@example.org")
    assert found("jörg möller") == []


def test_number_code_and_address_find_too() -> None:
    top = root()
    anna = join("anna", top)
    assert found(str(anna)) == [anna]
    assert found(code_of(anna)[:5].upper()) == [anna]
    assert found("ANNA@example.org ") == [anna]


def test_filters_join_the_search() -> None:
    top = root()
    anna, berta = join("anna", top), join("berta", top)
    network.change_status(member_id=anna, status="suspended", reason="x", actor=OWNER, at=NOON)
    network.record_titles(
        run_ref="run:1", period_key="2026-01", titles=[(anna, "lead", "lead")], at=NOON
    )
    network.record_titles(
        run_ref="run:2", period_key="2026-02", titles=[(anna, "top", "lead")], at=NOON
    )
    assert found("", status="suspended") == [anna]
    assert found("probe", status="active", sort="number") == [top, berta]
    assert found("", rank="top") == [anna]
    assert found("", rank="lead") == []
    assert found("", joined_from=date(2026, 3, 3)) == []
    assert found("", country="AT") == []


def test_only_staff_search_everybody() -> None:
    with pytest.raises(NotAllowed):
        network.find_members(ANONYMOUS, "anna")


def test_no_readable_letter_is_stored() -> None:
    named("Jörg Müller", root(), "j@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(k::text, ' ') FROM network_namekeys k")
        stored = cursor.fetchone()[0]
    assert "mul" not in stored.lower()
    assert not set(network.name_keys("Jörg")) & {1, 2, 3}


def test_who_is_forgotten_is_not_found() -> None:
    top = root()
    anna = join("anna", top)
    person_id = Account.objects.get(member__id=anna).person_id
    encryption.forget(person_id)
    assert found("anna") == []
    assert in_line(top, "anna") == []
    assert not NameKeys.objects.filter(person_id=person_id).exists()


def test_imported_members_are_found() -> None:
    row = network.ImportedMember("x1", "Zoë Ückermann", NOON, None)
    numbers = network.import_members(source="old", members=[row])
    assert found("uecker zoe") == [numbers["x1"]]


def test_a_new_name_replaces_the_old_one() -> None:
    anna = join("anna", root())
    person_id = Account.objects.get(member__id=anna).person_id
    network.index_names([(person_id, "Anna Neumann")])
    assert found("neumann") == [anna]
    assert found("anna probe") == []


@pytest.fixture(params=["small", "large"])
def _every_way(request: pytest.FixtureRequest) -> object:
    """Search once as in a small line, once as in a large one."""
    if request.param == "small":
        yield
        return
    with mock.patch.object(downline_search, "SMALL", -1):
        yield


@pytest.mark.usefixtures("_every_way")
def test_finds_below_and_nowhere_else() -> None:
    top = root()
    anna, other = join("anna", top), join("berta", top)
    below = named("Berta Unten", anna, "u@example.org")
    assert in_line(anna, "berta") == [below]
    assert in_line(anna, str(below)) == [below]
    assert in_line(anna, code_of(below)) == [below]
    assert in_line(anna, str(other)) == []
    assert in_line(anna, code_of(other)) == []
    assert in_line(anna, str(top)) == []


@pytest.mark.usefixtures("_every_way")
def test_follows_a_move_from_its_day_on() -> None:
    top = root()
    anna, berta = join("anna", top), join("berta", top)
    cara = join("cara", anna)
    move(cara, berta, TODAY)
    assert in_line(anna, "cara") == []
    assert in_line(berta, "cara") == [cara]


@pytest.mark.usefixtures("_every_way")
def test_a_pseudonym_is_found_by_name_by_the_direct_sponsor_only() -> None:
    top = root()
    anna = join("anna", top)
    cara = join("cara", anna)
    MemberProfile.objects.create(member_id=cara, hides_name=True, changed_at=NOON)
    assert in_line(anna, "cara") == [cara]
    assert in_line(top, "cara") == []
    assert in_line(top, str(cara)) == [cara]


@pytest.mark.usefixtures("_every_way")
def test_nothing_typed_finds_nobody_and_odd_signs_do_no_harm() -> None:
    top = join("anna", root())
    for query in ("", "  ", "%", "'; --", "ab", "\\", "9" * 40):
        assert in_line(top, query) == []


def test_a_search_says_when_there_is_more() -> None:
    top = root()
    for number in range(4):
        join(f"mia{number}", top)
    with (
        mock.patch.object(downline_search, "SMALL", -1),
        mock.patch.object(downline_search, "MOST_MATCHES", 2),
    ):
        assert network.team_search(partner(top), top, "mia", TODAY).is_cut
        assert not network.team_search(partner(top), top, "mia2", TODAY).is_cut


def test_a_search_needs_the_same_statements_for_one_and_for_many() -> None:
    top = root()
    join("mia1", top)
    with CaptureQueriesContext(connection) as one:
        in_line(top, "probe")
    for number in range(2, 8):
        join(f"mia{number}", top)
    with CaptureQueriesContext(connection) as many:
        in_line(top, "probe")
    assert len(many) == len(one) <= 5


def test_customers_are_found_by_the_member_they_are_credited_to() -> None:
    top = root()
    anna = join("anna", top)
    made = customer("dora", anna)
    customer("emma", top)
    page = network.customers_of(partner(anna), anna, TODAY, query="dor")
    assert [card.account_id for card in page.items] == [made.account_id]
    assert page.items[0].name == "Dora Probe"
    with pytest.raises(NotAllowed):
        network.customers_of(partner(top), anna, TODAY)
    assert network.customer_counts(anna, TODAY, TODAY) == (1, 1)


def test_staff_find_accounts() -> None:
    top = root()
    made = customer("dora", top)
    for query in ("dora pro", "dora@example.org", str(made.account_id)):
        rows = network.accounts_page(SECOND, query=query).items
        assert made.account_id in [row.account_id for row in rows]
    row = network.accounts_page(SECOND, query="dora").items[0]
    assert (row.name, row.credited_member_id, row.member_id) == ("Dora Probe", top, None)
