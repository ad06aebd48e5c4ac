"""Logs: JSON lines in production, readable ones in development, nothing personal in either."""

from __future__ import annotations

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

EMAIL = re.compile(r"[\w.+%-]+?(?:@|%40)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,4})?)\b"
)
IBAN_IN_LOWER_CASE = re.compile(r"\b[a-z]{2}\d{2}[a-z0-9]{11,30}\b")
CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
# Whoever holds such a link may act by it: for an account, an order, a cart, a statement.
LINK = re.compile(r"/(confirm|reset|c|order|thanks|withdraw|pay/test)/[^/\s?#]{16,}")
SIGNED = re.compile(r"[\w-]{2,}(?::|%3A)[\w-]{4,10}(?::|%3A)[\w-]{27,}", re.I)
SECRET_NAMES = re.compile(r"password|passwd|secret|token|authorization|cookie|iban|email", re.I)
DROPPED = "[dropped]"


def drop_personal_values(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Replace e-mail addresses, IBANs, card numbers and secrets wherever they stand."""
    return {
        name: DROPPED if SECRET_NAMES.search(str(name)) else _cleaned(value)
        for name, value in event.items()
    }


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return drop_personal_values(None, "", value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_cleaned(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return clean_text(str(value))


def clean_text(text: str) -> str:
    """Replace personal values inside a text."""
    text = SIGNED.sub(DROPPED, LINK.sub(rf"/\1/{DROPPED}", text))
    text = IBAN.sub(DROPPED, EMAIL.sub(DROPPED, text))
    return CARD.sub(_card_replaced, IBAN_IN_LOWER_CASE.sub(_iban_replaced, text))


def _iban_replaced(found: re.Match[str]) -> str:
    """Drop what looks like an IBAN in lower case if its check digits hold; it may be a hash."""
    turned = found.group()[4:] + found.group()[:4]
    holds = int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
    return DROPPED if holds else found.group()


def _card_replaced(found: re.Match[str]) -> str:
    digits = [int(digit) for digit in found.group() if digit.isdigit()]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return DROPPED if (sum(digits[::-2]) + doubled) % 10 == 0 else found.group()


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    structlog.processors.UnicodeDecoder(),
]


def logging_settings(*, level: str, style: str) -> dict[str, Any]:
    """Return Django's LOGGING and tell structlog to use the same way out."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "out": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    drop_personal_values,
                    _renderer(style),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "out"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Every request has its own "request_finished"; a second line would say the same.
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},
            "django_structlog.celery": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "kombu": {"level": "WARNING"},
        },
    }


def _renderer(style: str) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False)
