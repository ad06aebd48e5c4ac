"""A partner's team: drawn as a tree, listed as a table, searched, one member at a time."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import commissions.public as commissions
import network.public as network
from core import audit
from core.addresses import country_name
from core.points import format_points
from storefront.csv_files import csv_answer, csv_text
from storefront.pages import TEAM, page, page_request, show, sort_request
from storefront.team_tree import drawing, name_of
from storefront.tree_address import read_address, read_day
from storefront.views.office import member_of
from storefront.visits import VisitRequest
from storefront.wording import MEMBER, state_words

LEVELS = 3
LEVEL_CHOICES = 9


@require_safe
@page(needs=TEAM)
def tree(request: VisitRequest) -> HttpResponse:
    """Draw the line below a member of one's own line, as of a day."""
    visit, own_id = request.visit, member_of(request.visit)
    address = read_address(request.GET, own_id=own_id, today=visit.today)
    nodes = network.team_tree(visit.actor, address.root_id, address.day, address.opening)
    figures = commissions.tree_figures(nodes, address.day, at=visit.at)
    return show(
        request,
        "office/team_tree.html",
        address=address,
        drawing=drawing(nodes, figures, address),
        path=network.team_path(visit.actor, address.root_id, address.day),
        own_id=own_id,
        up=address.with_root,
    )


@require_safe
@page(needs=TEAM)
def table(request: VisitRequest) -> HttpResponse:
    """List the line: sorted, filtered, a page at a time."""
    visit, wanted = request.visit, _wanted(request)
    found = commissions.team_list(
        visit.actor, member_of(visit), wanted, page_request(request), at=visit.at
    )
    return show(
        request,
        "office/team.html",
        team=found,
        wanted=wanted,
        sort=wanted.sort,
        is_today=wanted.day == visit.today,
        choices=_choices(found),
    )


@require_safe
@page(needs=TEAM)
def export(request: VisitRequest) -> HttpResponse:
    """Hand the list out as a file; it holds what the list shows and no way to reach anybody."""
    visit, member_id = request.visit, member_of(request.visit)
    rows = commissions.team_export(visit.actor, member_id, _wanted(request), at=visit.at)
    audit.record(
        actor=visit.actor,
        action="network.export_line",
        subject=f"member:{member_id}",
        at=visit.at,
        facts={"rows": len(rows)},
    )
    head = [
        _("Number"), _("Name"), _("Level"), _("Status"), _("Rank"), _("Country"), _("Joined"),
        _("Own volume"), _("Group volume"), _("Last order"),
    ]  # fmt: skip
    cells = ([*_person_cells(row), *_volume_cells(row, visit.language)] for row in rows)
    return csv_answer(csv_text(head, cells, language=visit.language), "team.csv")


@require_safe
@page(needs=TEAM)
def search(request: VisitRequest) -> HttpResponse:
    """Find members of one's own line by number, code or name."""
    visit, query = request.visit, request.GET.get("q", "").strip()[:80]
    hits = network.team_search(visit.actor, member_of(visit), query, visit.today)
    return show(request, "office/team_search.html", query=query, hits=hits)


@require_safe
@page(needs=TEAM)
def member(request: VisitRequest, member_id: int) -> HttpResponse:
    """Show one member of the line, or a sponsor, as far as this partner may see it.

    Whose contact was looked at, and by whom, is written down.
    """
    visit = request.visit
    found, contact = network.team_member(visit.actor, member_id, visit.today)
    relation = network.relation_to(visit.actor, member_id, visit.today)
    if contact is not None and relation is network.Relation.SPONSOR:
        audit.record(
            actor=visit.actor,
            action="network.see_contact",
            subject=f"member:{member_id}",
            at=visit.at,
        )
    is_below = relation in (network.Relation.SPONSOR, network.Relation.UPLINE)
    return show(
        request,
        "office/team_member.html",
        member=found,
        contact=contact,
        name=name_of(found.name, member_id),
        period=commissions.member_period(found, visit.today, at=visit.at),
        path=network.team_path(visit.actor, member_id, visit.today) if is_below else (),
        is_below=is_below,
    )


def _wanted(request: VisitRequest) -> commissions.TeamFilter:
    given, visit = request.GET, request.visit
    level = given.get("level", "")
    levels = given.get("levels", "")
    return commissions.TeamFilter(
        day=read_day(given.get("day", ""), visit.today),
        levels=int(levels) if levels in {"1", "2", "3", "5", "9", "100"} else LEVELS,
        level=int(level) if level in {str(n) for n in range(1, LEVEL_CHOICES + 1)} else 0,
        status=given.get("status", "")[:16],
        rank=given.get("rank", "")[:40],
        country=given.get("country", "")[:2],
        only_new=given.get("new") == "1",
        sort=sort_request(request, commissions.TEAM_SORTS, "level"),
    )


def _choices(found: commissions.Team) -> dict[str, list[tuple[str, str]]]:
    every = ("", _("All"))
    deep = [("2", _("2 levels")), ("", _("3 levels")), ("5", _("5 levels")), ("100", _("all"))]
    return {
        "levels": [("1", _("1 level")), *deep],
        "status": [every, *((key, str(word)) for key, (_tone, word) in MEMBER.items())],
        "rank": [every, *found.ranks],
        "country": [every, *((code, country_name(code)) for code in found.countries)],
        "new": [every, ("1", _("New this month"))],
    }


def _person_cells(row: commissions.TeamRow) -> list[object]:
    member = row.member
    return [
        member.member_id,
        name_of(member.name, member.member_id),
        row.level,
        state_words("member", member.status)[1],
        row.rank_name,
        member.country,
        member.joined_month,
    ]


def _volume_cells(row: commissions.TeamRow, language: str) -> list[object]:
    volumes = (row.pv_minor, row.gv_minor)
    shown = [None if minor is None else format_points(minor, language) for minor in volumes]
    return [*shown, row.last_order_month]
