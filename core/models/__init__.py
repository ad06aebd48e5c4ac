"""What the core keeps: the outbox, the audit log, keys of people, the company and its texts."""

from core.models.audit import AuditEntry
from core.models.company import CompanySettings
from core.models.outbox import EventReceipt, OutboxEvent
from core.models.person_key import PersonKey
from core.models.text import TextVersion
from core.models.theme import ThemeSettings

__all__ = [
    "AuditEntry",
    "CompanySettings",
    "EventReceipt",
    "OutboxEvent",
    "PersonKey",
    "TextVersion",
    "ThemeSettings",
]
