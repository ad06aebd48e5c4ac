"""Every key of [active], [[rank]] and [rank_rules]."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.engine.plan import AS_PAID, EARNED, HIGHEST_PAID, PAID

from . import readers
from .key import Key, Keys
from .rank_readers import (
    customers,
    hold,
    leg_rule,
    legs,
    measured,
    measured_from_zero,
    periods_from_one,
)
from .readers import one_of

_VOLUME = _("points above zero, in PV or QV")
_FROM_ZERO = _("points from zero, in PV or QV")

# What both activity and ranks can ask of a member in a period.
_OF_MEMBERS: Keys = {
    "own_purchases": Key(
        measured,
        'own_purchases = "50 PV"',
        _("The volume that the member must buy for itself, without that of its customers."),
        required=False,
        unit=_VOLUME,
    ),
    "customer_volume": Key(
        measured,
        'customer_volume = "200 PV"',
        _("The volume that the member's customers must buy."),
        required=False,
        unit=_VOLUME,
    ),
    "customers": Key(
        customers,
        'customers = { count = 3, from = "20 PV" }',
        _(
            "How many customers must buy something in the period, each at least the volume “from”, "
            "if it is there."
        ),
        required=False,
        unit=_("how many customers, and their least volume"),
    ),
    "formula": Key(
        readers.text,
        'formula = "pv >= PV(100) and active_directs >= 3"',
        _(
            "A condition in the language of formulas, for what no other key can say. More of "
            "anything must never cost it."
        ),
        required=False,
    ),
}

ACTIVE: Keys = {
    "personal_volume": Key(
        measured,
        'personal_volume = "100 PV"',
        _("The personal volume from which a member is active in a period, in PV or QV."),
        required=False,
        unit=_VOLUME,
    ),
    **_OF_MEMBERS,
    "needs": Key(
        one_of("all", "any"),
        'needs = "any"',
        _("Whether all conditions must hold or any one is enough. Only where there are several."),
        required=False,
    ),
    "grace": Key(
        periods_from_one,
        'grace = "1 period"',
        _("For how many more periods somebody stays active after a period in which that held."),
        required=False,
        unit=_("periods, at least one"),
    ),
    "suspend_after": Key(
        periods_from_one,
        'suspend_after = "6 periods"',
        _("After how many inactive periods in a row a suspension is proposed to the staff."),
        required=False,
        unit=_("periods, at least one"),
    ),
    "terminate_after": Key(
        periods_from_one,
        'terminate_after = "12 periods"',
        _("After how many inactive periods in a row a termination is proposed to the staff."),
        required=False,
        unit=_("periods, at least one"),
    ),
}

RANK: Keys = {
    "id": Key(readers.identifier, 'id = "team_lead"', _("The rank's short name in this document.")),
    "name": Key(
        readers.names,
        'name = { de = "Teamleitung", en = "Team lead" }',
        _("The rank's name on pages and papers."),
    ),
    "group_volume": Key(
        measured_from_zero,
        'group_volume = "1000 PV"',
        _("The volume of the member and everybody below that the rank needs in the period."),
        required=False,
        unit=_FROM_ZERO,
    ),
    "leg_rule": Key(
        leg_rule,
        'leg_rule = { meaning = "requirement_cap", share = "50%", own_volume_counts = "none" }',
        _(
            "How much a single leg counts towards the group volume: up to a share of what is "
            "required (“requirement_cap”), the strongest leg with a share of itself (“leg_share”), "
            "or up to a share of what is counted in all (“total_share”). The member's own volume "
            "counts whole, like a leg, or not at all."
        ),
        required=False,
        unit=_("meaning, share and what becomes of the own volume"),
    ),
    "personal_volume": Key(
        measured,
        'personal_volume = "100 PV"',
        _("The personal volume that the rank needs in the period besides."),
        required=False,
        unit=_VOLUME,
    ),
    **_OF_MEMBERS,
    "own_group_volume": Key(
        measured,
        'own_group_volume = "2000 PV"',
        _(
            "The volume of the member's own group: up to whoever below has the rank that "
            "“own_group_stops_at” names, without them. Counted in PV."
        ),
        required=False,
        unit=_VOLUME,
    ),
    "open_volume": Key(
        measured,
        'open_volume = "3000 PV"',
        _("The group volume without the legs that hold somebody of this rank or a higher one."),
        required=False,
        unit=_VOLUME,
    ),
    "pushed_up_volume": Key(
        measured,
        'pushed_up_volume = "300 PV"',
        _(
            "The personal volume of the member and of all inactive members below, down to the next "
            "active ones: their volume is pushed up. Only in a plan with [active]."
        ),
        required=False,
        unit=_VOLUME,
    ),
    "cumulative_volume": Key(
        measured,
        'cumulative_volume = "50000 PV"',
        _("The group volumes of all periods so far, added up."),
        required=False,
        unit=_VOLUME,
    ),
    "legs": Key(
        legs,
        'legs = [ { count = 3, rank = "partner", where = "direct" }, '
        '{ count = 2, volume = "1000 PV" } ]',
        _(
            "How many legs must hold somebody of a rank, “anywhere” in the leg or “direct” at its "
            "head, have a volume, or both. Several members of the rank in one leg count once or "
            "each (“multiple_in_leg”)."
        ),
        required=False,
        unit=_("list of legs: how many, and what they hold"),
    ),
    "legs_serve": Key(
        one_of("one", "all"),
        'legs_serve = "one"',
        _(
            "Whether one leg serves only one line of “legs” or every line it fits. Only with "
            "several lines."
        ),
        required=False,
    ),
    "active_directs": Key(
        readers.whole_number,
        "active_directs = 3",
        _("How many active members the member must sponsor itself."),
        required=False,
    ),
    "active": Key(
        one_of("required"),
        'active = "required"',
        _("The rank needs an active member."),
        required=False,
    ),
}

RANK_RULES: Keys = {
    "downline_rank": Key(
        one_of(EARNED, PAID),
        f'downline_rank = "{EARNED}"',
        _(
            "Which rank of a member counts for the ranks of those above: the one it earns in the "
            "period, or the one it is paid by. Only where ranks look at ranks below."
        ),
        required=False,
    ),
    "own_group_stops_at": Key(
        readers.identifier,
        'own_group_stops_at = "director"',
        _(
            "The rank from which somebody's group no longer belongs to the own group of those "
            "above. Only where a rank asks for an own group."
        ),
        required=False,
    ),
    "hold": Key(
        hold,
        'hold = "2 of 3 periods"',
        _(
            "In how many periods a higher rank must be earned before it is held: in a row, or of "
            "the last ones; the last of them is this one."
        ),
        required=False,
        unit=_("periods in a row, or so many of so many"),
    ),
    "requalify": Key(
        periods_from_one,
        'requalify = "3 periods"',
        _(
            "For how many periods a rank that was lost is held again as soon as it is earned. Only "
            "with “hold”."
        ),
        required=False,
        unit=_("periods, at least one"),
    ),
    "grace": Key(
        readers.periods,
        'grace = "1 period"',
        _(
            "For how many periods in a row a rank is kept although less is earned. "
            "Not with demotion = “never”."
        ),
        required=False,
    ),
    "demotion": Key(
        one_of("to_earned", "one_step", "never"),
        'demotion = "to_earned"',
        _(
            "What happens once grace is used up: the rank falls to what is earned, by one step "
            "a period until then, or never."
        ),
    ),
    "title": Key(
        one_of(HIGHEST_PAID, AS_PAID),
        f'title = "{HIGHEST_PAID}"',
        _(
            "Which title a member carries: the highest rank it was ever paid by, or the one it is "
            "paid by now."
        ),
    ),
    "title_lasts": Key(
        periods_from_one,
        'title_lasts = "12 periods"',
        _(
            "For how many periods in a row a title outlasts lower pay; then it falls to the rank "
            "that is paid. Only with the title “highest_paid”."
        ),
        required=False,
        unit=_("periods, at least one"),
    ),
}
