"""How a generation rule is written."""

from __future__ import annotations

from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.rank_reading import activity_needs_volume
from commissions.document.readers import one_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.stage_keys import TAKERS, check_takers
from commissions.kinds.kind import Kind, Values, Words
from commissions.kinds.reading import takers_of
from core.rates import WHOLE_BP

from . import words
from .rule import SELLER, SPONSOR, Generation

KEYS: Keys = {
    **kind(
        "generation",
        _(
            "How the rule pays: leaders earn a rate on each generation of their group, which ends "
            "where the next leader stands."
        ),
    ),
    **RULE,
    **BASE,
    "rates_by_rank": Key(
        readers.rates_by_name,
        'rates_by_rank = { silver = ["5%"], gold = ["5%", "4%", "3%"] }',
        _(
            "The rate of generation 1, 2 and so on for each rank that earns; it reaches as many "
            "generations as it has rates."
        ),
    ),
    "boundary": Key(
        one_of("threshold_rank", "same_rank"),
        'boundary = "threshold_rank"',
        _(
            "Who ends a generation: every member from one rank on, or whoever has at least the "
            "rank of the one who earns."
        ),
    ),
    "boundary_rank": Key(
        readers.identifier,
        'boundary_rank = "silver"',
        _("The rank from which members end generations. Only with “threshold_rank”."),
        required=False,
    ),
    "boundary_member": Key(
        one_of("closes", "opens"),
        'boundary_member = "closes"',
        _(
            "Whether the own volume of a member who ends a generation still belongs to it, or "
            "opens the next one."
        ),
    ),
    "inactive_boundary": Key(
        one_of("counts", "compressed"),
        'inactive_boundary = "counts"',
        _(
            "Whether an inactive member of that rank ends a generation (and stands in the way of "
            "others) although it earns nothing, or is seen through. Only in a plan with [active]."
        ),
        required=False,
    ),
    "empty_generation": Key(
        one_of("counts", "skipped"),
        'empty_generation = "skipped"',
        _(
            "Whether a generation in which nobody on the order's way has personal volume uses up "
            "a number."
        ),
    ),
    "stop_at_equal_rank_after": Key(
        readers.whole_number,
        "stop_at_equal_rank_after = 2",
        _("After how many members of its own rank below nobody earns any more. Without it, never."),
        required=False,
    ),
    "stop_at_higher_rank": Key(
        readers.yes_or_no,
        "stop_at_higher_rank = false",
        _("Whether nobody earns below a member of higher rank."),
    ),
    "takers": TAKERS["takers"],
    "own_orders_start_at": Key(
        one_of(SPONSOR, SELLER),
        'own_orders_start_at = "sponsor"',
        _("Who may take generation 1 of what a member buys first: its sponsor or the member."),
    ),
    "customer_orders_start_at": Key(
        one_of(SELLER, SPONSOR),
        'customer_orders_start_at = "seller"',
        _("Who may take generation 1 of what customers buy first: their member or its sponsor."),
    ),
}


def read(values: Values, document: Values) -> Generation:
    """Make the rule of its values."""
    steps = {rank["id"]: step for step, rank in enumerate(document["rank"])}
    return Generation(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rates_by_rank=values["rates_by_rank"],
        step_of=steps,
        boundary_step=steps[values["boundary_rank"]] if "boundary_rank" in values else None,
        opens=values["boundary_member"] == "opens",
        takers=takers_of(values),
        inactive_bound=values.get("inactive_boundary", "counts") == "counts",
        empty_count=values["empty_generation"] == "counts",
        equals_allowed=values.get("stop_at_equal_rank_after"),
        stops_at_higher=values["stop_at_higher_rank"],
        own_orders_start_at=values["own_orders_start_at"],
        customer_orders_start_at=values["customer_orders_start_at"],
        takers_have_volume=activity_needs_volume(document),
    )


