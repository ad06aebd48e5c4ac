"""Members of another system, in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import OutboxEvent
from network import public as network
from network.models import Account, Member, MemberStatusChange, Sponsorship
from network.public import ImportedMember
from network.services import import_members as service
from tests.db.network.people import NOON, TODAY, join, root

pytestmark = pytest.mark.usefixtures("company")

DAY = timedelta(days=1)


def row(reference: str, sponsor: str | None = None, *, at: datetime = NOON) -> ImportedMember:
    return ImportedMember(reference, f"Name {reference}", at, sponsor)


def take(*rows: ImportedMember, **options: object) -> dict[str, int]:
    return network.import_members(source="cdnow", members=rows, **options)


def test_sponsors_may_stand_before_or_after_their_members() -> None:
    numbers = take(row("c", "b"), row("b", "a"), row("a"))
    assert network.upline(numbers["c"], TODAY) == (numbers["b"], numbers["a"])


def test_a_later_import_hangs_below_an_earlier_one() -> None:
    first = take(row("a"))
    second = take(row("b", "a", at=NOON + DAY))
    assert network.upline(second["b"], TODAY + DAY) == (first["a"],)


def test_the_same_import_twice_changes_nothing() -> None:
    rows = [row("a"), row("b", "a"), row("c", "b")]
    before = take(*rows)
    counted = [m.objects.count() for m in (Account, Member, Sponsorship, MemberStatusChange)]
    assert take(*rows) == before
    assert take(*rows, row("d", "c"))["a"] == before["a"]
    assert counted == [3, 3, 3, 3]
    assert Member.objects.count() == 4


def test_two_sources_may_use_the_same_reference() -> None:
    ours = take(row("a"))
    theirs = network.import_members(source="other", members=[row("a")])
    assert ours["a"] != theirs["a"]


def test_names_are_sealed_and_nobody_can_sign_in() -> None:
    numbers = take(row("a"))
    assert network.member_card(numbers["a"]).name == "Name a"
    account = Account.objects.get(member=numbers["a"])
    assert account.email_digest is None
    assert not account.has_usable_password()


def test_a_member_is_known_from_its_own_joining_on_in_a_replay() -> None:
    numbers = take(row("a"), row("b", "a", at=NOON + 5 * DAY))
    early = network.network_as_of(day=TODAY + 9 * DAY, known_at=NOON + 4 * DAY)
    assert early.member_ids == (numbers["a"],)


def test_a_living_company_says_when_it_learned_of_them() -> None:
    take(row("a", at=NOON - 400 * DAY), recorded_at=NOON)
    day = TODAY - 300 * DAY
    assert network.network_as_of(day=day, known_at=NOON - DAY).member_ids == ()
    assert len(network.network_as_of(day=day, known_at=NOON).member_ids) == 1


def test_an_import_never_changes_what_was_known_before() -> None:
    anna = join("anna", root(), at=NOON + DAY)
    known = network.network_as_of(day=TODAY + DAY, known_at=NOON + DAY / 2)
    take(row("old", at=NOON - 400 * DAY))
    assert network.network_as_of(day=TODAY + DAY, known_at=NOON + DAY / 2) == known
    assert anna not in known.member_ids


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([row("a", "nobody")], service.UnknownSponsorReference),
        ([row("a", "b"), row("b", "a")], service.CyclicReferences),
        ([row("a", "a")], service.CyclicReferences),
        ([row("a", at=NOON + DAY), row("b", "a")], service.SponsorJoinedLater),
        ([row("a"), row("a", "b"), row("b")], service.RepeatedReference),
        ([row("a"), ImportedMember("b", " \n", NOON, "a")], network.BadName),
    ],
)
def test_one_bad_row_refuses_all(rows: Sequence[ImportedMember], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        take(*rows)
    assert not Member.objects.exists()
    assert not Account.objects.exists()


def test_a_stored_sponsor_who_joined_later_is_refused() -> None:
    take(row("a"))
    with pytest.raises(service.SponsorJoinedLater):
        take(row("b", "a", at=NOON - 3 * DAY))
    assert Member.objects.count() == 1


def test_the_same_row_twice_in_one_import_counts_once() -> None:
    assert len(take(row("a"), row("a"))) == 1


def test_nothing_to_import_is_no_work() -> None:
    assert take() == {}


def test_ten_times_the_members_cost_no_more_statements() -> None:
    counts = []
    for size in (30, 300):
        rows = [row(f"{size}-{n}", f"{size}-{n // 2}" if n else None) for n in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            take(*rows)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_an_import_tells_no_event_for_each() -> None:
    take(row("a"), row("b", "a"))
    assert not OutboxEvent.objects.exists()
