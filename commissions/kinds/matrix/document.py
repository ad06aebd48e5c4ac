"""How a bonus for full levels of a matrix is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_money import check_money
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import RULE, kind
from commissions.document.takers_key import WHO_TAKES, check_who_takes
from commissions.kinds.kind import Kind, Values

from .rule import Matrix
from .words import WORDS

_LARGEST = 1_000_000

KEYS: Keys = {
    **kind(
        "matrix",
        _(
            "How the rule pays: once for each level of the placement tree below a member whose "
            "places are all taken. What orders pay level by level in a matrix is a rule of kind "
            "“unilevel” with tree = “placement”."
        ),
    ),
    **RULE,
    "width": Key(
        readers.whole_number,
        "width = 3",
        _("How many places there are directly below each member; nobody beyond is counted."),
    ),
    "fills": Key(
        readers.money_list,
        'fills = ["10.00 EUR", "50.00 EUR"]',
        _("What a full level 1, 2 and so on pays; each once in a member's life."),
    ),
    "counts": Key(
        one_of("all", "active"),
        'counts = "all"',
        _("Who takes a place: everybody who stands there, or active members only."),
    ),
    **WHO_TAKES,
}


def read(values: Values, document: Values) -> Matrix:
    """Make the rule of its values."""
    return Matrix(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        width=values["width"],
        fills_minor=tuple(amount.minor for amount in values["fills"]),
        count_active_only=values["counts"] == "active",
        need_activity=values["takers"] == "active",
    )


def check(values: Values, document: Values) -> None:
    """Refuse levels that nobody fills, a last one that pays nothing, and words without effect."""
    where = f"rule[{values['id']}]"
    check_who_takes(values, document)
    for amount in values["fills"]:
        check_money(f"{where}.fills", amount, document)
    if values["fills"][-1].minor == 0:
        reason = _("The last level pays nothing, so it has no effect.")
        raise PlanRejected(f"{where}.fills", reason, _("Leave it out."))
    if values["width"] ** len(values["fills"]) > _LARGEST:
        reason = _("Nobody ever fills a level of so many places.")
        raise PlanRejected(f"{where}.fills", reason, _("Write fewer levels or a smaller width."))
    if values["counts"] == "active" and not document["active"]:
        reason = _("“active” has no effect: without [active], every member is active.")
        raise PlanRejected(f"{where}.counts", reason, _('Add [active] or write: counts = "all"'))


KIND = Kind("matrix", Matrix, KEYS, read, check, WORDS)
