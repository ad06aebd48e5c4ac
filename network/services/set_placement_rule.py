"""The company's settings of the placement tree, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import local_date
from core.errors import Invalid, Refused
from core.policy import Actor
from network.models import PlacementRule, SeatingRule
from network.placement_facts import PlacementSettings
from network.rules import seating
from network.services.hold_position import hold_members
from network.services.knowledge import lock_tree


class BadPlacementRule(Invalid):
    """The settings cannot be followed."""

    code = "network.bad_placement_rule"


class WidthStays(Refused):
    """Members stand in this tree already; another width would be another tree."""

    code = "network.width_stays"


@transaction.atomic
def set_placement_rule(*, actor: Actor, settings: PlacementSettings, at: datetime) -> None:
    """Let the placement tree follow these settings from a day on, today or later.

    The first settings begin today: positions without a sponsor go to the top, all other partners
    into the holding tank, those who joined first first. Waiting days that run already stay.
    Raises: NotAllowed; BadPlacementRule; WidthStays.
    """
    policy.require(actor, "network.set_placement_rule")
    lock_tree()
    first = PlacementRule.objects.order_by("id").first()
    _check(settings, local_date(at), is_first=first is None)
    if first is not None and first.width != settings.width:
        raise WidthStays(
            _("The tree is %(width)d wide since %(day)s; the width stays.")
            % {"width": first.width, "day": first.valid_from.isoformat()}
        )
    PlacementRule.objects.create(
        valid_from=settings.valid_from,
        width=settings.width,
        depth=settings.depth,
        hold_days=settings.hold_days,
        automatic=settings.automatic,
        recorded_at=at,
        actor=actor.label,
    )
    if first is None:
        hold_members(None, settings, at=at)
    audit.record(
        actor=actor,
        action="network.set_placement_rule",
        subject="company",
        at=at,
        facts={
            "valid_from": settings.valid_from.isoformat(),
            "width": settings.width,
            "depth": settings.depth,
            "hold_days": settings.hold_days,
            "automatic": settings.automatic,
        },
    )


def _check(settings: PlacementSettings, today: date, *, is_first: bool) -> None:
    if is_first and settings.valid_from != today:
        raise BadPlacementRule(_("The first settings of a placement tree begin today."))
    if settings.valid_from < today:
        raise BadPlacementRule(_("Settings begin today or later; who is placed stays placed."))
    if not 2 <= settings.width <= seating.MAX_WIDTH:
        raise BadPlacementRule(
            _("Choose a width from 2 to %(most)d.") % {"most": seating.MAX_WIDTH}
        )
    if settings.depth is not None and not 1 <= settings.depth <= seating.MAX_DEPTH:
        raise BadPlacementRule(
            _("Choose a depth from 1 to %(most)d, or none.") % {"most": seating.MAX_DEPTH}
        )
    if not 0 <= settings.hold_days <= seating.MAX_HOLD_DAYS:
        raise BadPlacementRule(
            _("Partners wait from 0 to %(most)d days.") % {"most": seating.MAX_HOLD_DAYS}
        )
    if settings.automatic not in SeatingRule.values:
        raise BadPlacementRule(_("There is no such rule for placing."))
    if settings.automatic == seating.FILL_LEG and settings.depth is None:
        raise BadPlacementRule(
            _("“One leg after the other” needs a depth: without one the first leg is never full.")
        )
