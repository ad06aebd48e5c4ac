"""Tasks and mails in the admin: to look at. Use cases and reactions write them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from desk.models import Mail, MailJob, Task


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Rows to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: reactions make them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: use cases move them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: what was done stays."""
        return False


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    """What members have to do."""

    list_display = ("id", "member_id", "kind", "subject_ref", "due_on", "done_at")
    list_filter = ("kind",)
    search_fields = ("=member__id", "=subject_ref")


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """How the sending of a mail goes; its words are on the staff's page, where reading is asked."""

    list_display = ("id", "kind", "subject_ref", "state", "queued_at", "sent_at", "attempts")
    list_filter = ("state", "kind")
    search_fields = ("=subject_ref",)
    exclude = ("content_sealed", "recipient_digest", "attachments")
    list_select_related = False


@admin.register(MailJob)
class MailJobAdmin(ReadOnlyAdmin):
    """Many mails asked for with one click."""

    list_display = ("id", "kind", "subject_ref", "total", "seen", "started_at", "finished_at")
    list_filter = ("kind",)
