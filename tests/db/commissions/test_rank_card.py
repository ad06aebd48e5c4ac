"""The rank card: earned, held and paid, and what keeps a rank or leads to the next."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from commissions import public as commissions
from commissions.models import RunGaps
from commissions.shipped_plans import shipped_plan
from core import outbox
from core.errors import Denied
from network import public as network
from tests.db.commissions.company import (
    MARCH,
    OWNER,
    Till,
    enrol,
    found_company,
    partner,
    publish,
    sign_with,
)

APRIL, MAY, JUNE = (datetime(2026, month, 1, 8, tzinfo=UTC) for month in (4, 5, 6))


def card(member_id: int, period: str) -> commissions.RankCard:
    with translation.override("en"):
        found = commissions.rank_card(partner(member_id), member_id, period, at=MAY)
    assert found is not None
    return found


def ranks(found: commissions.RankCard) -> tuple[str, str, str, str]:
    return found.earned.rank, found.held.rank, found.paid.rank, found.title.rank


@pytest.fixture
def lead(till: Till, line: dict[str, int]) -> int:
    """Let anna be a team lead in March, by 80 points of her own and 920 of her line."""
    till.record(line["anna"], pv="80")
    till.record(line["cara"], pv="920")
    return line["anna"]


@pytest.mark.parametrize("is_published", [False, True])
def test_what_is_earned_is_paid(lead: int, is_published: bool) -> None:
    if is_published:
        publish()
    found = card(lead, MARCH)
    assert ranks(found) == ("teamleitung",) * 4
    assert (found.is_final, found.is_kept, found.grace_left) == (is_published, False, 1)
    assert found.title.name == "Team lead"
    assert found.to_reach is not None
    assert (found.to_reach.rank_name, found.to_reach.needs[0].missing) == (
        "Area lead", 4000_00,
    )  # fmt: skip


@pytest.mark.parametrize("is_published", [False, True])
def test_a_weak_month_is_forgiven_and_the_card_says_what_is_missing(
    till: Till, lead: int, is_published: bool
) -> None:
    publish()
    till.record(lead, pv="60", on=date(2026, 4, 10))
    if is_published:
        publish("2026-04", at=MAY)
    found = card(lead, "2026-04")
    assert ranks(found) == ("partner", "teamleitung", "teamleitung", "teamleitung")
    assert (found.missed, found.grace_left, found.is_kept) == (1, 0, True)
    assert found.to_keep is not None
    group, own = found.to_keep.needs
    assert (group.required, group.actual, group.missing) == (
        1000_00, 60_00, 940_00,
    )  # fmt: skip
    assert (own.required, own.actual, own.is_met) == (80_00, 60_00, False)


def test_who_bought_nothing_keeps_the_rank_for_the_grace_too(till: Till, lead: int) -> None:
    publish()
    assert ranks(card(lead, "2026-04"))[2] == "teamleitung"
    seen = commissions.dashboard(partner(lead), lead, "2026-04", at=MAY)
    assert seen.rank == "teamleitung"


def test_after_the_grace_only_the_title_stays(till: Till, lead: int) -> None:
    publish()
    publish("2026-04", at=MAY)
    publish("2026-05", at=JUNE)
    found = card(lead, "2026-05")
    assert ranks(found) == ("partner", "partner", "partner", "teamleitung")
    assert (found.missed, found.grace_left) == (0, 1)


def test_who_is_suspended_has_no_rank_and_keeps_the_title(till: Till, lead: int) -> None:
    publish()
    network.change_status(
        member_id=lead,
        status="suspended",
        reason="x",
        actor=OWNER,
        at=datetime(2026, 4, 5, tzinfo=UTC),
    )
    found = card(lead, "2026-04")
    assert ranks(found) == ("", "", "", "teamleitung")
    assert (found.to_keep, found.to_reach) == (None, None)


MORE = 'customers = { count = 1, from = "20 PV" }\nactive_directs = 2\n'


@pytest.fixture
def asked(db: None) -> tuple[Till, dict[str, int]]:
    """Let a team lead need a customer and two active partners besides."""
    found_company()
    text = shipped_plan("quellmoos", "2026-01-01").document.decode()
    ranks = text[text.index('group_volume    = "1000 PV"') : text.index("[rank_rules]")]
    sign_with(ranks, ranks.replace("personal_volume", f"{MORE}personal_volume"))
    return Till(), enrol({"anna": None, "bert": "anna", "cara": "anna", "dora": "anna"})


def test_every_requirement_has_its_words_and_the_nearest_step_is_marked(
    asked: tuple[Till, dict[str, int]],
) -> None:
    till, line = asked
    till.record(line["anna"], pv="80")
    till.record(line["bert"], pv="960")
    till.record(line["anna"], pv="10", customer=True)
    found = card(line["anna"], MARCH)
    assert found.to_reach is not None and found.to_reach.is_whole
    told = {need.kind: (need.label, need.required, need.actual) for need in found.to_reach.needs}
    assert told == {
        "group_volume": ("Group volume", 1000_00, 1050_00),
        "personal_volume": ("Own volume", 80_00, 90_00),
        "customers": ("Customers who bought at least 20\N{NO-BREAK SPACE}PV", 1, 0),
        "active_directs": ("Active partners whom you sponsor", 2, 1),
    }
    assert [need.kind for need in found.to_reach.needs if need.is_cheapest] == ["customers"]
    assert ranks(found)[0] == "partner"


def test_who_has_all_of_it_is_a_team_lead_before_the_period_is_settled(
    asked: tuple[Till, dict[str, int]],
) -> None:
    till, line = asked
    till.record(line["anna"], pv="80")
    till.record(line["anna"], pv="20", customer=True)
    till.record(line["bert"], pv="850")
    till.record(line["cara"], pv="50")
    assert ranks(card(line["anna"], MARCH)) == ("teamleitung",) * 4
    assert ranks(card(line["dora"], MARCH))[0] == "partner"
    publish()
    found = card(line["bert"], MARCH)
    assert found.to_reach is not None and not found.to_reach.is_whole
    assert [need.kind for need in found.to_reach.needs] == ["group_volume", "personal_volume"]


def test_a_settled_period_tells_every_requirement_as_it_was(
    asked: tuple[Till, dict[str, int]],
) -> None:
    till, line = asked
    till.record(line["anna"], pv="80")
    till.record(line["bert"], pv="960")
    till.record(line["anna"], pv="10", customer=True)
    open_card = card(line["anna"], MARCH)
    run = publish()
    outbox.drain()
    till.record(line["anna"], pv="20", customer=True)
    settled = card(line["anna"], MARCH)
    assert settled.is_final and settled.to_reach == open_card.to_reach
    assert settled.to_reach is not None and settled.to_reach.is_whole
    assert ranks(settled) == ranks(open_card)
    with translation.override("en"):
        own = commissions.rank_card_of_run(partner(line["anna"]), run.run_id, line["anna"])
    assert own == settled
    assert commissions.keep_gaps(run_id=run.run_id) == 0
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        RunGaps.objects.update(gaps=[])


def test_nobody_looks_at_the_card_of_others(till: Till, line: dict[str, int]) -> None:
    with pytest.raises(Denied):
        commissions.rank_card(partner(line["anna"]), line["bert"], MARCH, at=MAY)


def test_it_costs_few_statements(lead: int, django_assert_max_num_queries: object) -> None:
    publish()
    card(lead, "2026-04")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        card(lead, "2026-04")
