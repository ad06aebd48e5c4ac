"""A plan that counts the orders of a party when the party is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commissions import public as commissions
from commissions.models import EarningLine, PartyHeld, VolumeEntry
from commissions.services.record_volume import record_volume_of
from shop.public import order_facts
from tests.db.commissions.company import (
    APRIL,
    FOUNDED,
    IN_APRIL,
    IN_MARCH,
    MARCH,
    MAY_FIRST,
    OWNER,
    Till,
    draft,
    enrol,
    found_company,
    publish,
    sign,
)

PLAN = "tafelrunde"


@pytest.fixture
def till(db: None) -> Till:
    """Found the company with a plan that knows parties."""
    found_company()
    sign(PLAN)
    return Till()


@pytest.fixture
def anna(till: Till) -> int:
    return enrol({"anna": None})["anna"]


def at_party(
    till: Till, member_id: int, party: int, *, euros: str, on: date = IN_MARCH, credit: int = 0
) -> int:
    """Sell at a party and record the volume."""
    order_id = till.sell(member_id, pv="1", cv=euros, on=on, customer=True)
    (facts,) = order_facts([order_id])
    record_volume_of([replace(facts, party=party, credit_minor=credit)], at=FOUNDED)
    return order_id


def close(party: int, member_id: int, on: date, booked_at: int = 0) -> None:
    """Record that a party was closed."""
    PartyHeld.objects.create(
        party=party, member_id=member_id, booked_at=booked_at, closed_on=on, recorded_at=FOUNDED
    )


def earned(run_id: int) -> dict[str, int]:
    lines = EarningLine.objects.filter(run_id=run_id)
    return dict(lines.values_list("rule_id", "amount_minor"))


def test_orders_of_an_open_party_wait_and_count_in_the_month_in_which_it_is_closed(
    till: Till, anna: int
) -> None:
    at_party(till, anna, 7, euros="100")
    till.record(anna, pv="1", cv="50", customer=True)
    assert earned(draft(MARCH, plan=PLAN).run_id) == {"verkauf": 10_00}
    close(7, anna, date(2026, 3, 31))
    assert earned(draft(MARCH, plan=PLAN).run_id) == {"verkauf": 30_00}


def test_a_party_that_is_closed_later_counts_then_and_nothing_counts_twice(
    till: Till, anna: int
) -> None:
    at_party(till, anna, 7, euros="100")
    close(7, anna, IN_APRIL)
    publish(MARCH, plan=PLAN)
    at_party(till, anna, 7, euros="10", on=date(2026, 4, 20))
    assert earned(draft(APRIL, at=MAY_FIRST, plan=PLAN).run_id) == {"verkauf": 22_00}


def test_a_booked_party_pays_once_its_orders_until_the_closing_are_worth_enough(
    till: Till, anna: int
) -> None:
    at_party(till, anna, 8, euros="150")
    at_party(till, anna, 8, euros="60")
    at_party(till, anna, 8, euros="40", on=date(2026, 3, 20))
    close(8, anna, date(2026, 3, 15), booked_at=7)
    run = publish(MARCH, plan=PLAN)
    assert earned(run.run_id) == {"verkauf": 50_00, "buchung": 6_30}
    line = EarningLine.objects.get(run_id=run.run_id, rule_id="buchung")
    told = commissions.why(OWNER, run.run_id, line.line_no, "en")
    assert "3% of €210.00 from a party that was booked at another one" in told
    checked = commissions.verify_run(OWNER, run.run_id)
    assert checked.is_same


def test_a_credit_is_kept_as_its_share_of_the_net(till: Till, anna: int) -> None:
    order_id = at_party(till, anna, 7, euros="100", credit=25_00)
    entry = VolumeEntry.objects.get(order_id=order_id)
    assert (entry.party, entry.net_minor, entry.credit_minor) == (7, 100_00, 25_00)


def test_lines_of_party_orders_are_explained(till: Till, anna: int) -> None:
    bert = enrol({"bert": None})["bert"]
    assert bert
    at_party(till, anna, 7, euros="100")
    close(7, anna, IN_MARCH)
    run = publish(MARCH, plan=PLAN)
    numbers = list(EarningLine.objects.filter(run_id=run.run_id).values_list("line_no", flat=True))
    assert len(commissions.why_many(OWNER, run.run_id, numbers, "de")) == len(numbers) == 1


def test_closings_are_recorded_once_and_stay(till: Till, anna: int) -> None:
    assert not commissions.record_party(number=4711, at=FOUNDED)
    close(7, anna, IN_MARCH)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyHeld.objects.update(closed_on=IN_APRIL)
