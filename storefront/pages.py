"""What every view shares: the visit, who may come in, the answer to a refusal, the frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from core import memo, policy
from core.errors import Refusal
from core.paging import PageRequest
from storefront.forms.refusing import RefusingForm
from storefront.frame import frame_of
from storefront.refusals import answer_refusal
from storefront.visits import Visit, VisitRequest

SIGNED_IN = "signed in"
PARTNER = "storefront.see_partner_office"
TEAM = "storefront.see_team"
STAFF = "storefront.see_staff_office"

View = Callable[..., HttpResponseBase]


def page(needs: str = "") -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Prepare the visit, let in whom the policy lets in, and answer refusals.

    `needs` is SIGNED_IN or an action of the policy table; nobody signed in is asked to sign in.
    """

    def wrap(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            with memo.one_request():
                answer = _answer(request, needs, view, kwargs)
            if needs:
                # What only this person may see must not come back from a cache after signing out.
                add_never_cache_headers(answer)
            return answer

        return wrapped

    return wrap


def _answer(
    request: HttpRequest, needs: str, view: View, kwargs: dict[str, object]
) -> HttpResponseBase:
    prepared = prepare(request)
    try:
        with timezone.override(prepared.visit.zone):
            return _let_in(prepared, needs) or view(prepared, **kwargs)
    except Refusal as refusal:
        return answer_refusal(request, refusal)


def prepare(request: HttpRequest) -> VisitRequest:
    """Give the request its visit."""
    if "%00" in request.META.get("QUERY_STRING", ""):
        request.GET = _without_nul(request.GET)  # type: ignore[assignment]
    request.visit = Visit(request)  # type: ignore[attr-defined]
    return request  # type: ignore[return-value]


def _without_nul(given: QueryDict) -> QueryDict:
    """Return a query without the one sign that no text of the database can hold."""
    cleaned = given.copy()
    for name, values in given.lists():
        cleaned.setlist(name, [value.replace("\x00", "") for value in values])
    return cleaned


def _let_in(request: VisitRequest, needs: str) -> HttpResponse | None:
    if not needs:
        return None
    if not request.visit.is_signed_in:
        back = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse('storefront:sign_in')}?{urlencode({'next': back})}")
    if needs != SIGNED_IN:
        policy.require(request.visit.actor, needs)
    return None


def show(
    request: VisitRequest, template: str, *, status: int = 200, **facts: object
) -> HttpResponse:
    """Render a page in its frame."""
    facts = {**frame_of(request), **facts}
    return render(request, f"storefront/{template}", facts, status=status)


def show_form(
    request: VisitRequest, template: str, form: RefusingForm, **facts: object
) -> HttpResponse:
    """Render a page with its form: what was typed and what is wrong, with the right status."""
    answer = show(request, template, status=form.answer_status, form=form, **facts)
    if form.retry_after:
        answer["Retry-After"] = str(form.retry_after)
    return answer


def page_request(request: HttpRequest, size: int = 25) -> PageRequest:
    """Read which page of a list is wanted; nonsense means the first."""
    wish = request.GET.get("page", "1")
    return PageRequest(
        int(wish) if wish.isascii() and wish.isdigit() and len(wish) < 6 else 1, size
    )


def sort_request(request: HttpRequest, allowed: Sequence[str], default: str) -> str:
    """Read by which column a table is wanted: "placed" upwards, "-placed" downwards.

    Anything that is not allowed means the default. Templates get it as `sort`, for `<c-th by>`.
    """
    wish = request.GET.get("sort", default)
    return wish if wish.removeprefix("-") in allowed else default
