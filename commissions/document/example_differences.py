"""Say what of a settled example differs from what it promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import Ranked
from commissions.engine.plan import Plan
from core.money import format_money
from core.points import format_points

from .example_carries import other_carries
from .example_facts import ExamplePeriod, PeriodResult, paid_out


def differences(plan: Plan, result: PeriodResult) -> Iterator[str]:
    """Yield what differs from the promise, one text each."""
    standings, promise = result.standings, result.period
    paid: Counter[int] = Counter()
    for line in result.lines:
        paid[line.member_id] += line.amount_minor
    for name, correction in result.corrections:
        paid[promise.tree.numbers[name]] += correction.amount_minor
    for name in promise.payouts_minor:
        yield from _other_payout(plan, result, name)
    for name, number in promise.tree.numbers.items():
        yield from _other_pay(plan, promise, name, paid[number])
        row = standings.tree.row_of[number]
        yield from _other_ranks(promise, name, standings.ranked[row])
        volume = standings.gv_minor[row]
        if promise.volumes_minor.get(name, volume) != volume:
            text = _("%(name)s has a group volume of %(found)s PV, promised are %(promised)s PV.")
            yield _told(text, name, _points(volume), _points(promise.volumes_minor[name]))
        carries = other_carries(promise.carries.get(name, {}), number, result.carried)
        for label, found, promised in carries:
            text = _("%(name)s carries on %(found)s as “%(label)s”, promised is %(promised)s.")
            yield str(text) % {"name": name, "label": label, "found": found, "promised": promised}


def _other_pay(plan: Plan, promise: ExamplePeriod, name: str, earned: int) -> Iterator[str]:
    promised = promise.pays_minor.get(name, 0)
    if earned != promised:
        text = _("%(name)s earns %(found)s, promised is %(promised)s.")
        yield _told(text, name, _money(earned, plan), _money(promised, plan))
    kept = plan.reserve.kept_minor(max(earned, 0)) if plan.reserve else 0
    if promise.reserves_minor.get(name, kept) != kept:
        text = _("Of the pay of %(name)s %(found)s are kept, promised are %(promised)s.")
        yield _told(text, name, _money(kept, plan), _money(promise.reserves_minor[name], plan))


def _other_payout(plan: Plan, result: PeriodResult, name: str) -> Iterator[str]:
    found, promised = paid_out(plan, result.balance_minor(plan, name)), result.period.payouts_minor
    if found != promised[name]:
        text = _("%(name)s is paid out %(found)s, promised are %(promised)s.")
        yield _told(text, name, _money(found, plan), _money(promised[name], plan))


def _other_ranks(promise: ExamplePeriod, name: str, found: Ranked) -> Iterator[str]:
    paid = _("%(name)s is paid by the rank %(found)s, promised is %(promised)s.")
    earned = _("%(name)s reaches the rank %(found)s, promised is %(promised)s.")
    title = _("%(name)s has the title %(found)s, promised is %(promised)s.")
    for text, promised, rank in (
        (paid, promise.ranks, found.paid),
        (earned, promise.earned_ranks, found.earned),
        (title, promise.titles, found.title),
    ):
        if promised.get(name, rank) != rank:
            yield _told(text, name, rank or "–", promised[name])


def _told(text: object, name: str, found: object, promised: object) -> str:
    return str(text) % {"name": name, "found": found, "promised": promised}


def _points(minor: int) -> str:
    return format_points(minor, get_language() or "en")


def _money(minor: int, plan: Plan) -> str:
    return format_money(minor, plan.currency, get_language() or "en")
