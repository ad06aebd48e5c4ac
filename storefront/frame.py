"""What stands around every page: the company's look and name, its categories, its own pages.

Everything is read when a template asks for it, at most once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from core import texts
from core.look import look_digest
from core.theme import Theme, theme
from storefront.drafts import draft_of
from storefront.menu import menu_of

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from storefront.visits import Visit, VisitRequest


def frame_of(request: VisitRequest) -> dict[str, object]:
    """Return what every template of a page gets."""
    visit = request.visit
    return {"visit": visit, "menu": menu_of(request), "frame": Frame(visit, request.session)}


class Frame:
    """The frame of one page. Somebody who tries out a look walks through the site in it."""

    def __init__(self, visit: Visit, session: SessionBase) -> None:
        self._visit, self._session = visit, session

    @cached_property
    def theme(self) -> Theme:
        """Return the look of this page: the one being tried out, else the company's."""
        return self._draft or theme()

    @cached_property
    def _draft(self) -> Theme | None:
        return draft_of(self._session) if self._visit.is_signed_in else None

    @property
    def is_draft(self) -> bool:
        """Tell whether this look is only being tried out."""
        return self._draft is not None

    @property
    def theme_url(self) -> str:
        """Return the address of the theme's style sheet; nothing where there is no own look."""
        look = self.theme.look
        if look.is_default:
            return ""
        address = "draft_css" if self.is_draft else "theme_css"
        return f"{reverse(f'storefront:{address}')}?v={look_digest(look)}"

    @property
    def logo_url(self) -> str:
        """Return the address of the logo, or nothing."""
        digest = self.theme.logo_digest
        return f"{reverse('storefront:logo')}?v={digest}" if digest else ""

    @property
    def name(self) -> str:
        """Return what the header calls the shop."""
        return self.theme.short_name or self._visit.company.name

    @property
    def tagline(self) -> str:
        """Return the line beneath the name."""
        return self.theme.word("tagline", self._visit.language)

    @property
    def headline(self) -> str:
        """Return what the home page begins with."""
        return self.theme.word("headline", self._visit.language)

    @property
    def lead(self) -> str:
        """Return the sentence beneath the headline."""
        return self.theme.word("lead", self._visit.language)

    @property
    def announcement(self) -> str:
        """Return what stands above every page of the shop."""
        return self.theme.word("announcement", self._visit.language)

    @cached_property
    def pages(self) -> tuple[texts.PageTitle, ...]:
        """Return the company's own pages."""
        visit = self._visit
        return texts.page_titles(language=visit.language, country=visit.country, on=visit.today)
