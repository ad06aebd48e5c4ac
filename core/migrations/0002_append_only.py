"""The audit log is never edited."""

from __future__ import annotations

from django.db import migrations

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        AppendOnly("core_auditentry"),
    ]
