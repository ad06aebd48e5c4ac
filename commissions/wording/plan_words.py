"""Print a plan with the meaning of each key, and what its examples pay and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.document.example_facts import PeriodResult
from commissions.document.grammar import HEAD, NESTED, heading
from commissions.document.key import Keys
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import PlanReport
from commissions.document.toml_text import parse_toml
from commissions.engine.facts import Earning
from commissions.engine.rule import way_to
from commissions.engine.worst_case import worst_case
from commissions.kinds.registry import kind_of, words_of
from commissions.wording.sentence import why_sentence
from commissions.wording.story import Story
from core.rates import format_rate


def plan_in_words(document: bytes) -> Iterator[str]:
    """Yield what a plan means, in the active language: the head, its tables, rule by rule.

    Raises: PlanRejected — it cannot be read.
    """
    plan = read_plan(document, "")
    values = parse_toml(document)
    yield from (
        _key(name, value, HEAD)
        for name, value in values.items()
        if name not in NESTED and name != "rule"
    )
    for name, keys in NESTED.items():
        for table in _as_list(values.get(name, [])):
            yield ""
            yield heading(name)
            yield from (_key(inner, value, keys) for inner, value in table.items())
    for place, (rule, table) in enumerate(zip(plan.rules, values["rule"], strict=True), start=1):
        yield ""
        yield from _rule(place, table)
        yield from (f"    → {term}" for term in words_of(rule).terms(rule))
    yield ""
    yield _most(worst_case(plan.rules).total_bp)


def examples_in_words(report: PlanReport, language: str) -> Iterator[str]:
    """Yield for each example what it pays, one sentence for each line."""
    for result in report.results:
        yield ""
        yield result.example.name
        for period in result.periods:
            for line in period.lines:
                yield f"  {why_sentence(_story(report, period, line), language)}"


def _rule(place: int, table: Mapping[str, Any]) -> Iterator[str]:
    """Say one rule: its name on papers, what its kind does, then its own terms."""
    keys = kind_of(table["kind"]).keys
    facts = {"place": place, "name": _shown(table["name"]), "id": table["id"]}
    yield _("Rule %(place)s: %(name)s (%(id)s)") % facts
    yield f"    {table['kind']}: {keys['kind'].meaning}"
    said = {"id", "kind", "name"}
    yield from (_key(name, value, keys) for name, value in table.items() if name not in said)


def _most(total_bp: int | None) -> str:
    if total_bp is None:
        return _("Nothing bounds what all rules together can pay on a volume.")
    rate = format_rate(total_bp, get_language() or "en")
    return _("All rules together pay at most %(rate)s of the volume.") % {"rate": rate}


def _story(report: PlanReport, result: PeriodResult, line: Earning) -> Story:
    plan, standings = report.plan, result.standings
    names = {number: name for name, number in result.period.tree.numbers.items()}
    if line.volume is None:
        return Story(plan, line, [], None, names.__getitem__)
    rule, taken = plan.order_rule(line.rule_id), (line.member_id, line.level)
    steps = way_to(rule, line.volume, standings.uplines_of(rule, line.volume.member_id), taken)
    return Story(plan, line, steps, None, names.__getitem__)


def _as_list(value: Any) -> list[Mapping[str, object]]:
    return value if isinstance(value, list) else [value]


def _key(name: str, value: object, keys: Keys) -> str:
    return f"{name} = {_shown(value)}\n    {keys[name].meaning}"


def _shown(value: object) -> str:
    """Show a value of the document, a name in the active language."""
    if isinstance(value, dict):
        if value.keys() == {"de", "en"}:
            return str(value[(get_language() or "en")[:2]])
        return ", ".join(f"{name}: {_shown(item)}" for name, item in value.items())
    if isinstance(value, list):
        return "; ".join(map(_shown, value)) if _is_deep(value) else ", ".join(map(_shown, value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _is_deep(items: list[object]) -> bool:
    return any(isinstance(item, dict | list) for item in items)
