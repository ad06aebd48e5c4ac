"""How a unilevel rule is written."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.readers import one_of
from commissions.document.rule_keys import BASE, PASS_OVER, RULE, START, TREE, kind
from commissions.engine.rule import SPONSOR_TREE
from commissions.kinds.kind import Kind, Values

from .checks import check
from .rule import PAYS, NewMembers, Unilevel

KEYS: Keys = {
    **kind("unilevel", _("How the rule pays: a rate on every level above an order.")),
    **RULE,
    **BASE,
    **TREE,
    "rates": Key(
        readers.rates,
        'rates = ["10%", "5%", "2.5%"]',
        _("The rate of level 1, level 2 and so on."),
        required=False,
    ),
    "rates_by_rank": Key(
        readers.rates_by_name,
        'rates_by_rank = { partner = ["10%"], team_lead = ["12%", "5%"] }',
        _(
            "The rate of level 1, level 2 and so on for each rank, which reaches as many levels as "
            "it has rates. Instead of “rates” and “depth_by_rank”."
        ),
        required=False,
    ),
    "levels": Key(
        one_of("all"),
        'levels = "all"',
        _("Levels have no end: the last rate goes on for everybody above. Not with ranks' depths."),
        required=False,
    ),
    "depth_by_rank": Key(
        readers.depths,
        "depth_by_rank = { partner = 2, team_lead = 5 }",
        _("How many levels each rank reaches. Only in a plan with ranks."),
        required=False,
    ),
    "limited_by": Key(
        one_of("buyer_rank"),
        'limited_by = "buyer_rank"',
        _(
            "Nobody takes a higher rate than the rank of the order's own member has on that level: "
            "the lower of two packages counts. Only with “rates_by_rank”."
        ),
        required=False,
    ),
    **PASS_OVER,
    "skipped_keeps_level": Key(
        readers.yes_or_no,
        "skipped_keeps_level = false",
        _(
            "Whether who is passed over keeps its level: then its rate goes up to the next one who "
            "may take it, beside that one's own level. Without it, the next one above stands on "
            "the level of who was passed over."
        ),
        required=False,
    ),
    "may_earn_several_levels": Key(
        readers.yes_or_no,
        "may_earn_several_levels = false",
        _(
            "Whether one member may take several levels of one order. Together with "
            "“skipped_keeps_level” it takes its own and what comes up to it; alone it takes all "
            "levels that are left and that its rank reaches."
        ),
        required=False,
    ),
    "inactive_volume": Key(
        one_of("pays", "lost", "pushed_up"),
        'inactive_volume = "pays"',
        _(
            "What an order of a member who may not earn in the period does: it pays like any "
            "other, it is lost and pays nobody, or it pays as if the nearest member above who may "
            "earn had bought it. Without it, it pays."
        ),
        required=False,
    ),
    **START,
    "new_members": Key(
        readers.days_and_share,
        'new_members = { days = "90 days", share = "30%" }',
        _(
            "For how many days after joining, the last one included, a member's orders count only "
            "a share here, because a fast start bonus pays on them. Every rate times the share "
            "must be a whole hundredth of a percent."
        ),
        required=False,
    ),
}


def read(values: Values, document: Values) -> Unilevel:
    """Make the rule of its values."""
    by_rank = values.get("rates_by_rank")
    depths = {name: len(rates) for name, rates in by_rank.items()} if by_rank else None
    return Unilevel(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rates_bp=_highest(list(by_rank.values())) if by_rank else values["rates"],
        depth_by_rank=depths or values.get("depth_by_rank"),
        pass_over=values["pass_over"],
        own_orders_start_at=values["own_orders_start_at"],
        customer_orders_start_at=values["customer_orders_start_at"],
        rates_by_rank=by_rank,
        is_endless="levels" in values,
        is_limited_by_buyer="limited_by" in values,
        inactive_volume=values.get("inactive_volume", PAYS),
        skipped_keeps_level=values.get("skipped_keeps_level", False),
        may_earn_several_levels=values.get("may_earn_several_levels", False),
        new_members=NewMembers(*values["new_members"]) if "new_members" in values else None,
        tree=values.get("tree", SPONSOR_TREE),
    )


def _highest(rates: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    levels = range(max(map(len, rates)))
    return tuple(max(each[level] for each in rates if level < len(each)) for level in levels)


KIND = Kind("unilevel", Unilevel, KEYS, read, check)
