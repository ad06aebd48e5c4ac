"""Every key of a plan document: its meaning, how it is written, and how it is read.

This is the one list but for the keys of rules, which each kind brings itself (commissions/kinds):
documents are read by it, unknown keys are refused by it, and `plan schema` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from commissions.engine.parties import PARTY_CLOSE
from commissions.engine.plan import ORDER_DAY, PERIOD_END, RUN_DAY

from . import readers
from .exchange_keys import EXCHANGE
from .key import Key, Keys
from .own_volumes import VOLUME
from .payout_keys import PAYOUT
from .point_values import point_value
from .rank_keys import ACTIVE, RANK, RANK_RULES
from .readers import one_of
from .rounding_keys import ROUNDING

VESTING: Keys = {
    "after_delivery": Key(
        readers.days,
        'after_delivery = "14 days"',
        _("How many whole days after the day of delivery an earning is held back."),
    ),
    "by_payment": Key(
        readers.days_by_word,
        'by_payment = { direct_debit = "56 days" }',
        _(
            "How many whole days after the day of payment an earning is held back besides, by the "
            "way the order was paid; the later of the two days counts."
        ),
        required=False,
    ),
    "without_order": Key(
        readers.days,
        'without_order = "30 days"',
        _(
            "How many whole days after the last day of the period an earning is held back that "
            "rests on no single order. Only in a plan with such rules, or that rounds positions."
        ),
        required=False,
    ),
}

RETURNS: Keys = {
    "earnings": Key(
        one_of("original_rates", "recompute", "recompute_onward"),
        'earnings = "original_rates"',
        _(
            "How earnings of a published period are corrected when goods come back: at the rates "
            "and levels that were paid; by settling that period again with what is left; or by "
            "settling it and every published period after it again, each with the ranks, titles "
            "and numbers that the one before hands on now, as if the goods had never been sold: "
            "what was paid once for a title is taken back with the title. The differences are "
            "booked in the open period."
        ),
    ),
    "reaches_back": Key(
        readers.some_periods,
        'reaches_back = "12 periods"',
        _(
            "How many periods back a published period may lie to be settled again. Of an older one "
            "the lines of the orders that come back are corrected at the rates that were paid; "
            "what it paid without an order, and what it handed on, stays. Only with "
            "“recompute_onward”."
        ),
        required=False,
    ),
    "volume": Key(
        one_of("return_period", "original_period", "none"),
        'volume = "return_period"',
        _(
            "What becomes of the points of goods that come back after their period is published: "
            "they lower the points of the period in which they come back, or those of their own "
            "period, or they stay. Inside their own open period they never count."
        ),
    ),
    "at_company_fault": Key(
        one_of("keep", "take_back"),
        'at_company_fault = "keep"',
        _(
            "Whether earnings and points stay when the company is the reason for the return or the "
            "cancellation (§ 87a (3) HGB)."
        ),
    ),
    "without_order": Key(
        one_of("keep"),
        'without_order = "keep"',
        _(
            "What becomes of published earnings that rest on no single order when goods come back: "
            "they stay. Only in a plan with such earnings that takes back at the original rates."
        ),
        required=False,
    ),
}

RESERVE: Keys = {
    "rate": Key(
        readers.rate,
        'rate = "10%"',
        _("The share of what vests that is kept as a reserve for later returns."),
    ),
    "release_after": Key(
        readers.months,
        'release_after = "24 months"',
        _("How long after vesting the kept share is released."),
    ),
}

LIMITS: Keys = {
    "payout": Key(
        readers.rate,
        'payout = "60%"',
        _(
            "What all rules together may pay at most, as a share of the volume they pay on. A plan "
            "that could pay more is refused; a rule that nothing bounds needs a cut below it."
        ),
    ),
}

_VALUE = _("money above zero, or a list of it by day and country")

HEAD: Keys = {
    "plan": Key(readers.identifier, 'plan = "nordlicht"', _("The plan's short name.")),
    "version": Key(readers.whole_number, "version = 1", _("The number of this version.")),
    "valid_from": Key(
        readers.day,
        "valid_from = 2026-01-01",
        _("The first day of this version, which is the first day of a period."),
    ),
    "source": Key(
        readers.source,
        'source = "Partnervertrag, Anlage 2, § 3 (Fassung 2026-01)"',
        _("The contract and the paragraph that agree on it."),
    ),
    "currency": Key(
        readers.currency, 'currency = "EUR"', _("The currency of all earnings, and of orders.")
    ),
    "markets": Key(
        readers.countries,
        'markets = ["DE", "AT"]',
        _("The countries whose orders count. Without it, the orders of every market count."),
        required=False,
        unit=_("list of countries"),
    ),
    "period": Key(one_of("month", "week"), 'period = "month"', _("How often the plan settles.")),
    "tree": Key(one_of("sponsor"), 'tree = "sponsor"', _("Which tree levels and groups follow.")),
    "tree_as_of": Key(
        one_of(PERIOD_END, ORDER_DAY, RUN_DAY),
        'tree_as_of = "period_end"',
        _(
            "Which day's tree orders climb. “period_end”: that of the period's last day, for all "
            "orders alike. “run_day”: that of the day on which the run is drafted; who joined "
            "after the period stands in it and takes no part. With both, statuses are of that day. "
            "“order_day”: each order climbs the tree of the day that counts it, and counts in the "
            "groups of those who stood above it then; a leg is what came up on its day by a member "
            "who still stands below the same sponsor on the last day. Statuses, who is below whom "
            "for ranks, and lines without an order are of the last day."
        ),
    ),
    "volume_date": Key(
        one_of("paid", "placed", PARTY_CLOSE),
        'volume_date = "paid"',
        _(
            "Which day of an order decides its period. With “party_close” an order of a party "
            "counts on the day on which the party is closed, or when it is paid after that; "
            "orders without a party count when they are paid."
        ),
    ),
    "hostess_credit": Key(
        one_of("reduces_base", "counts_in_full"),
        'hostess_credit = "reduces_base"',
        _(
            "Whether what is paid with a hostess' credit reduces what rates are taken of, by its "
            "share of the order's net; points for activity and ranks stay whole. Only where "
            "orders count by parties."
        ),
        required=False,
    ),
    "late_posting": Key(
        readers.days_from_one,
        'late_posting = "3 days"',
        _(
            "How many days after a period's last day its orders may still be recorded; it is "
            "published after them. Without it, a period is published once it is over."
        ),
        required=False,
    ),
    "customer_volume": Key(
        one_of("to_partner", "none"),
        'customer_volume = "to_partner"',
        _("Whether the points of customers' orders count for the member they are credited to."),
        required=False,
    ),
    "own_volume_in_group": Key(
        one_of("counted", "left_out"),
        'own_volume_in_group = "counted"',
        _(
            "Whether a member's personal volume counts in its own group volume; it always counts "
            "in those above. Without the key it counts."
        ),
        required=False,
    ),
    "cv_value": Key(
        point_value,
        'cv_value = "1.00 EUR"',
        _(
            "What one commission point is worth; rounded half up once per order. It may be a list "
            "of values by day and country: { from = 2026-07-01, value = “1.05 EUR”, countries = "
            "[“AT”] }. Only in a plan with the base “order.cv”."
        ),
        required=False,
        unit=_VALUE,
    ),
    "pv_value": Key(
        point_value,
        'pv_value = "0.55 EUR"',
        _(
            "The commission value of one point of volume, where rates are taken of it; points "
            "decide the percentage, their value carries it. One value, or a list by day and "
            "country. Only in a plan with the base “order.pv”."
        ),
        required=False,
        unit=_VALUE,
    ),
    "rank_for_pay": Key(
        one_of("this_period", "last_period", ORDER_DAY),
        'rank_for_pay = "this_period"',
        _(
            "Which rank opens the levels: the one held after this period, the one it began with, "
            "or with “order_day” the one on the day of each order. That is the rank the member "
            "would hold if the period ended that day, by the orders up to and including it; one "
            "held when the period began does not fall within it. Whoever is active in the period "
            "is so on all its days, and a rank given by hand that is in force on the last day "
            "counts on all of them. Lines without an order pay by the last day's rank. Only in a "
            "plan with ranks."
        ),
        required=False,
    ),
    **ROUNDING,
    "exchange": Key(
        readers.table,
        '[exchange]\nmode = "peg"\n…',
        _("How orders in other currencies count. Without it, they are left out."),
        required=False,
    ),
    "active": Key(
        readers.table,
        '[active]\npersonal_volume = "100 PV"',
        _("What makes a member active. Without it, every member counts as active."),
        required=False,
    ),
    "rank": Key(
        readers.tables,
        '[[rank]]\nid = "partner"\n…',
        _("One table for each rank, the lowest first."),
        required=False,
    ),
    "rank_rules": Key(
        readers.table,
        '[rank_rules]\ngrace = "1 period"\n…',
        _("How ranks outlast a weak period, fall, and become titles. Only in a plan with ranks."),
        required=False,
    ),
    "volume": Key(
        readers.tables,
        '[[volume]]\nid = "score"\n…',
        _("One table for each volume that the plan defines itself by a formula."),
        required=False,
    ),
    "rule": Key(readers.tables, '[[rule]]\nid = "team"\n…', _("One table for each rule.")),
    "vesting": Key(
        readers.table,
        '[vesting]\nafter_delivery = "14 days"',
        _("How long earnings are held back."),
    ),
    "returns": Key(
        readers.table,
        '[returns]\nearnings = "original_rates"\n…',
        _("What becomes of earnings and points when goods come back or are never sent."),
    ),
    "reserve": Key(
        readers.table,
        '[reserve]\nrate = "10%"\n…',
        _("What is kept of earnings for later returns. Without it, nothing is kept."),
        required=False,
    ),
    "payout": Key(
        readers.table,
        '[payout]\nminimum = "20.00 EUR"\n…',
        _("From which sum on partners are paid out. Without it, the company's setting holds."),
        required=False,
    ),
    "limits": Key(
        readers.table,
        '[limits]\npayout = "60%"',
        _("What the company can bear. Without it, nothing is checked."),
        required=False,
    ),
}

# The tables below the head but for rules, whose keys each kind brings.
NESTED: Mapping[str, Keys] = {
    "exchange": EXCHANGE,
    "active": ACTIVE,
    "rank": RANK,
    "volume": VOLUME,
    "rank_rules": RANK_RULES,
    "vesting": VESTING,
    "returns": RETURNS,
    "reserve": RESERVE,
    "payout": PAYOUT,
    "limits": LIMITS,
}


def heading(name: str) -> str:
    """Return how a document heads a table: in double brackets where there may be several."""
    return f"[[{name}]]" if HEAD[name].read is readers.tables else f"[{name}]"


# How `plan schema` walks through the tables, with the heading each one has in a document.
TABLES: Mapping[str, Keys] = {"": HEAD, **{heading(name): keys for name, keys in NESTED.items()}}
