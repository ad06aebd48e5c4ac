"""What the core keeps: the outbox, the audit log, keys of people, the company."""

from core.models.audit import AuditEntry
from core.models.company import CompanySettings
from core.models.outbox import EventReceipt, OutboxEvent
from core.models.person_key import PersonKey

__all__ = ["AuditEntry", "CompanySettings", "EventReceipt", "OutboxEvent", "PersonKey"]
