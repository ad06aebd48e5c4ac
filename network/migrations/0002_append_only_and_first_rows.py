"""Close the past against edits; let member numbers start at 1001."""

from __future__ import annotations

from django.db import migrations

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial"), ("core", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE network_member ALTER COLUMN id SET START WITH 1001 RESTART",
            "ALTER TABLE network_member ALTER COLUMN id SET START WITH 1 RESTART",
        ),
        AppendOnly("network_sponsorship", close_once=("superseded_at",)),
        AppendOnly("network_customercredit", close_once=("valid_until", "confirmed_at")),
        AppendOnly("network_memberstatuschange"),
        AppendOnly("network_membertitle"),
        AppendOnly("network_consent"),
    ]
