"""The company's style sheet and logo, which every page asks for once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from core.logo import logo as stored_logo
from core.look import look_digest, stylesheet
from core.theme import theme
from storefront.drafts import draft_of
from storefront.pages import STAFF, page
from storefront.visits import VisitRequest

A_YEAR = 31_536_000


@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """Send the look; an address that names its digest may be kept for ever."""
    look = theme().look
    answer = HttpResponse(stylesheet(look), content_type="text/css; charset=utf-8")
    return _keep(answer, is_current=request.GET.get("v") == look_digest(look))


@require_safe
@page(needs=STAFF)
def draft_css(request: VisitRequest) -> HttpResponse:
    """Send the look that this person tries out."""
    draft = draft_of(request.session)
    look = (draft or theme()).look
    return HttpResponse(stylesheet(look), content_type="text/css; charset=utf-8")


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Send the logo."""
    content = stored_logo()
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="image/webp")
    return _keep(answer, is_current=request.GET.get("v") == theme().logo_digest)


def _keep(answer: HttpResponse, *, is_current: bool) -> HttpResponse:
    if is_current:
        patch_cache_control(answer, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(answer, public=True, max_age=60)
    return answer
