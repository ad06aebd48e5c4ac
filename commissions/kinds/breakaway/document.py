"""How a breakaway rule is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.stage_keys import TAKERS, check_takers
from commissions.kinds.kind import Kind, Values, Words
from commissions.kinds.reading import takers_of

from . import words
from .rule import Breakaway

KEYS: Keys = {
    **kind(
        "breakaway",
        _(
            "How the rule pays: a rate of each group that has broken away from its upline, handed "
            "up from leader to leader (leadership bonus)."
        ),
    ),
    **RULE,
    **BASE,
    "rate": Key(
        readers.rate,
        'rate = "4%"',
        _("The rate of a broken-away group's own worth, without further broken-away groups in it."),
    ),
    "breaks_away_at": Key(
        readers.identifier,
        'breaks_away_at = "platinum"',
        _("The rank from which a member and its group break away from the group above."),
    ),
    "breaks_away": Key(
        one_of("this_period", "next_period"),
        'breaks_away = "this_period"',
        _(
            "Whether a group breaks away in the period whose rank is paid, or only by the rank "
            "with which a period begins."
        ),
    ),
    "takers": TAKERS["takers"],
    "least_handed_up": Key(
        readers.money,
        'least_handed_up = "400.00 EUR"',
        _(
            "What each leader owes the leader above at least; where the own group brings less, it "
            "comes off what the leader received. Without it, the rate of the own group."
        ),
        required=False,
    ),
    "side_volume": Key(
        readers.points,
        'side_volume = "4000 PV"',
        _(
            "What a leader's own group, without broken-away groups, needs so that the leader keeps "
            "anything; else all of it goes up. Without it, nothing."
        ),
        required=False,
    ),
    "or_broken_away_groups": Key(
        readers.whole_number,
        "or_broken_away_groups = 2",
        _("How many broken-away groups right below make up for a lack of side volume."),
        required=False,
    ),
}


def read(values: Values, document: Values) -> Breakaway:
    """Make the rule of its values."""
    least, ranks = values.get("least_handed_up"), [rank["id"] for rank in document["rank"]]
    return Breakaway(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rate_bp=values["rate"],
        leaders=frozenset(ranks[ranks.index(values["breaks_away_at"]) :]),
        from_next_period=values["breaks_away"] == "next_period",
        takers=takers_of(values),
        least_minor=least.minor if least else 0,
        side_volume_minor=values.get("side_volume", 0),
        or_groups=values.get("or_broken_away_groups", 0),
    )


def check(values: Values, document: Values) -> None:
    """Refuse a rank that there is not, foreign money, and keys without effect."""
    where, ranks = f"rule[{values['id']}]", [rank["id"] for rank in document["rank"]]
    if values["breaks_away_at"] not in ranks[1:]:
        remedy = _("Write a rank above the lowest: %(ranks)s.") % {"ranks": ", ".join(ranks[1:])}
        reason = _("Everybody or nobody would break away by it.")
        raise PlanRejected(f"{where}.breaks_away_at", reason, remedy)
    check_takers(values, document)
    least = values.get("least_handed_up")
    if least is not None and least.currency != document["currency"]:
        reason = _("It must be in %(currency)s.")
        raise PlanRejected(
            f"{where}.least_handed_up",
            reason % {"currency": document["currency"]},
            _("A plan pays in one currency."),
        )
    if "or_broken_away_groups" in values and "side_volume" not in values:
        reason = _("It has no effect: without side_volume, every leader keeps what is over.")
        raise PlanRejected(f"{where}.or_broken_away_groups", reason, _("Leave the key out."))


KIND = Kind("breakaway", Breakaway, KEYS, read, check, Words(basis=words.basis))
