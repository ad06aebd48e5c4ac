"""Members for staff: the list, and everything on file about one, each part by policy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import commissions.public as commissions
import desk.public as desk
import finance.public as finance
import network.public as network
import shop.public as shop
from core import audit, policy
from core.addresses import country_name
from core.paging import PageRequest
from core.periods import period_of
from storefront.forms.members import HideProfileForm, StatusForm
from storefront.forms.refusing import RefusingForm
from storefront.pages import STAFF, page, page_request, show, sort_request
from storefront.placement_drawing import slot_words
from storefront.visits import Visit, VisitRequest
from storefront.wording import MEMBER

FIRST_FIVE = PageRequest(1, 5)
SORTS = ("number", "joined")
COUNTRIES = ("DE", "AT", "CH")


@require_safe
@page(needs=STAFF)
def members(request: VisitRequest) -> HttpResponse:
    """List members: searched by number, code, e-mail or name, filtered and sorted."""
    visit, given = request.visit, request.GET
    wanted = network.MemberFilter(
        query=given.get("q", ""),
        status=given.get("status", ""),
        country=given.get("country", ""),
        rank=given.get("rank", ""),
        joined_from=_day(given.get("since", "")),
        sort=sort_request(request, SORTS, "-number"),
    )
    found = network.find_members(visit.actor, page=page_request(request), wanted=wanted)
    ranks = dict(commissions.rank_names_on(visit.today))
    held = network.titles_of([card.member_id for card in found.items])
    return show(
        request,
        "staff/members.html",
        members=found.map(lambda card: (card, _rank_name(held.get(card.member_id, ""), ranks))),
        sort=wanted.sort,
        since=wanted.joined_from,
        choices=_choices(ranks),
    )


@require_safe
@page(needs=STAFF)
def member(request: VisitRequest, member_id: int) -> HttpResponse:
    """Show a member from all sides; who looked is written down."""
    visit = request.visit
    policy.require(visit.actor, "network.see_whole_member", member_id=member_id)
    card = network.member_card(member_id)
    audit.record(
        actor=visit.actor,
        action="network.see_whole_member",
        subject=f"member:{member_id}",
        at=visit.at,
    )
    return show(request, "staff/member.html", **_file(visit, card))


@require_POST
@page(needs=STAFF)
def change_status(request: VisitRequest, member_id: int) -> HttpResponse:
    """Suspend, reinstate or terminate a position, with a reason."""
    visit, form = request.visit, StatusForm(request.POST)
    policy.require(visit.actor, "network.change_status", member_id=member_id)
    if form.is_valid():
        done = form.carry_out(
            lambda: (
                network.change_status(
                    member_id=member_id, **form.cleaned_data, actor=visit.actor, at=visit.at
                ),
                True,
            )
        )
        if done:
            messages.success(request, _("The state has changed."))
            return redirect("storefront:staff_member", member_id=member_id)
    return _again(request, member_id, status_form=form)


@require_POST
@page(needs=STAFF)
def hide_profile(request: VisitRequest, member_id: int) -> HttpResponse:
    """Take a partner's public words down, with a reason the partner reads."""
    visit, form = request.visit, HideProfileForm(request.POST)
    policy.require(visit.actor, "network.hide_profile", member_id=member_id)
    if form.is_valid():
        done = form.carry_out(
            lambda: (
                network.hide_profile(
                    member_id=member_id,
                    reason=form.cleaned_data["reason"],
                    actor=visit.actor,
                    at=visit.at,
                ),
                True,
            )
        )
        if done:
            messages.success(request, _("Name and greeting are off the partner's page."))
            return redirect("storefront:staff_member", member_id=member_id)
    return _again(request, member_id, hide_form=form)


@require_POST
@page(needs=STAFF)
def show_profile(request: VisitRequest, member_id: int) -> HttpResponse:
    """Let the partner's public words be seen again."""
    visit = request.visit
    network.show_profile(member_id=member_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("The partner's page shows name and greeting again."))
    return redirect("storefront:staff_member", member_id=member_id)


def _again(request: VisitRequest, member_id: int, **forms: RefusingForm) -> HttpResponse:
    """Show the member's page once more, with what was wrong."""
    facts = _file(request.visit, network.member_card(member_id))
    return show(request, "staff/member.html", status=422, **{**facts, **forms})


