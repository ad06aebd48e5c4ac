"""A plan that goes by the placement tree, in a company in which nobody stands in it yet."""

from __future__ import annotations

import pytest

from commissions import public as commissions
from commissions.models import EarningLine, RunCarry
from commissions.selectors import readied_period
from commissions.selectors.verify_run import verify_run
from commissions.services.refresh_figures import refresh_figures
from network import public as network
from tests.db.commissions.company import (
    CLOSING,
    FOUNDED,
    OWNER,
    SYSTEM,
    Till,
    draft,
    enrol,
    found_company,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("large", [readied_period.LARGE, 0])
@pytest.mark.parametrize("plan", ["dreisam", "bienenkorb"])
def test_a_period_is_settled_while_all_wait_for_a_place(
    plan: str, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readied_period, "LARGE", large)
    found_company()
    sign(plan)
    line = enrol({"anna": None, "bert": "anna"})
    Till().record(line["bert"], pv="150", cv="150")
    run = draft(plan=plan)
    assert not EarningLine.objects.filter(run_id=run.run_id).exists()
    assert not RunCarry.objects.filter(run_id=run.run_id, name__in=["left", "right"]).exists()
    assert verify_run(OWNER, run.run_id).is_same
    assert refresh_figures(period_key="2026-03", at=CLOSING)


@pytest.mark.parametrize(("width", "fits"), [(2, True), (3, False)])
def test_pairs_are_not_signed_for_a_wider_tree(width: int, fits: bool) -> None:
    found_company()
    settings = network.PlacementSettings(FOUNDED.date(), width, None, 30, "first_free")
    network.set_placement_rule(actor=SYSTEM, settings=settings, at=FOUNDED)
    if fits:
        sign("dreisam")
        return
    with pytest.raises(commissions.OtherPlaces, match="tree has 3"):
        sign("dreisam")
