"""Every plan that ships keeps every promise that ships with it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from commissions.document.plan_examples import ExampleResult, check_plan_text
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import plan_files, shipped_paths

NUMBER = re.compile(
    r'"(?P<quantity>[0-9.]+)(?P<unit>%| PV| EUR| USD| CHF|)"'
    r'|(?P<part>"1/[0-9]+")'
    r"|(?<=[a-z] = )(?P<depth>[0-9])(?=[, ])"
    r"|\b(?P<call>PV|EUR|percent)\((?P<inside>[0-9.]+)\)"
)


def promises() -> list[object]:
    cases = []
    for path in shipped_paths():
        shipped = plan_files(path)
        report = check_plan_text(shipped.document, shipped.examples, shipped.filename)
        cases += [
            pytest.param(result, id=f"{report.plan.label}: {result.example.name}")
            for result in report.results
        ]
    return cases


@pytest.mark.parametrize("result", promises())
def test_a_plan_keeps_its_promise(result: ExampleResult) -> None:
    assert result.differences == ()


@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
def test_a_plan_may_be_activated_and_is_called_what_its_folder_is(path: Path) -> None:
    shipped = plan_files(path)
    with translation.override("en"):
        report = check_plan_text(shipped.document, shipped.examples, shipped.filename)
    assert report.is_kept
    assert report.plan.code == path.parent.name


def changed_numbers(path: Path) -> list[object]:
    """Return the document with each of its numbers a little higher and a little lower."""
    text = path.read_text(encoding="utf-8")
    cases = []
    for match in NUMBER.finditer(text):
        depth, quantity = match["depth"], match["quantity"] or match["inside"]
        # A higher limit of all payouts breaks no promise.
        is_limit = text[: match.start()].rpartition("\n")[2].startswith("payout")
        for change in (-1,) if is_limit else (-1, 1):
            if match["part"]:
                other = f'"{1 + change}/{match["part"].partition("/")[2]}'
            elif depth:
                other = str(int(depth) + change)
            elif Decimal(quantity) == 0:
                continue
            else:
                number = Decimal(quantity) + Decimal(change) / 100
                call, unit = match["call"], match["unit"]
                other = f"{call}({number})" if call else f'"{number}{unit}"'
            changed = text[: match.start()] + other + text[match.end() :]
            line = text[: match.start()].count("\n") + 1
            cases.append(pytest.param(path, changed, id=f"{path.parent.name}:{line}: {other}"))
    return cases


@pytest.mark.parametrize(
    ("path", "changed"), [case for path in shipped_paths() for case in changed_numbers(path)]
)
def test_no_number_of_a_plan_can_be_changed_without_breaking_a_promise(
    path: Path, changed: str
) -> None:
    """Points and rates by a hundredth, levels by one: an example differs, or it is no plan."""
    shipped = plan_files(path)
    try:
        report = check_plan_text(changed.encode(), shipped.examples, shipped.filename)
    except PlanRejected:
        return
    assert not report.is_kept
