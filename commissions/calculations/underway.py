"""What must not happen while a worker calculates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.models import Calculation, CalculationState
from commissions.models.calculation import OF_A_PERIOD
from core.errors import Conflict


class CalculationUnderway(Conflict):
    """What is asked for is being calculated already, or something that excludes it."""

    code = "commissions.calculation_underway"


def is_calculating() -> bool:
    """Tell whether a draft or a publication is under way, which holds its plan's lock for long."""
    rows = Calculation.objects.filter(kind__in=OF_A_PERIOD, state=CalculationState.UNDERWAY)
    return rows.exists()


def refuse_while_calculating(plan_code: str) -> None:
    """Insist that no worker holds the plan's lock for long, so that no page waits for it.

    Raises: CalculationUnderway.
    """
    rows = Calculation.objects.filter(plan_code=plan_code, kind__in=OF_A_PERIOD)
    row = rows.filter(state=CalculationState.UNDERWAY).first()
    if row is not None:
        text = _("%(period)s is being calculated just now. Wait until it is done, or stop it.")
        raise CalculationUnderway(text % {"period": row.period_key}, calculation_id=row.pk)
