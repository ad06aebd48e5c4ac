"""Make the words of a plan from its document and its examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language

from commissions.document.example_facts import PeriodResult
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import ExampleResult, PlanReport, check_plan_text
from commissions.document.toml_text import parse_toml
from commissions.engine.plan import Plan
from commissions.wording.names import rule_name
from commissions.wording.plan_words import most_words, period_in_words, plan_passages
from shop.public import category_paths

from .facts import ExampleCard, ExamplePart, PlanInWords


def in_words(document: bytes, examples: bytes, filename: str) -> PlanInWords:
    """Read a plan and try its examples; without any, it is only read.

    Raises: PlanRejected — one of the two texts cannot be used.
    """
    plan = read_plan(document, filename)
    report = check_plan_text(document, examples, filename) if examples else None
    return PlanInWords(
        label=plan.label,
        sha256=plan.sha256,
        currency=plan.currency,
        passages=tuple(plan_passages(plan, document)),
        most=most_words(plan),
        examples=tuple(_cards(report, examples)) if report else (),
        unproven=tuple(rule_name(plan, rule_id) for rule_id in report.unproven) if report else (),
        unknown_categories=_unknown(plan),
    )


def _unknown(plan: Plan) -> tuple[str, ...]:
    """Return the categories that rules name and the shop has not: a plan may be ahead of it."""
    named = {path for rule in plan.rules if rule.products for path in rule.products.factors}
    return tuple(sorted(named - category_paths())) if named else ()


def _cards(report: PlanReport, examples: bytes) -> Iterator[ExampleCard]:
    for table, result in zip(parse_toml(examples)["example"], report.results, strict=True):
        drawn = table.get("period", [table])
        yield ExampleCard(
            name=result.example.name,
            parts=tuple(_parts(drawn, result)),
            differences=result.differences,
        )


def _parts(drawn: list[Mapping[str, Any]], result: ExampleResult) -> Iterator[ExamplePart]:
    language = (get_language() or "de")[:2]
    for table, period in zip(drawn, result.periods, strict=True):
        reasons = tuple(period_in_words(period, language))
        yield ExamplePart(str(table["tree"]).strip("\n"), _pays(period), reasons)


def _pays(result: PeriodResult) -> tuple[tuple[str, int], ...]:
    """Return what each one earns in all, in the order of the tree."""
    earned: Counter[int] = Counter()
    for line in result.lines:
        earned[line.member_id] += line.amount_minor
    numbers = result.period.tree.numbers.items()
    return tuple((name, earned[number]) for name, number in numbers if earned[number])
