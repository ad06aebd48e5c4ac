"""The web application as granian serves it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# Import every page now: a mistake stops the start, and the first visitor does not wait for it.
_pages = get_resolver().url_patterns
