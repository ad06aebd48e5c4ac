"""How a bonus by formula is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.formula_key import FORMULA, formula_at
from commissions.document.key import Key, Keys
from commissions.document.own_volumes import own_volumes
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import RULE, kind
from commissions.document.rules_above import check_rules_above, rules_above
from commissions.formulas.formula import Formula
from commissions.formulas.units import Unit
from commissions.kinds.kind import Kind, Values

from .facts import EARNED, bonus_facts
from .rule import ByFormula
from .words import WORDS

_ACTIVE = "active"

KEYS: Keys = {
    **kind(
        "formula",
        _("How the rule pays: each member gets what a formula over its period comes to."),
    ),
    **RULE,
    "pays": Key(
        readers.text,
        'pays = "EUR(50) if active_directs >= 3 else EUR(0)"',
        _(
            "What a member gets in a period, never less than nothing. It may name what ranks may "
            "name, and besides: rank, cv, group_cv, net, group_net, earned."
        ),
        unit=FORMULA,
    ),
    "takers": Key(
        one_of(_ACTIVE, "all"),
        'takers = "active"',
        _("Who may take: active members only, or all who are neither suspended nor have left."),
    ),
    **rules_above(
        "of",
        _("The rules above whose payments the formula calls “earned”. Only if it does."),
        required=False,
    ),
}


def read(values: Values, document: Values) -> ByFormula:
    """Make the rule of its values."""
    return ByFormula(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        pays=_formula(values, document),
        is_for_active=values["takers"] == _ACTIVE,
        of=values.get("of", ()),
    )


def _formula(values: Values, document: Values) -> Formula:
    return formula_at(
        f"rule[{values['id']}].pays",
        values["pays"],
        bonus_facts(document["rank"]),
        Unit.MONEY,
        document["currency"],
        own_volumes(document),
    )


def check(values: Values, document: Values) -> None:
    """Refuse formulas below zero, rules it does not read, and takers without effect."""
    where, formula = f"rule[{values['id']}]", _formula(values, document)
    if formula.bounds[0] < 0:
        reason = _("It could come to less than nothing.")
        remedy = _("Write: %(example)s") % {"example": f"max(…, {document['currency']}(0))"}
        raise PlanRejected(f"{where}.pays", reason, remedy)
    check_rules_above(values, "of", document)
    if EARNED in formula.names and "of" not in values:
        write = _("Write: %(example)s") % {"example": KEYS["of"].write}
        raise PlanRejected(f"{where}.of", _("It is missing, and this plan depends on it."), write)
    if "of" in values and EARNED not in formula.names:
        reason = _("It has no effect: the formula does not say “earned”.")
        raise PlanRejected(f"{where}.of", reason, _("Leave the key out."))
    if values["takers"] == _ACTIVE and not document["active"]:
        reason = _("“active” has no effect: without [active], every member is active.")
        raise PlanRejected(f"{where}.takers", reason, _('Add [active] or write: takers = "all"'))


KIND = Kind("formula", ByFormula, KEYS, read, check, WORDS)
