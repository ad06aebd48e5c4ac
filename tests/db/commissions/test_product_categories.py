"""From a shop's order of two categories to lines, and back when it is returned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from commissions import public as commissions
from commissions.models import EarningLine, LiveFigure, LiveFigures, VolumeEntry, VolumeLine
from commissions.public import RunSummary
from commissions.selectors import readied_period
from commissions.selectors.verify_run import verify_run
from commissions.shipped_plans import shipped_plan
from core.models import OutboxEvent
from network.public import Buyer
from shop import public as shop
from shop.models import Order, OrderLine
from shop.public import CategoryChanges, ImportedOrder, NewCategory, category_paths
from shop.rules.pieces import Worth
from shop.rules.undoing import Undone
from shop.services.reverse import why, write_reversal
from tests.db.commissions.company import (
    APRIL,
    CO_OWNER,
    FOUNDED,
    IN_APRIL,
    IN_MARCH,
    MARCH,
    MAY_FIRST,
    OWNER,
    draft,
    enrol,
    publish,
)
from tests.db.shop.market import AT, MARKETING, found_market, paid, sell

KASTANIE, UFERLAND = ("pflege", "geraete"), ("vorsorge", "geraete")


@dataclass(frozen=True, slots=True)
class House:
    """A market with anna above bert, who sells a cream and a lamp of two categories."""

    anna: int
    bert: int

    def sells(self) -> Order:
        """Let a guest of bert buy both, and record what it brings."""
        guest = Buyer(None, None, "customer", self.bert)
        number = paid(("MOOR", 1), ("LAMP", 1), buyer=guest).number
        order = Order.objects.get(number=number)
        commissions.record_volume(order_ids=[order.pk], at=AT)
        OutboxEvent.objects.update(delivered_at=AT)
        return order


def opened(code: str, first: str, second: str) -> House:
    found_market()
    shipped = shipped_plan(code, "2026-01-01")
    commissions.activate_plan(
        document=shipped.document, examples=shipped.examples, filename=shipped.filename,
        actor=OWNER, approver=CO_OWNER, at=FOUNDED,
    )  # fmt: skip
    for slug, parent in ((first, ""), (second, ""), ("fein", first)):
        names = (("de", slug), ("en", slug))
        category = NewCategory(slug, names, parent=parent)
        shop.create_category(actor=MARKETING, category=category, at=AT)
    sell("moor", "MOOR", ("Moor", "Moor"), gross_minor=2990, pv_minor=2000, category="fein")
    sell("lamp", "LAMP", ("Lampe", "Lamp"), gross_minor=11_900, pv_minor=500, category=second)
    return House(**enrol({"anna": None, "bert": "anna"}))


@pytest.fixture
def kastanie(db: None) -> House:
    return opened("kastanie", *KASTANIE)


@pytest.fixture
def uferland(db: None) -> House:
    return opened("uferland", *UFERLAND)


def take_back(order: Order, *skus: str, on: date = IN_APRIL) -> None:
    """Let pieces come back on a day."""
    lines = OrderLine.objects.filter(order=order, sku__in=skus)
    pieces = tuple(
        (line.pk, line.quantity, Worth(line.gross_minor, line.net_minor, line.pv_minor,
                                       line.cv_minor))
        for line in lines
    )  # fmt: skip
    noon = datetime.combine(on, datetime.min.time(), UTC).replace(hour=12)
    with transaction.atomic():
        undone = Undone(pieces, shipping_minor=0)
        write_reversal(order, undone, why("withdrawal", "", None), actor="tests", at=noon)
    commissions.reverse_volume(order_ids=[order.pk], at=FOUNDED)


def paid_by(run: RunSummary) -> dict[str, int]:
    """Return what each rule pays in a run."""
    found: dict[str, int] = {}
    for line in EarningLine.objects.filter(run_id=run.run_id):
        found[line.rule_id] = found.get(line.rule_id, 0) + line.amount_minor
    return {rule: minor for rule, minor in found.items() if minor}


def test_a_line_keeps_the_category_it_was_sold_in(kastanie: House) -> None:
    order = kastanie.sells()
    changes = CategoryChanges(names=(("de", "fein"), ("en", "fein")), parent="geraete")
    shop.change_category(actor=MARKETING, slug="fein", changes=changes, at=AT)
    assert "geraete/fein" in category_paths()
    sold = dict(OrderLine.objects.filter(order=order).values_list("sku", "category"))
    assert sold == {"MOOR": "pflege/fein", "LAMP": "geraete"}
    assert dict(VolumeLine.objects.values_list("sku", "category")) == sold
    again = dict(OrderLine.objects.filter(order=kastanie.sells()).values_list("sku", "category"))
    assert again["MOOR"] == "geraete/fein"


def test_each_rule_pays_on_its_products(kastanie: House) -> None:
    order = kastanie.sells()
    net = dict(OrderLine.objects.filter(order=order).values_list("sku", "net_minor"))
    assert net == {"MOOR": 2513, "LAMP": 10_000}
    run = draft(plan="kastanie")
    assert paid_by(run) == {"ebenen": 251, "geraete": 400, "pflegetopf": 75}
    assert verify_run(OWNER, run.run_id).is_same
    told = {
        line.rule_id: commissions.why(OWNER, run.run_id, line.line_no, "de")
        for line in EarningLine.objects.filter(run_id=run.run_id)
    }
    assert "gezählt als 1 × 25,13\N{NO-BREAK SPACE}€ (pflege/fein), gekauft" in told["ebenen"]
    assert "gezählt als 1 × 100,00\N{NO-BREAK SPACE}€ (geraete), gekauft" in told["geraete"]
    assert "Waren zählen als 1 × pflege, 0 × pflege/proben" in told["pflegetopf"]


def test_a_large_network_is_paid_the_same(kastanie: House, monkeypatch: pytest.MonkeyPatch) -> None:
    take_back(kastanie.sells(), "LAMP", on=IN_MARCH)
    kastanie.sells()
    monkeypatch.setattr(readied_period, "LARGE", 1)
    monkeypatch.setattr(readied_period, "read_picture", None)
    run = draft(plan="kastanie")
    assert paid_by(run) == {"ebenen": 502, "geraete": 400, "pflegetopf": 151}
    assert verify_run(OWNER, run.run_id).is_same  # which walks


def test_what_comes_back_leaves_its_rules_alone(kastanie: House) -> None:
    """The period is settled again: first the lamp's line goes, then all of the rest."""
    order = kastanie.sells()
    publish(plan="kastanie")
    take_back(order, "LAMP")
    run = publish(APRIL, at=MAY_FIRST, plan="kastanie")
    assert paid_by(run) == {"geraete": -400}
    assert verify_run(OWNER, run.run_id).is_same
    take_back(order, "MOOR", on=date(2026, 5, 8))
    rest = draft("2026-05", at=datetime(2026, 6, 1, 8, tzinfo=UTC), plan="kastanie")
    assert paid_by(rest) == {"ebenen": -251, "pflegetopf": -75}


