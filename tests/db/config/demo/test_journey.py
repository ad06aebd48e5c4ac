"""The walk through the main job gives the same figures everywhere, and the audit agrees."""

from __future__ import annotations

import pytest

from config.demo.audit.run_audit import findings
from config.demo.journey import DatabaseInUse, Journey
from tests.db.config.files import AT

pytestmark = pytest.mark.django_db


def test_it_walks_from_the_first_person_to_the_bank_file() -> None:
    told = {step.name: dict(step.facts) for step in Journey().walk()}
    assert told["register_network"] == {"members": 13}
    assert told["register_customers"] == {"customers": 5}
    assert told["buy"] == {"orders": 20, "gross_minor": 195520}
    assert told["pay"] == {"volume_entries": 20, "pv_minor": 153100, "cv_minor": 153100}
    assert told["deliver"] == {"delivered": 20}
    assert told["draft_run"] == {"lines": 39, "earned_minor": 25180}
    assert told["refuse_own_approval"] == {"refused": "commissions.second_person_missing"}
    assert told["publish_run"] == {"pending_minor": 25180, "statements": 13}
    assert told["vest"] == {"vested_minor": 22664, "reserve_minor": 2516, "pending_minor": 0}
    assert told["know_taxes"] == {"statuses": 13}
    notes = told["issue_credit_notes"]
    assert (notes["documents"], notes["tax_minor"]) == (5, 0)
    assert notes["net_minor"] == notes["payable_minor"] == 22664
    assert told["keep_bank_accounts"]["refused"] == "finance.invalid_iban"
    paid = told["pay_out"]
    assert paid["refused"] == "finance.second_person_needed"
    assert paid["paid_minor"] + paid["held_minor"] == 22664
    assert paid["payable_minor"] == paid["held_minor"] == 1124
    assert list(findings(at=AT)) == []


def test_it_does_not_touch_a_company_that_has_data() -> None:
    walk = Journey().walk()
    for _step in range(3):
        next(walk)
    with pytest.raises(DatabaseInUse):
        next(Journey().walk())
