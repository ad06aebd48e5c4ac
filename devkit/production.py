"""Settings that let Django start as in production, with secrets nobody uses twice."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode

NO_DATABASE = "postgresql:///nowhere?host=/nonexistent"


def environment() -> dict[str, str]:
    """Return an environment good for checks and builds, which reach no server."""
    return {
        **os.environ,
        "VINEA_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_ENCRYPTION_KEYS": random_key(),
        "BLIND_INDEX_KEY": random_key(),
        "ALLOWED_HOSTS": "shop.invalid",
        "DATABASE_URL": NO_DATABASE,
        "REDIS_URL": "redis://shop.invalid",
        "EMAIL_URL": "smtp://shop.invalid",
    }


def random_key() -> str:
    """Return 32 random bytes as FIELD_ENCRYPTION_KEYS and BLIND_INDEX_KEY want them."""
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()