def _file(visit: Visit, card: network.MemberCard) -> dict[str, Any]:
    """Return what is on file, as far as this person's roles allow."""
    actor, number = visit.actor, card.member_id
    ranks = dict(commissions.rank_names_on(visit.today))
    spans = network.sponsor_history(actor, number)
    moves = network.moves_of(actor, number)
    people = {span.sponsor_id for span in spans if span.sponsor_id} | {
        move.new_sponsor_id for move in moves
    }
    places = network.placement_history(actor, number)
    people |= {span.parent_id for span in places if span.parent_id}
    sees_persons = policy.allowed(actor, "network.see_persons", member_id=number)
    persons = network.person_history(actor, number) if sees_persons else None
    people |= {other for span in persons or () for other in span.other_ids}
    may = _may(visit, number)
    titles, statuses = network.title_history(number), network.status_history(actor, number)
    did = [span.actor for span in spans] + [span.approver for span in spans]
    return {
        "card": card,
        "account": network.account_card(card.account_id),
        "statuses": statuses,
        "places": _in_words(places, visit),
        "who": network.actor_names(
            [*did, *(span.actor for span in places), *(step.actor for step in statuses)]
        ),
        "spans": spans,
        "moves": moves,
        "people": network.member_cards(people),
        "persons": persons,
        "person_wishes": network.person_wishes_of(actor, number) if sees_persons else (),
        "titles": [
            (title, _rank_name(title.rank, ranks), _rank_name(title.paid_rank, ranks))
            for title in titles[:12]
        ],
        "consents": network.consents_of(actor, card.account_id),
        "given": commissions.awards_of(actor, number) if may["rank"] else None,
        **_dealings(visit, card),
        "status_form": StatusForm(),
        "hide_form": HideProfileForm(),
        "may": may,
    }


def _in_words(
    places: Iterable[network.PlacementSpan], visit: Visit
) -> list[tuple[network.PlacementSpan, str]]:
    """Return places with how each is called, "" at the top."""
    settings = network.placement_settings(visit.today)
    width = settings.width if settings else 0
    return [(span, slot_words(span.slot, width) if span.slot else "") for span in places]


def _dealings(visit: Visit, card: network.MemberCard) -> dict[str, object]:
    """Return customers, orders, money, tasks and profile; None for what the roles do not open."""
    actor, number, payee = visit.actor, card.member_id, finance.payee_of_member(card.member_id)
    month = period_of(visit.today, "month")

    def sees(action: str) -> bool:
        return policy.allowed(actor, action, member_id=number, account_id=card.account_id)

    sees_earnings = sees("commissions.see_earnings")
    return {
        "dashboard": (
            commissions.dashboard(actor, number, month.key, at=visit.at) if sees_earnings else None
        ),
        "customers": network.customer_counts(number, month.starts_on, visit.today)[0],
        "orders": (
            shop.orders_of_account(actor=actor, account_id=card.account_id, page=FIRST_FIVE)
            if sees("shop.list_own_orders")
            else None
        ),
        "statements": (
            finance.statements_of(actor, payee, FIRST_FIVE)
            if sees("finance.see_statements")
            else None
        ),
        "payouts": (
            finance.payouts_of(actor, payee, FIRST_FIVE)
            if sees("finance.see_payee_payouts")
            else None
        ),
        "bank_hint": (finance.bank_account_hint(payee) if sees("finance.see_bank_hint") else None),
        "tasks": desk.tasks_of(actor, number, FIRST_FIVE) if sees("desk.see_tasks") else None,
        "profile": network.profile_of(actor, number) if sees("network.see_profile") else None,
    }


def _may(visit: Visit, member_id: int) -> dict[str, bool]:
    actions = {
        "status": "network.change_status",
        "move": "network.change_sponsor",
        "hide": "network.hide_profile",
        "place": "network.move_placement",
        "rank": "commissions.award_rank",
        "person": "network.join_positions",
    }
    return {
        name: policy.allowed(visit.actor, action, member_id=member_id)
        for name, action in actions.items()
    }


def _rank_name(rank: str, names: dict[str, str]) -> str:
    """Return a rank's name; a rank of an older plan keeps its own word."""
    return names.get(rank, rank)


def _choices(ranks: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    every = ("", _("All"))
    return {
        "status": [every, *((key, str(word)) for key, (_tone, word) in MEMBER.items())],
        "country": [every, *((code, country_name(code)) for code in COUNTRIES)],
        "rank": [every, *ranks.items()],
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
