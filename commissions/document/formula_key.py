"""Formulas inside plan documents: a refusal names the key beside the place in the text."""

from __future__ import annotations

from commissions.formulas.formula import Formula
from commissions.formulas.formula_rejected import FormulaRejected
from commissions.formulas.read import read_formula
from commissions.formulas.units import Facts, Unit

from .plan_rejected import PlanRejected


def formula_at(path: str, text: str, facts: Facts, wants: Unit, currency: str) -> Formula:
    """Read the formula that stands under a key, `path` being its dotted path.

    Raises: PlanRejected — the text is no such formula.
    """
    try:
        return read_formula(text, facts, wants, currency)
    except FormulaRejected as refused:
        raise PlanRejected(path, refused.reason, refused.remedy) from None
