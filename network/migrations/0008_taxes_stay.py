"""Keep what was declared about taxes, and every status as it was known."""

from __future__ import annotations

from django.db import migrations

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("network", "0007_taxes")]

    operations = [
        AppendOnly(
            "network_taxdeclaration",
            close_once=("decided_at", "decided_by", "decision", "note_sealed"),
        ),
        AppendOnly("network_taxstatus", close_once=("superseded_at",)),
    ]
