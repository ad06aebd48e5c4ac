"""manage bench naive: a program as it is often written comes to the same lines."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from commissions.benchmark import naive

pytestmark = pytest.mark.django_db
SMALL = ("bench", "naive", "--json", "--members")


def test_both_programs_come_to_the_same_lines() -> None:
    out = StringIO()
    call_command(*SMALL, "300", stdout=out, stderr=StringIO())
    facts: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    assert (facts["same"], facts["only_engine"], facts["only_naive"]) == (True, 0, 0)
    assert facts["naive_lines"] == facts["lines"] > 500
    assert facts["naive_earned_minor"] == facts["earned_minor"] > 0
    assert {"levels", "stages", "leaders", "depth"} <= facts["naive_lines_by_rule"].keys()
    assert facts["naive_s"] > 0 < facts["total_s"]


def test_a_difference_ends_in_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naive, "LOWEST_STAGE", 201)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command(*SMALL, "20", stdout=out, stderr=StringIO())
    facts: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    assert facts["same"] is False
    assert facts["only_engine"] == facts["only_naive"] > 0
