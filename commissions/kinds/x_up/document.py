"""How an X-up rule is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of, some_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.engine.facts import CUSTOMER, OWN
from commissions.kinds.kind import Kind, Values
from commissions.kinds.unilevel.checks import passing_over_has_an_effect

from .rule import XUp
from .words import WORDS

KEYS: Keys = {
    **kind(
        "x_up",
        _("How the rule pays: one member above an order, past those who give the recruit away."),
    ),
    **RULE,
    **BASE,
    "rate": Key(readers.rate, 'rate = "20%"', _("The rate of an order's base.")),
    "passes_up": Key(
        readers.counts,
        "passes_up = [1, 2]",
        _(
            "Which of its recruits a member gives away, by the order in which they joined: the "
            "first two, or every second one of the first six ([2, 4, 6])."
        ),
    ),
    "passed_to": Key(
        one_of("qualified", "sponsor"),
        'passed_to = "qualified"',
        _(
            "Who gets a recruit that was given away: the nearest above who has as many recruits "
            "as it must give away, or the next one above whatever its recruits. It never counts as "
            "a recruit of that one."
        ),
    ),
    "gives_away": Key(
        one_of("recruit", "line"),
        'gives_away = "line"',
        _(
            "Whether a member gives away the recruit alone, so that what this one passes up itself "
            "may come to the member again, or the recruit with its whole line: then that goes past "
            "the member, too."
        ),
    ),
    "orders": Key(
        some_of(OWN, CUSTOMER),
        'orders = ["own", "customer"]',
        _("Which orders pay: what the recruit itself buys, what its customers buy, or both."),
    ),
    "pass_over": Key(
        some_of("inactive", "barred"),
        'pass_over = ["inactive", "barred"]',
        _(
            "Who is passed over: inactive members, members who are suspended or have left. Whoever "
            "is not listed ends the way, and the company keeps the amount."
        ),
    ),
}


def read(values: Values, document: Values) -> XUp:
    """Make the rule of its values."""
    return XUp(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rate_bp=values["rate"],
        passes_up=frozenset(values["passes_up"]),
        needs_own_passed=values["passed_to"] == "qualified",
        gives_line=values["gives_away"] == "line",
        orders=values["orders"],
        pass_over=values["pass_over"],
    )


def check(values: Values, document: Values) -> None:
    """Refuse no orders, and words without effect."""
    passing_over_has_an_effect(values, document)
    if not values["orders"]:
        write = _("Write: %(example)s") % {"example": KEYS["orders"].write}
        where = f"rule[{values['id']}].orders"
        raise PlanRejected(where, _("It has no effect: no order pays."), write)


KIND = Kind("x_up", XUp, KEYS, read, check, WORDS)
