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

from .passing import check_passing, counts_sales, read_passed
from .rule import XUp
from .words import WORDS

KEYS: Keys = {
    **kind(
        "x_up",
        _(
            "How the rule pays: one member for an order, past those who give recruits or sales "
            "away."
        ),
    ),
    **RULE,
    **BASE,
    "rate": Key(readers.rate, 'rate = "20%"', _("The rate of an order's base.")),
    "counts": Key(
        one_of("recruits", "sales"),
        'counts = "sales"',
        _(
            "What a member gives away: recruits, by the order in which they joined, so that what "
            "these order pays somebody above; or own sales, by day and order over all periods, so "
            "that all others pay the member itself. An order of which nothing is left is no sale. "
            "Without it, recruits."
        ),
        required=False,
    ),
    "passes_up": Key(
        read_passed,
        "passes_up = [1, 2]",
        _(
            "Which of its recruits or sales a member gives away: “first 2”, every second one "
            "without an end (“every 2”), or those listed ([2, 4, 6])."
        ),
        unit=_("list of counts, “first” or “every” with a count"),
    ),
    "passed_to": Key(
        one_of("qualified", "sponsor"),
        'passed_to = "qualified"',
        _(
            "Who gets what was given away: the nearest above who has as many recruits or sales by "
            "then as it must give away, or the next one above whatever it has. A recruit never "
            "counts as one of that one."
        ),
        required=False,
    ),
    "received_sales": Key(
        one_of("not_counted", "counted"),
        'received_sales = "not_counted"',
        _(
            "Whether a sale that comes to a member from below counts as one of its own, so that "
            "it may have to give that away, too. Only with counts = “sales”."
        ),
        required=False,
    ),
    "gives_away": Key(
        one_of("recruit", "line"),
        'gives_away = "line"',
        _(
            "Whether a member gives away the recruit alone, so that what this one passes up itself "
            "may come to the member again, or the recruit with its whole line: then that goes past "
            "the member, too. Only where recruits are counted."
        ),
        required=False,
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
        passes_up=frozenset(values["passes_up"].numbers),
        every=values["passes_up"].every,
        needs_own_passed=values.get("passed_to") == "qualified",
        gives_line=values.get("gives_away") == "line",
        counts_sales=counts_sales(values),
        counts_received=values.get("received_sales") == "counted",
        orders=values["orders"],
        pass_over=values["pass_over"],
    )


def check(values: Values, document: Values) -> None:
    """Refuse no orders, and words without effect."""
    passing_over_has_an_effect(values, document)
    check_passing(values, KEYS)
    if not values["orders"]:
        write = _("Write: %(example)s") % {"example": KEYS["orders"].write}
        where = f"rule[{values['id']}].orders"
        raise PlanRejected(where, _("It has no effect: no order pays."), write)


KIND = Kind("x_up", XUp, KEYS, read, check, WORDS)
