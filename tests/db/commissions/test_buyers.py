"""Which customer bought: recorded with the volume, and counted once however often it was."""

from __future__ import annotations

import dataclasses

import pytest

from commissions import public as commissions
from commissions.models import Run, RunMember, VolumeEntry
from commissions.selectors.frozen_picture import frozen_picture
from commissions.selectors.verify_run import verify_run
from commissions.services.record_volume import record_volume_of
from commissions.shipped_plans import shipped_plan
from shop.models import Order
from shop.public import order_facts
from tests.db.commissions.company import (
    CLOSING,
    FOUNDED,
    OWNER,
    Till,
    draft,
    enrol,
    found_company,
    publish,
    sign_with,
    take_back,
)


@pytest.fixture
def asked(db: None) -> tuple[Till, dict[str, int]]:
    """Let a team lead need two customers of at least twenty points besides."""
    found_company()
    text = shipped_plan("quellmoos", "2026-01-01").document.decode()
    ranks = text[text.index('group_volume    = "1000 PV"') : text.index("[rank_rules]")]
    more = 'customers = { count = 2, from = "20 PV" }\n'
    sign_with(ranks, ranks.replace("personal_volume", f"{more}personal_volume"))
    till, line = Till(), enrol({"anna": None, "bert": "anna"})
    till.record(line["anna"], pv="80")
    till.record(line["bert"], pv="960")
    return till, line


def to_customer(till: Till, member_id: int, buyer: str, *, pv: str = "0") -> int:
    till.buyer = buyer
    return till.record(member_id, pv=pv, customer=True)


def paid_rank(line: dict[str, int]) -> str:
    run = draft()
    assert verify_run(OWNER, run.run_id).is_same
    return RunMember.objects.get(run_id=run.run_id, member_id=line["anna"]).paid_rank


@pytest.mark.parametrize(
    ("buyers", "rank"),
    [
        (("kim", "kim", "kim"), "partner"),
        (("kim", "lee"), "teamleitung"),
        (("", ""), "teamleitung"),
    ],
)
def test_the_same_customer_counts_once(
    asked: tuple[Till, dict[str, int]], buyers: tuple[str, ...], rank: str
) -> None:
    till, line = asked
    for buyer in buyers:
        to_customer(till, line["anna"], buyer, pv="20")
    assert paid_rank(line) == rank


def test_small_orders_of_one_customer_add_up(asked: tuple[Till, dict[str, int]]) -> None:
    till, line = asked
    for buyer in ("kim", "kim", "lee", "lee"):
        to_customer(till, line["anna"], buyer, pv="10")
    assert paid_rank(line) == "teamleitung"
    (run,) = Run.objects.filter(pk=publish().run_id)
    named = {volume.buyer for volume in frozen_picture(run, (), ()).picture.volumes}
    assert len(named) == 3


def test_what_comes_back_counts_for_nobody(asked: tuple[Till, dict[str, int]]) -> None:
    till, line = asked
    to_customer(till, line["anna"], "kim", pv="20")
    order = to_customer(till, line["anna"], "lee", pv="20")
    take_back(order, pv="5", on=CLOSING.date().replace(month=3, day=20))
    assert paid_rank(line) == "partner"


def test_customers_are_told_apart_without_naming_them(till: Till, line: dict[str, int]) -> None:
    to_customer(till, line["bert"], "kim.kunde@example.org")
    till.record(line["bert"])
    customers, own = VolumeEntry.objects.order_by("pk").values_list("buyer", flat=True)
    assert customers.startswith("import:") and "kim" not in customers
    assert own == ""
    (facts,) = order_facts([till.sell(line["bert"], customer=True)])
    signed_in = dataclasses.replace(facts, account_id=17)
    assert record_volume_of([signed_in], at=FOUNDED).created == 1
    assert (
        VolumeEntry.objects.get(buyer="account:17").order_ref == Order.objects.latest("pk").number
    )
    (facts,) = order_facts([till.sell(line["bert"], customer=True)])
    guest = dataclasses.replace(facts, external_buyer="")
    assert record_volume_of([guest], at=FOUNDED).created == 1
    assert VolumeEntry.objects.latest("pk").buyer == ""
    assert commissions.fold_orders(period_key="2026-03") == 0
