"""Make what rules of several kinds share out of their documents' values."""

from __future__ import annotations

from commissions.document.stage_keys import rate_bp

from .kind import Values
from .stages import BY_RANK, Stages, Takers


def stages_of(values: Values, document: Values) -> Stages:
    """Return the stages of a rule."""
    where, written = f"rule[{values['id']}].stages", values["stages"]
    rates = tuple(rate_bp(values, each.worth, document, where) for each in written)
    if values["stage_by"] == BY_RANK:
        steps = {each.rank: step for step, each in enumerate(written)}
        return Stages(BY_RANK, rates, step_of=steps)
    return Stages(values["stage_by"], rates, tuple(each.start_minor for each in written))


def takers_of(values: Values) -> Takers:
    """Return who may take."""
    return Takers(values["takers"] == "active", values.get("pass_over", frozenset()))
