"""Print a plan with the meaning of each key, its grammar, and what its examples pay and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commissions.document.grammar import (
    ACTIVE,
    HEAD,
    RANK,
    RANK_RULES,
    RESERVE,
    RETURNS,
    TABLES,
    VESTING,
)
from commissions.document.key import Keys
from commissions.document.plan_document import parse_toml
from commissions.document.plan_examples import EXAMPLE, PeriodResult, PlanReport
from commissions.engine.facts import Earning
from commissions.engine.rule import way_to
from commissions.kinds.registry import KINDS, kind_of
from commissions.wording.sentence import why_sentence
from commissions.wording.story import Story

_NESTED: Mapping[str, Keys] = {
    "active": ACTIVE,
    "rank": RANK,
    "rank_rules": RANK_RULES,
    "vesting": VESTING,
    "returns": RETURNS,
    "reserve": RESERVE,
}


def plan_in_words(document: bytes) -> Iterator[str]:
    """Yield the plan's keys with their values and what they mean."""
    values = parse_toml(document)
    for name, value in values.items():
        if name not in _NESTED and name != "rule":
            yield _key(name, value, HEAD)
    for name, keys in _NESTED.items():
        for table in _as_list(values.get(name, [])):
            yield ""
            yield f"[{name}]"
            yield from (_key(inner, value, keys) for inner, value in table.items())
    for rule in values["rule"]:
        yield ""
        yield "[rule]"
        keys = kind_of(rule["kind"]).keys
        yield from (_key(inner, value, keys) for inner, value in rule.items())


def schema_in_words() -> Iterator[str]:
    """Yield every key of the grammar: how it is written, whether it must be there, its meaning."""
    rules = {f"[[rule]] {name}": kind.keys for name, kind in KINDS.items()}
    for heading, keys in {**TABLES, **rules, "[[example]]": EXAMPLE}.items():
        yield heading or "plan"
        for key in keys.values():
            first_line = key.write.splitlines()[0]
            yield f"  {first_line}{'' if key.required else '   (optional)'}"
            yield f"      {key.meaning}"
        yield ""


def examples_in_words(report: PlanReport, language: str) -> Iterator[str]:
    """Yield for each example what it pays, one sentence for each line."""
    for result in report.results:
        yield ""
        yield result.example.name
        for period in result.periods:
            for line in period.lines:
                yield f"  {why_sentence(_story(report, period, line), language)}"


def _story(report: PlanReport, result: PeriodResult, line: Earning) -> Story:
    plan, standings = report.plan, result.standings
    names = {number: name for name, number in result.period.tree.numbers.items()}
    if line.volume is None:
        return Story(plan, line, [], None, names.__getitem__)
    uplines = standings.uplines_from(standings.tree.row_of[line.volume.member_id])
    taken = line.member_id, line.level
    steps = way_to(plan.order_rule(line.rule_id), line.volume, uplines, taken)
    return Story(plan, line, steps, None, names.__getitem__)


def _as_list(value: Any) -> list[Mapping[str, object]]:
    return value if isinstance(value, list) else [value]


def _key(name: str, value: object, keys: Keys) -> str:
    return f"{name} = {value}\n    {keys[name].meaning}"
