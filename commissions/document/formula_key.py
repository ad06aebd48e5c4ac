"""Formulas inside plan documents: a refusal names the key beside the place in the text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from commissions.formulas.formula import Defined, Formula
from commissions.formulas.formula_rejected import FormulaRejected
from commissions.formulas.read import read_formula
from commissions.formulas.units import Facts, Unit

from .plan_rejected import PlanRejected

FORMULA = _("formula")
NONE: Mapping[str, Defined] = MappingProxyType({})


def formula_at(
    path: str,
    text: str,
    facts: Facts,
    wants: Unit,
    currency: str,
    defined: Mapping[str, Defined] = NONE,
) -> Formula:
    """Read the formula that stands under a key, `path` being its dotted path.

    Raises: PlanRejected — the text is no such formula.
    """
    try:
        return read_formula(text, facts, wants, currency, defined)
    except FormulaRejected as refused:
        raise PlanRejected(path, refused.reason, refused.remedy) from None
