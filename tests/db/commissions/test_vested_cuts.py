"""What a cap takes lowers what vests first, so that nothing is paid that was not earned in all."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from commissions import public as commissions
from commissions.models import EarningLine, Run, VestedCut, VestedRest
from commissions.shipped_plans import shipped_plan
from tests.db.commissions.company import (
    APRIL,
    CO_OWNER,
    FOUNDED,
    IN_MARCH,
    MAY_FIRST,
    OWNER,
    SYSTEM,
    Till,
    accounts,
    deliver,
    enrol,
    found_company,
    partner,
    publish,
    take_back,
)
from tests.db.commissions.test_publish_run import balance

CAP = """[[rule]]
id         = "deckel"
kind       = "member_cap"
name       = { de = "Höchstbetrag", en = "Most" }
of         = ["team"]
limit      = "20.00 EUR"
tax_nature = "commission"

[vesting]
without_order = "30 days\""""
EXAMPLE = """
[[example]]
name = "nobody earns more than the most"
tree = \"\"\"
anna 60 PV
  bert 60 PV
    cara buys 300 CV 80 PV
\"\"\"
pays     = { bert = "20.00 EUR", anna = "18.00 EUR" }
"""
PUBLISHED = date(2026, 4, 1)


@pytest.fixture
def line(db: None) -> dict[str, int]:
    """Found a company whose plan pays nobody more than twenty euros, and take in three partners."""
    found_company()
    document = shipped_plan("quellmoos", "2026-01-01").document.decode()
    capped = document.replace("[vesting]", CAP, 1).replace(
        'earnings         = "original_rates"',
        'earnings         = "original_rates"\nwithout_order    = "keep"',
    )
    commissions.activate_plan(
        document=capped.encode(), examples=EXAMPLE.encode(), filename="2026-01-01.toml",
        actor=OWNER, approver=CO_OWNER, at=FOUNDED,
    )  # fmt: skip
    return enrol({"anna": None, "bert": "anna", "cara": "bert"})


def vest(day: date) -> None:
    commissions.vest_due(
        as_of=day, at=datetime.combine(day, datetime.min.time(), UTC), actor=SYSTEM
    )


def test_a_cut_lowers_the_orders_that_vest_first(line: dict[str, int]) -> None:
    """Bert earns 12 + 24 of Cara's orders less 16; the first order vests before the second."""
    till = Till()
    till.record(line["anna"], pv="60")
    till.record(line["bert"], pv="60")
    first = till.record(line["cara"], cv="100", pv="80")
    second = till.record(line["cara"], cv="200")
    publish()
    bert = line["bert"]
    assert (balance(bert, "pending"), balance(bert, "vested")) == (20_00, 0)
    commissions.set_vesting(order_ids=[first], at=FOUNDED)
    vest(PUBLISHED)
    # Twelve of the first order are wholly eaten by the cut; four of it are left.
    assert (balance(bert, "pending"), balance(bert, "vested")) == (20_00, 0)
    assert VestedCut.objects.get().amount_minor == 12_00
    commissions.set_vesting(order_ids=[second], at=FOUNDED)
    vest(PUBLISHED + timedelta(days=1))
    assert balance(bert, "pending") == 0
    assert balance(bert, "vested") + balance(bert, "reserve") == 20_00
    assert sum(cut.amount_minor for cut in VestedCut.objects.all()) == 16_00


def test_the_run_is_vested_whole_once_its_rest_has_had_its_day(line: dict[str, int]) -> None:
    till = Till()
    orders = [till.record(line["bert"], pv="60"), till.record(line["cara"], cv="300", pv="80")]
    publish()
    commissions.set_vesting(order_ids=orders, at=FOUNDED)
    vest(PUBLISHED)
    assert Run.objects.get().fully_vested_at is None
    for day in (30, 30, 31):
        vest(PUBLISHED + timedelta(days=day))
    assert Run.objects.get().fully_vested_at is not None


def test_a_line_without_an_order_says_why_and_stands_on_the_statement(
    line: dict[str, int],
) -> None:
    till = Till()
    till.record(line["bert"], pv="60")
    till.record(line["cara"], cv="300", pv="80", on=IN_MARCH)
    run = publish()
    cut = EarningLine.objects.get(volume_entry=None)
    assert (cut.member_id, cut.amount_minor) == (line["bert"], -16_00)
    told = commissions.why(partner(line["bert"]), run.run_id, cut.line_no, "de")
    assert "16,00" in told and "Höchstbetrag" in told
    page = commissions.earnings_page(partner(line["bert"]), member_id=line["bert"])
    assert [row.amount_minor for row in page.items] == [36_00, -16_00]
    assert page.items[1].vests_on == PUBLISHED + timedelta(days=30)
    assert page.items[1].order_id is None


@pytest.fixture
def recomputing(db: None) -> dict[str, int]:
    """Found a company with the same limit, whose closed months are settled again."""
    found_company()
    document = shipped_plan("quellmoos", "2026-01-01").document.decode()
    capped = document.replace("[vesting]", CAP, 1)
    for key, before, after in (
        ("earnings", "original_rates", "recompute"),
        ("volume", "return_period", "original_period"),
    ):
        capped = re.sub(rf'{key} *= "{before}"', f'{key} = "{after}"', capped)
    commissions.activate_plan(
        document=capped.encode(), examples=EXAMPLE.encode(), filename="2026-01-01.toml",
        actor=OWNER, approver=CO_OWNER, at=FOUNDED,
    )  # fmt: skip
    return enrol({"anna": None, "bert": "anna", "cara": "bert"})


def test_a_smaller_cut_after_its_day_closes_what_is_open_and_pays_nothing_early(
    recomputing: dict[str, int],
) -> None:
    """Bert's 12 + 24 are cut by 16; once the first order is gone, 4 of the second are enough."""
    line, till = recomputing, Till()
    till.record(line["anna"], pv="60")
    till.record(line["bert"], pv="60")
    first = till.record(line["cara"], cv="100", pv="20")
    second = till.record(line["cara"], cv="200", pv="60")
    publish()
    bert = line["bert"]
    vest(PUBLISHED + timedelta(days=30))
    assert VestedRest.objects.count() == 1
    take_back(first, cv="100", pv="20")
    publish(APRIL, at=MAY_FIRST)
    assert accounts(bert) == {"pending": 20_00}
    commissions.set_vesting(order_ids=[second], at=FOUNDED)
    vest(MAY_FIRST.date())
    assert balance(bert, "pending") == 0
    assert sum(accounts(bert).values()) == 20_00


def test_a_larger_cut_after_its_day_is_taken_back_once(recomputing: dict[str, int]) -> None:
    """Anna's second order makes her active again only in a month that is settled anew."""
    line, till = recomputing, Till()
    till.record(line["anna"], pv="60")
    till.record(line["bert"], pv="60")
    first = till.record(line["cara"], cv="100", pv="20")
    second = till.record(line["cara"], cv="200", pv="60")
    publish()
    vest(PUBLISHED + timedelta(days=30))
    take_back(first, cv="100", pv="20")
    publish(APRIL, at=MAY_FIRST)
    take_back(second, cv="200", pv="60", on=date(2026, 5, 5))
    publish("2026-05", at=MAY_FIRST + timedelta(days=31))
    deliver()
    vest(MAY_FIRST.date() + timedelta(days=31))
    assert accounts(line["bert"]) == {}
    assert accounts(line["anna"]) == {}
