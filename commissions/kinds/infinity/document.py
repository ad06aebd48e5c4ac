"""How an infinity rule is written."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import Unreadable, one_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.stage_keys import TAKERS, check_barred, check_takers
from commissions.kinds.kind import Kind, Values, Words
from commissions.kinds.reading import takers_of

from . import words
from .rule import Infinity


def rate_by_name(value: object) -> Mapping[str, int]:
    """Read { gold = "1%", diamond = "2%" }: ranks, each with its rate."""
    if not isinstance(value, dict) or not value:
        raise Unreadable(_("It must give a rate for each rank."))
    return {readers.identifier(word): readers.rate(item) for word, item in value.items()}


KEYS: Keys = {
    **kind(
        "infinity",
        _(
            "How the rule pays: leaders earn a rate on everything beyond a depth, down to the next "
            "such leader."
        ),
    ),
    **RULE,
    **BASE,
    "rate_by_rank": Key(
        rate_by_name,
        'rate_by_rank = { diamond = "1%", crown = "2%" }',
        _("The rate of each rank that earns."),
        unit=_("percentage for each rank"),
    ),
    "next_leader": Key(
        one_of("blocks", "differential"),
        'next_leader = "blocks"',
        _(
            "What a leader of these ranks does to leaders above: it ends their part for good, or "
            "leaves them what their rate adds to its own. What nobody takes is the company's."
        ),
    ),
    "from_level": Key(
        readers.whole_number,
        "from_level = 8",
        _("From which level on it pays, the sponsor being level 1. Or “from_generation”."),
        required=False,
    ),
    "from_generation": Key(
        readers.whole_number,
        "from_generation = 2",
        _("From which generation on it pays, so that the first ones are left out."),
        required=False,
    ),
    "boundary_rank": Key(
        readers.identifier,
        'boundary_rank = "diamond"',
        _("The rank from which members end generations. Only with “from_generation”."),
        required=False,
    ),
    "too_near": Key(
        one_of("blocks", "passes"),
        'too_near = "passes"',
        _(
            "What a leader does for whom the order is not deep enough: it counts like one who "
            "takes, and the company keeps its share, or it is passed over."
        ),
        required=False,
    ),
    **TAKERS,
}


def read(values: Values, document: Values) -> Infinity:
    """Make the rule of its values."""
    ranks = [rank["id"] for rank in document["rank"]]
    bound = values.get("boundary_rank")
    return Infinity(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rate_by_rank=values["rate_by_rank"],
        is_differential=values["next_leader"] == "differential",
        from_level=values.get("from_level", 1),
        from_generation=values.get("from_generation", 1),
        boundaries=frozenset(ranks[ranks.index(bound) :]) if bound else frozenset(),
        near_blocks=values.get("too_near") == "blocks",
        takers=takers_of(values),
    )


def check(values: Values, document: Values) -> None:
    """Refuse ranks that there are not, two depths, and keys without effect."""
    ranks = [rank["id"] for rank in document["rank"]]
    _rates_rise(values, ranks)
    _one_depth_is_said(values, ranks)
    check_takers(values, document)
    check_barred(values)


def _where(values: Values, key: str) -> str:
    return f"rule[{values['id']}].{key}"


def _rates_rise(values: Values, ranks: list[str]) -> None:
    rates = values["rate_by_rank"]
    for rank in rates:
        if rank not in ranks:
            known = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}
            where = _where(values, f"rate_by_rank.{rank}")
            raise PlanRejected(where, _("There is no such rank."), known)
    found = [rates.get(rank, 0) for rank in ranks]
    if found != sorted(found):
        reason = _("A higher rank gets less than a lower one.")
        remedy = _("Write rates that do not fall from rank to rank.")
        raise PlanRejected(_where(values, "rate_by_rank"), reason, remedy)


def _one_depth_is_said(values: Values, ranks: list[str]) -> None:
    by_generation = "from_generation" in values
    if by_generation == ("from_level" in values):
        reason = _("A depth is needed, in levels or in generations.")
        remedy = _("Write: from_level = 1, or: from_generation = 2")
        raise PlanRejected(_where(values, "from_level"), reason, remedy)
    bound = values.get("boundary_rank")
    if by_generation and bound not in ranks[1:]:
        higher = _("Write a rank above the lowest: %(ranks)s.") % {"ranks": ", ".join(ranks[1:])}
        reason = _("It must name the rank that ends generations.")
        raise PlanRejected(_where(values, "boundary_rank"), reason, higher)
    if bound and not by_generation:
        reason = _("It has no effect without from_generation.")
        raise PlanRejected(_where(values, "boundary_rank"), reason, _("Leave the key out."))
    is_deep = max(values.get("from_level", 1), values.get("from_generation", 1)) > 1
    if is_deep != ("too_near" in values):
        reason = _("It is needed exactly where a depth above 1 leaves leaders too near.")
        remedy = _('Write: too_near = "passes" or "blocks", or leave it out with a depth of 1.')
        raise PlanRejected(_where(values, "too_near"), reason, remedy)


KIND = Kind(
    "infinity",
    Infinity,
    KEYS,
    read,
    check,
    Words(step=words.step, reasons=words.REASONS),
)
