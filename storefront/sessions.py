"""Let sessions in use go on and those that are over end, on every page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

import network.public as network
from core.clock import now


class KeepSessions:
    """Middleware behind authentication: note that somebody is still there, or sign them out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in a session that may go on."""
        if not network.keep_session(request.session, now()):
            logout(request)
        return self._get_response(request)
