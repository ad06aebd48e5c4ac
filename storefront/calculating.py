"""Wait a moment for a calculation, and lead to where it belongs."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

import commissions.public as commissions
from core import clock
from storefront.visits import VisitRequest

# A small company sees the outcome on the next page; a large one sees how far it is.
PATIENCE_SECONDS = 1.5
LOOK_SECONDS = 0.05


def given_a_moment(request: VisitRequest, calculation_id: int) -> commissions.CalculationView:
    """Return how a calculation stands after a moment; without a worker it is done here."""
    if settings.CALCULATE_IN_REQUEST:
        commissions.calculate_waiting(now=clock.now)
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = commissions.calculation(request.visit.actor, calculation_id)
        if not found.is_open or time.monotonic() > until:
            return found
        time.sleep(LOOK_SECONDS)


def place_of(found: commissions.CalculationView) -> HttpResponse:
    """Lead to the page that shows what a calculation is about."""
    if found.kind == "trial":
        return redirect("storefront:staff_trial", calculation_id=found.calculation_id)
    return redirect(
        "storefront:staff_closing", plan_code=found.plan_code, period_key=found.period_key
    )


def drafted(request: VisitRequest, plan_code: str, period_key: str) -> HttpResponse:
    """Let a period be drafted, and lead to its closing.

    Raises: what `commissions.ask_draft` refuses.
    """
    visit = request.visit
    asked = commissions.ask_draft(
        plan_code=plan_code,
        period_key=period_key,
        actor=visit.actor,
        language=visit.language,
        at=visit.at,
    )
    found = given_a_moment(request, asked)
    if found.state == "ended" and found.is_new:
        messages.success(request, _("Drafted. See what it pays and what changes."))
    elif found.state == "ended":
        messages.info(request, _("Nothing has changed since this run was calculated."))
    return place_of(found)
