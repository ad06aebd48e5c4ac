"""A large network is read as columns and settled by kernels, and nobody can tell from the run."""

from __future__ import annotations

import pytest

from commissions.models import RunMember
from commissions.selectors import readied_period
from commissions.selectors.verify_run import verify_run
from tests.db.commissions.company import APRIL, IN_APRIL, MAY_FIRST, OWNER, Till, draft, publish


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readied_period, "LARGE", 1)


def test_the_walk_finds_the_stored_lines_again(
    till: Till, sold: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    till.record(sold["anna"], pv="1000")
    publish()
    till.record(sold["anna"], pv="70", on=IN_APRIL)
    till.record(sold["bert"], pv="70", on=IN_APRIL)
    till.record(sold["cara"], cv="7", on=IN_APRIL)
    with monkeypatch.context() as patch:
        patch.setattr(readied_period, "LARGE", 1)
        patch.setattr(readied_period, "read_picture", None)
        run = draft(APRIL, at=MAY_FIRST)
    assert run.line_count > 0
    assert verify_run(OWNER, run.run_id).is_same
    paid = RunMember.objects.filter(run_id=run.run_id).values_list("held_rank", flat=True)
    assert "teamleitung" in paid


def test_the_same_input_is_the_same_draft(sold: dict[str, int], large: None) -> None:
    first = draft()
    assert draft().run_id == first.run_id
    assert verify_run(OWNER, first.run_id).is_same
