"""The worked examples that a plan promises its partners; all must hold before it may start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import Earning
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.engine.standings import Standings
from core.money import format_money
from core.points import format_points

from . import readers
from .example_tree import ExampleTree, read_tree
from .grammar import Key, Keys
from .plan_document import parse_toml, read_plan, read_table
from .plan_rejected import PlanRejected
from .readers import Unreadable, one_of

Read = TypeVar("Read")

EXAMPLE: Keys = {
    "name": Key(
        readers.text,
        'name = "an inactive upline is passed over"',
        _("The promise in one sentence."),
    ),
    "tree": Key(
        readers.text,
        'tree = """\nanna 120 PV\n  bert 100 PV sells 200 CV 160 PV\n"""',
        _("The members, one a line, two spaces for each level, with what they bought and sold."),
    ),
    "pays": Key(
        readers.table,
        'pays = { anna = "20.00 EUR" }',
        _("What each member earns in all; whoever is not named earns nothing."),
    ),
    "ranks": Key(
        readers.table,
        'ranks = { anna = "team_lead" }',
        _("The ranks that the named members reach."),
        required=False,
    ),
    "volumes": Key(
        readers.table,
        'volumes = { anna = "380 PV" }',
        _("The group volumes of the named members."),
        required=False,
    ),
    "reserves": Key(
        readers.table,
        'reserves = { anna = "2.00 EUR" }',
        _("What of their pay is kept as a reserve. Only in a plan with [reserve]."),
        required=False,
    ),
}
EXAMPLES: Keys = {
    "example": Key(readers.tables, '[[example]]\nname = "…"', _("One table for each promise.")),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One promise: a drawn period and what it must come to, by the members' names."""

    name: str
    tree: ExampleTree
    pays_minor: Mapping[str, int]
    ranks: Mapping[str, str]
    volumes_minor: Mapping[str, int]
    reserves_minor: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one promise came out: no differences, or what differs, one text each."""

    example: Example
    differences: tuple[str, ...]
    lines: tuple[Earning, ...]
    standings: Standings


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The licence to start a plan, or why it has none.

    `unproven` lists rules that pay nobody in any example, so that nothing vouches for them.
    """

    plan: Plan
    results: tuple[ExampleResult, ...]
    unproven: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Tell whether every promise holds and every rule is vouched for."""
        return not self.unproven and not any(result.differences for result in self.results)


def check_plan_text(document: bytes, examples: bytes, filename: str) -> PlanReport:
    """Read a plan with its examples and try them all.

    Raises: PlanRejected — one of the two texts cannot be used.
    """
    plan = read_plan(document, filename)
    results = tuple(try_example(plan, example) for example in read_examples(plan, examples))
    vouched = {line.rule_id for result in results for line in result.lines}
    unproven = tuple(rule.id for rule in plan.rules if rule.id not in vouched)
    return PlanReport(plan, results, unproven)


def read_examples(plan: Plan, document: bytes) -> Sequence[Example]:
    """Read the examples of a plan.

    Raises: PlanRejected — there is none, or one cannot be read.
    """
    tables = read_table(parse_toml(document), EXAMPLES, "")["example"]
    return [_example(plan, table, place) for place, table in enumerate(tables, start=1)]


def try_example(plan: Plan, example: Example) -> ExampleResult:
    """Settle the drawn period and compare it with the promise."""
    outcome = settle(plan, example.tree.picture)
    lines = tuple(outcome.lines)
    return ExampleResult(
        example,
        tuple(_differences(plan, example, outcome.standings, lines)),
        lines,
        outcome.standings,
    )


def _differences(
    plan: Plan, example: Example, standings: Standings, lines: Sequence[Earning]
) -> Iterator[str]:
    paid: Counter[int] = Counter()
    for line in lines:
        paid[line.member_id] += line.amount_minor
    for name, number in example.tree.numbers.items():
        row = standings.tree.row_of[number]
        earned, promised = paid[number], example.pays_minor.get(name, 0)
        if earned != promised:
            text = _("%(name)s earns %(found)s, promised is %(promised)s.")
            yield _told(text, name, *(_money(minor, plan) for minor in (earned, promised)))
        rank = standings.ranks[row]
        if example.ranks.get(name, rank) != rank:
            text = _("%(name)s reaches the rank %(found)s, promised is %(promised)s.")
            yield _told(text, name, rank, example.ranks[name])
        volume = standings.gv_minor[row]
        if example.volumes_minor.get(name, volume) != volume:
            text = _("%(name)s has a group volume of %(found)s PV, promised are %(promised)s PV.")
            yield _told(text, name, _points(volume), _points(example.volumes_minor[name]))
        kept = plan.reserve.kept_minor(earned) if plan.reserve else 0
        if example.reserves_minor.get(name, kept) != kept:
            text = _("Of the pay of %(name)s %(found)s are kept, promised are %(promised)s.")
            yield _told(text, name, _money(kept, plan), _money(example.reserves_minor[name], plan))


def _told(text: object, name: str, found: object, promised: object) -> str:
    return str(text) % {"name": name, "found": found, "promised": promised}


def _points(minor: int) -> str:
    return format_points(minor, get_language() or "en")


def _money(minor: int, plan: Plan) -> str:
    return format_money(minor, plan.currency, get_language() or "en")


def _example(plan: Plan, table: Mapping[str, object], place: int) -> Example:
    where = f"example[{table.get('name', place)}]"
    values = read_table(table, EXAMPLE, f"{where}.")
    tree = read_tree(values["tree"], plan.currency, f"{where}.tree")
    pay = partial(_pay, plan.currency)
    ranks = one_of(*(rank.id for rank in plan.ranks))
    return Example(
        name=values["name"],
        tree=tree,
        pays_minor=_by_name(values["pays"], tree, f"{where}.pays", pay),
        ranks=_by_name(values.get("ranks", {}), tree, f"{where}.ranks", ranks),
        volumes_minor=_by_name(
            values.get("volumes", {}), tree, f"{where}.volumes", readers.points_from_zero
        ),
        reserves_minor=_by_name(values.get("reserves", {}), tree, f"{where}.reserves", pay),
    )


def _pay(currency: str, value: object) -> int:
    found = readers.money_from_zero(value)
    if found.currency != currency:
        raise Unreadable(_("It must be in %(currency)s.") % {"currency": currency})
    return found.minor


def _by_name(
    table: Mapping[str, object], tree: ExampleTree, where: str, read: Callable[[object], Read]
) -> Mapping[str, Read]:
    found = {}
    for name, value in table.items():
        if name not in tree.numbers:
            remedy = _("Name members of the tree: %(names)s.")
            names = {"names": ", ".join(tree.numbers)}
            raise PlanRejected(f"{where}.{name}", _("Nobody has this name."), remedy % names)
        try:
            found[name] = read(value)
        except Unreadable as unreadable:
            raise PlanRejected(f"{where}.{name}", unreadable.reason) from None
    return found
