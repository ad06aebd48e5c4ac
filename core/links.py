"""Addresses of pages, for rooms that write about them and lie below the pages.

config/wiring.py says which page a name means.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from core.errors import InvariantBroken

_pages: dict[str, str] = {}


def name_pages(pages: Mapping[str, str]) -> None:
    """Say which url name each page goes by."""
    _pages.clear()
    _pages.update(pages)


def link(page: str, **parts: object) -> str:
    """Return the whole address of a page, for mails and papers.

    Raises: InvariantBroken — the page has no name in the wiring.
    """
    if page not in _pages:
        raise InvariantBroken(f"no page {page} in the wiring")
    return f"{settings.SITE_URL}{reverse(_pages[page], kwargs=parts)}"
