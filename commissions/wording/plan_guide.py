"""Write docs/plans.md: the hand-written guide with every key and one worked example a family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commissions.document.key import Key, Keys
from commissions.document.member_facts import activity_facts, rank_facts
from commissions.document.plan_examples import PlanReport, check_plan_text
from commissions.document.rule_keys import RULE
from commissions.formulas.units import UNIT_NAMES
from commissions.kinds.formula.facts import bonus_facts
from commissions.kinds.registry import KINDS, kind_of
from commissions.shipped_plans import ShippedPlan, plan_files, shipped_paths

from .plan_schema import all_tables, takes

GUIDE = Path(__file__).with_name("plan_guide.md")
_TABLES, _FAMILIES, _FACTS = "<!-- tables -->\n", "<!-- families -->\n", "<!-- facts -->\n"
_HEADING = re.compile(r"^(?=\[)", re.M)
_EXAMPLE = re.compile(r"^(?=\[\[example\]\])", re.M)
_REMARKS = re.compile(r"(\n(#.*)?)*\Z")

Shipped = tuple[ShippedPlan, PlanReport]


def plan_guide() -> str:
    """Return the whole guide, in the active language where it names keys."""
    shipped = [_checked(plan_files(path)) for path in shipped_paths()]
    text = GUIDE.read_text(encoding="utf-8")
    tables = "\n".join(
        _table(title, keys)
        for title, keys in all_tables().items()
        if not title.startswith("[[rule]] ")
    )
    families = "\n".join(_family(name, shipped) for name in KINDS)
    text = text.replace(_TABLES, f"{tables}\n").replace(_FACTS, _facts())
    return text.replace(_FAMILIES, families)


def _checked(files: ShippedPlan) -> Shipped:
    return files, check_plan_text(files.document, files.examples, files.filename)


def _facts() -> str:
    """Return what formulas may name, and where."""
    early, late = activity_facts(), rank_facts(())
    rows = [
        f"| {_code(name)} | {UNIT_NAMES[fact.unit]} | {fact.meaning} | "
        f"{'yes' if name in early else ''} | {'yes' if name in late else ''} | yes |\n"
        for name, fact in bonus_facts(()).items()
    ]
    head = "| Fact | Unit | Meaning | `active` | `rank`, `volume` | rule `formula` |\n"
    return head + "|---|---|---|---|---|---|\n" + "".join(rows)


def _table(title: str, keys: Keys) -> str:
    return f"### {_code(title) if title else 'The head'}\n{_rows(keys)}"


def _family(name: str, shipped: list[Shipped]) -> str:
    keys = kind_of(name).keys
    own = {key: value for key, value in keys.items() if key != "kind" and value != RULE.get(key)}
    parts = [f"### {_code(name)}", str(keys["kind"].meaning), "", _rows(own).strip("\n")]
    return "\n".join([*parts, *_worked(name, shipped), ""])


def _rows(keys: Keys) -> str:
    return "\n| Key | Takes | Meaning |\n|---|---|---|\n" + "".join(map(_row, keys.values()))


def _row(key: Key) -> str:
    written = _code(key.write.splitlines()[0].replace('"""', '"""…"""'))
    return f"| {written} | {_cell(takes(key))} | {_cell(str(key.meaning))} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _code(text: str) -> str:
    return f"`{text}`"


def _worked(name: str, shipped: list[Shipped]) -> Iterator[str]:
    """Yield the rule and the promise of the simplest shipped plan that shows this family."""
    found = [_simplest(name, *each) for each in shipped]
    best = min((each for each in found if each), key=lambda each: each[:2], default=None)
    if best:
        _rules, _length, label, rule, example = best
        yield f"\nFrom the shipped plan {label}:\n\n```toml\n{rule}\n\n{example}\n```"


def _simplest(
    name: str, files: ShippedPlan, report: PlanReport
) -> tuple[int, int, str, str, str] | None:
    """Return a rule of this family in a plan with its shortest promise, by how simple it is."""
    document, promises = files.document.decode(), files.examples.decode()
    rules = [block for block in _HEADING.split(document) if block.startswith("[[rule]]")]
    examples = [block for block in _EXAMPLE.split(promises) if block.startswith("[[example]]")]
    choices = [
        (len(rules), len(block) + len(example), report.plan.code, _clean(block), _clean(example))
        for rule, block in zip(report.plan.rules, rules, strict=True)
        if isinstance(rule, kind_of(name).rule)
        for result, example in zip(report.results, examples, strict=True)
        if any(line.rule_id == rule.id for line in result.lines)
    ]
    return min(choices, default=None)


def _clean(block: str) -> str:
    """Cut the remarks that stand before the next heading."""
    return _REMARKS.sub("", block.rstrip("\n"))
