"""Keep the placement tree's past: its settings, every place as it was known, every wait."""

from __future__ import annotations

from django.db import migrations

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("network", "0010_placement_tree")]

    operations = [
        AppendOnly("network_placementrule"),
        AppendOnly("network_placement", close_once=("superseded_at",)),
        AppendOnly("network_heldposition", close_once=("ended_at",)),
    ]
