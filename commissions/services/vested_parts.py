"""What vests, with the share of it that the plan keeps as a reserve."""

from __future__ import annotations

from datetime import date

from commissions.models import Run
from commissions.selectors.plans import plan_of
from finance.public import VestedPart, payee_of_member


def vested_part(
    run: Run,
    *,
    reference: str,
    member_id: int,
    service_on: date,
    vested_on: date,
    amount_minor: int,
) -> VestedPart:
    """Return a part of what a run earned, with the reserve that the run's plan keeps of it."""
    plan = plan_of(run.plan_version)
    kept_minor = plan.reserve.kept_minor(amount_minor) if plan.reserve else 0
    return VestedPart(
        payee=payee_of_member(member_id),
        reference=reference,
        service_on=service_on,
        vested_on=vested_on,
        amount_minor=amount_minor,
        reserve_minor=kept_minor,
        reserve_until=plan.reserve.release_on(vested_on) if plan.reserve and kept_minor else None,
    )
