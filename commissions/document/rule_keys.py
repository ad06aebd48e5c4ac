"""Keys that rules of several kinds share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import readers
from .key import Key, Keys
from .product_keys import PRODUCTS
from .readers import one_of, some_of

# What every rule has beside `kind`.
RULE: Keys = {
    "id": Key(readers.identifier, 'id = "team"', _("The rule's short name in this document.")),
    "name": Key(
        readers.names,
        'name = { de = "Teamprovision", en = "Team commission" }',
        _("The rule's name on pages and papers."),
    ),
    "tax_nature": Key(
        one_of("commission"),
        'tax_nature = "commission"',
        _("What the payment is to the tax office."),
    ),
}

BASE: Keys = {
    "base": Key(
        one_of("order.cv", "order.net", "order.pv"),
        'base = "order.cv"',
        _("What the rates are taken of: an order's commission points or its net value."),
    ),
    **PRODUCTS,
}

# Which tree the rule climbs.
TREE: Keys = {
    "tree": Key(
        one_of("placement", "queue"),
        'tree = "placement"',
        _(
            "Which tree the rule climbs instead of the plan's: where members are placed, or the "
            "one line in which they joined."
        ),
        required=False,
    ),
}

# Where the way up begins.
START: Keys = {
    "own_orders_start_at": Key(
        one_of("sponsor", "seller"),
        'own_orders_start_at = "sponsor"',
        _("Where level 1 begins for what a member buys: at the sponsor or at the member."),
    ),
    "customer_orders_start_at": Key(
        one_of("seller", "sponsor"),
        'customer_orders_start_at = "seller"',
        _("Where level 1 begins for what customers buy: at their member or at its sponsor."),
    ),
}

# Who is climbed over.
PASS_OVER: Keys = {
    "pass_over": Key(
        some_of("inactive", "rank_too_low", "barred"),
        'pass_over = ["inactive", "rank_too_low", "barred"]',
        _(
            "Who uses up no level, so that the next one above takes it: inactive members, members "
            "whose rank does not reach the level, members who are suspended or have left. "
            "Whoever is not listed uses the level up, and the company keeps it."
        ),
    ),
}


def counted_by(meaning: str | Promise) -> Keys:
    """Return the key that says whether a limit holds for each position or for a person."""
    return {
        "counted_by": Key(
            one_of("position", "person"), 'counted_by = "person"', meaning, required=False
        )
    }


def counts_persons(values: Mapping[str, Any]) -> bool:
    """Tell whether a rule says so of persons."""
    return values.get("counted_by") == "person"


def kind(name: str, meaning: str | Promise) -> Keys:
    """Return the key that names a rule's kind."""
    return {"kind": Key(one_of(name), f'kind = "{name}"', meaning)}
