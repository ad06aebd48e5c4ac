"""Settings, all from the environment; `.env.example` lists every variable.

`VINEA_ENV` is production unless said otherwise, and production refuses to start on anything that
was only good enough for a developer's machine (config/production.py).
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from config.demo.sign_ins import DEMO_SIGN_INS as _DEMO_SIGN_INS
from config.logging import logging_settings
from config.production import refuse_demo_settings
from config.security import content_security_policy

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# Which machine this is
VINEA_ENV = env.str("VINEA_ENV", default="production")
IS_PRODUCTION = VINEA_ENV == "production"
IS_TEST = VINEA_ENV == "test"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
FIELD_ENCRYPTION_KEYS = env.list("FIELD_ENCRYPTION_KEYS")
BLIND_INDEX_KEY = env.str("BLIND_INDEX_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# Payments by the built-in test gateway move no money; a demo company has it anyway
TEST_GATEWAY = env.bool("TEST_GATEWAY", default=not IS_PRODUCTION)

# What it consists of
ROOMS = [
    "core",
    "network",
    "inventory",
    "finance",
    "shop",
    "commissions",
    "desk",
    "storefront",
    "config",
]
INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_prometheus",
    "django_structlog",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    *ROOMS,
]
MIDDLEWARE = [
    "config.health.Probes",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.ContentSecurityPolicy",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "storefront.sessions.KeepSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.demo.progress.demo_history",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "components"

# Where it keeps things
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql:///vinea")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "vinea",
    }
}
if not REDIS_URL:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}

# Who signs in
AUTH_USER_MODEL = "network.Account"
AUTHENTICATION_BACKENDS = ["network.signin.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if IS_TEST:  # a good hash is slow on purpose; thousands of test accounts need none
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Shown on the sign-in page of a demo company, never where VINEA_ENV is production
DEMO_SIGN_INS = () if IS_PRODUCTION else _DEMO_SIGN_INS
LOGIN_URL = "storefront:sign_in"
LOGIN_REDIRECT_URL = "storefront:home"

# Languages and time: instants are UTC, business dates are the company's (core.company)
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
# Only an image collects files; elsewhere WhiteNoise finds them where they lie.
STATIC_ROOT = (
    env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")) if IS_PRODUCTION else None
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Uploaded pictures; served by the shop itself, named after their content.
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

# Mail: smtp://, smtps://, submission:// or keep:// (nothing leaves; the kept rows are the mailbox)
env.EMAIL_SCHEMES["keep"] = "desk.keep.EmailBackend"
vars().update(env.email_url("EMAIL_URL", default="keep://"))
EMAIL_TIMEOUT = 10
# Where links in mails lead; a mail is written without any request to take it from
_HERE = f"https://{ALLOWED_HOSTS[0]}" if IS_PRODUCTION and ALLOWED_HOSTS else ""
SITE_URL = (env.str("SITE_URL", default="") or _HERE or "http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="vinea@localhost")

# Background work
# Tests run no worker: what is asked for is calculated in the request, by the same code
CALCULATE_IN_REQUEST = VINEA_ENV == "test"
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or REDIS_URL or "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "deliver-events": {"task": "core.deliver_events", "schedule": 5.0},
    "send-mails": {"task": "desk.send_mails", "schedule": 10.0},
    "write-statement-mails": {"task": "desk.write_statement_mails", "schedule": 15.0},
    "warn-of-late-statements": {
        "task": "commissions.warn_of_late_statements",
        "schedule": crontab(hour=5, minute=5),
    },
    "seal-ledger": {"task": "finance.seal_ledger", "schedule": 30.0},
    "verify-ledger": {"task": "finance.verify_ledger", "schedule": crontab(hour=2, minute=40)},
    "release-reserve": {"task": "finance.release_reserve", "schedule": crontab(hour=1, minute=20)},
    "fold-orders": {"task": "commissions.fold_orders", "schedule": 2.0},
    "calculate": {"task": "commissions.calculate", "schedule": 5.0, "args": ("books",)},
    "calculate-aside": {"task": "commissions.calculate", "schedule": 5.0, "args": ("aside",)},
    "refresh-figures": {"task": "commissions.refresh_figures", "schedule": 60.0},
    "verify-documents": {
        "task": "finance.verify_documents",
        "schedule": crontab(hour=2, minute=55),
    },
    "place-due": {"task": "network.place_due", "schedule": crontab(minute=25)},
    "vest-due": {"task": "commissions.vest_due", "schedule": crontab(minute=15)},
    "cancel-overdue": {"task": "shop.cancel_overdue_orders", "schedule": crontab(minute="*/10")},
    "clear-sessions": {"task": "config.clear_sessions", "schedule": crontab(hour=3, minute=20)},
    "wake-history": {"task": "config.wake_history", "schedule": 15.0},
}

# Requests
# Only then is X-Forwarded-For believed, and its last entry only: the one our own proxy wrote
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
SESSION_ENGINE = "network.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # ends with the visit
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = content_security_policy()
if IS_PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    if BEHIND_TLS_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
# Preloading HSTS is a promise about a whole domain; its owner makes it, not the shop.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Logs
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOG_FORMAT = env.str("LOG_FORMAT", default="json" if IS_PRODUCTION else "text")
LOGGING = logging_settings(level=LOG_LEVEL, style=LOG_FORMAT)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_ENABLED = True
PROMETHEUS_EXPORT_MIGRATIONS = False

refuse_demo_settings(vars())