def test_units_fall_by_the_factor_of_what_comes_back(uferland: House) -> None:
    """18 points count 1.25 times, 4.5 points half, at six euros a unit; in the end it is none."""
    order = uferland.sells()
    assert paid_by(publish(plan="uferland")) == {"einheiten": 135_00 + 13_50}
    take_back(order, "LAMP")
    run = publish(APRIL, at=MAY_FIRST, plan="uferland")
    assert paid_by(run) == {"einheiten": -13_50}
    (line,) = EarningLine.objects.filter(run_id=run.run_id)
    told = commissions.why(OWNER, run.run_id, line.line_no, "en")
    assert "counted as 0.5 × 4.50 points (geraete) + 1.25 × 18 points (vorsorge/fein)" in told
    take_back(order, "MOOR", on=date(2026, 5, 8))
    rest = draft("2026-05", at=datetime(2026, 6, 1, 8, tzinfo=UTC), plan="uferland")
    assert paid_by(rest) == {"einheiten": -135_00}


def test_open_figures_grow_by_what_counts(uferland: House) -> None:
    assert commissions.refresh_figures(period_key=MARCH, at=AT)
    uferland.sells()
    assert commissions.fold_orders(period_key=MARCH) == 1
    folded = LiveFigure.objects.get(member_id=uferland.bert).earned_minor
    LiveFigures.objects.all().delete()
    assert commissions.refresh_figures(period_key=MARCH, at=AT)
    assert LiveFigure.objects.get(member_id=uferland.bert).earned_minor == folded == 148_50


def test_lines_from_before_have_no_category(kastanie: House) -> None:
    sold = ImportedOrder("x", "b", IN_MARCH, 1, 5000, "EUR", 2000, 0, kastanie.bert)
    known = ImportedOrder(
        "y", "b", IN_MARCH, 1, 3000, "EUR", 0, 0, kastanie.bert, category="geraete"
    )
    shop.import_orders(source="tests", orders=[sold, known], at=FOUNDED)
    orders = Order.objects.filter(origin="tests").values_list("pk", flat=True)
    commissions.record_volume(order_ids=list(orders), at=FOUNDED)
    assert sorted(VolumeLine.objects.values_list("category", flat=True)) == ["", "geraete"]
    run = draft(plan="kastanie")  # own orders pay anna, who is not active: nobody above takes
    assert VolumeEntry.objects.count() == 2
    assert paid_by(run) == {}
    assert verify_run(OWNER, run.run_id).is_same


def test_staff_are_told_of_categories_that_are_not_there(kastanie: House) -> None:
    page = commissions.signed_plan(OWNER, "kastanie", 1, IN_MARCH)
    assert page.words.unknown_categories == ("pflege/proben", "startpakete")
