"""Keys inside mails: links that let whoever follows them act for the mail's reader."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from core.links import link

# The pages that ask for nothing but their link, and what the key in the address is called.
_OPENED_BY_KEY = {"confirm_email": "token", "new_password": "token", "guest_order": "link"}
_HERE, _HIDDEN = "KEY", "…"


def without_keys(words: str) -> str:
    """Return a mail's text or HTML with the key of every such link left out.

    Staff who read what was written to somebody must not be able to take that person's place.
    """
    for page, name in _OPENED_BY_KEY.items():
        head = urlsplit(link(page, **{name: _HERE})).path.partition(_HERE)[0]
        words = re.sub(rf"({re.escape(head)})[^/\s\"'<>]+", rf"\1{_HIDDEN}", words)
    return words