def check(values: Values, document: Values) -> None:
    """Refuse ranks that there are not, ladders that fall, and keys without effect."""
    ranks = [rank["id"] for rank in document["rank"]]
    _ranks_are_known(values, ranks)
    _higher_ranks_get_no_less(values, ranks)
    _the_boundary_is_said(values, ranks)
    check_takers(values, document)
    _rates_are_reached(values, ranks)
    where = _where(values, "inactive_boundary")
    if document["active"] and "inactive_boundary" not in values:
        raise PlanRejected(where, _("It is missing."), f"{KEYS['inactive_boundary'].write}")
    if "inactive_boundary" in values and not document["active"]:
        reason = _("It has no effect: without [active], every member is active.")
        raise PlanRejected(where, reason, _("Leave the key out."))


def _where(values: Values, key: str) -> str:
    return f"rule[{values['id']}].{key}"


def _ranks_are_known(values: Values, ranks: list[str]) -> None:
    for rank, rates in values["rates_by_rank"].items():
        where = _where(values, f"rates_by_rank.{rank}")
        if rank not in ranks:
            known = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}
            raise PlanRejected(where, _("There is no such rank."), known)
        if rates[-1] == 0:
            reason = _("The last generation pays nothing, so it has no effect.")
            raise PlanRejected(where, reason, _("Leave it out."))
        if sum(rates) > WHOLE_BP:
            reason = _("Together they pay more than the whole base.")
            remedy = _("Write rates that add up to at most 100 percent.")
            raise PlanRejected(where, reason, remedy)


def _higher_ranks_get_no_less(values: Values, ranks: list[str]) -> None:
    ladder = [rank for rank in ranks if rank in values["rates_by_rank"]]
    if ladder != ranks[len(ranks) - len(ladder) :]:
        reason = _("A rank above one that earns gets nothing.")
        remedy = _("Give every higher rank its rates.")
        raise PlanRejected(_where(values, "rates_by_rank"), reason, remedy)
    for lower, higher in pairwise(ladder):
        less, more = values["rates_by_rank"][lower], values["rates_by_rank"][higher]
        if len(more) < len(less) or any(b < a for a, b in zip(less, more, strict=False)):
            where = _where(values, f"rates_by_rank.{higher}")
            reason = _("A higher rank gets less on a generation than a lower one.")
            remedy = _("Write rates that do not fall from rank to rank.")
            raise PlanRejected(where, reason, remedy)


def _the_boundary_is_said(values: Values, ranks: list[str]) -> None:
    where, by_threshold = _where(values, "boundary_rank"), values["boundary"] == "threshold_rank"
    if by_threshold and values.get("boundary_rank") not in ranks[1:]:
        remedy = _("Write a rank above the lowest: %(ranks)s.") % {"ranks": ", ".join(ranks[1:])}
        raise PlanRejected(where, _("It must name the rank that ends generations."), remedy)
    if not by_threshold and "boundary_rank" in values:
        reason = _("It has no effect with boundary = “same_rank”.")
        raise PlanRejected(where, reason, _("Leave the key out."))


def _rates_are_reached(values: Values, ranks: list[str]) -> None:
    """Refuse rates of generations beyond a leader who ends them for good."""
    for rank, rates in values["rates_by_rank"].items():
        most = _generations_reached(values, ranks, rank)
        if most is not None and len(rates) > most:
            where = _where(values, f"rates_by_rank.{rank}")
            beyond = _(
                "Nobody of this rank earns beyond generation %(most)s: leaders below end it before."
            )
            remedy = _("Leave the further rates out, or let fewer leaders end it.")
            raise PlanRejected(where, beyond % {"most": most}, remedy)


def _generations_reached(values: Values, ranks: list[str], rank: str) -> int | None:
    """Return how many generations a rank can reach before others stop it, None for any number.

    A higher rank stops it at once; so only boundaries of its own rank or below are passed.
    """
    if not values["stop_at_higher_rank"]:
        return None
    boundary = ranks.index(values.get("boundary_rank", rank))
    if boundary > ranks.index(rank):
        return 1
    same: int | None = values.get("stop_at_equal_rank_after")
    return same if boundary == ranks.index(rank) else None


KIND = Kind(
    "generation",
    Generation,
    KEYS,
    read,
    check,
    Words(step=words.step, reasons=words.REASONS),
)
