"""What the demo commands print."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.company import Company, company, save_company
from core.policy import Actor
from tests.db.config.files import AT

pytestmark = pytest.mark.django_db


def test_the_walk_prints_every_step_and_ends_with_json() -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("demo_journey", json=True, stdout=out, stderr=err)
    result = json.loads(out.getvalue().splitlines()[-1])
    assert result["ok"] is True
    assert result["findings"] == []
    assert [step["name"] for step in result["steps"]] == [
        "found_company", "sign_plan", "register_network", "fill_shop", "register_customers", "buy",
        "pay", "deliver", "draft_run", "refuse_own_approval", "approve_run", "publish_run", "vest",
        "know_taxes", "issue_credit_notes", "keep_bank_accounts", "pay_out",
    ]  # fmt: skip
    assert "earned_minor 25180" in err.getvalue()
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo_journey", stdout=out, stderr=err)


def test_the_demo_company_is_not_loaded_over_another_company() -> None:
    somebody = Company(name="Anna Huber e. K.", currency="EUR", country="DE")
    save_company(actor=Actor.system("test"), settings=somebody, at=AT)
    with pytest.raises(CommandError, match="another company"):
        call_command("load_demo_company", stdout=io.StringIO())
    assert company() == somebody
