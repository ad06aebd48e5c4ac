"""Movements of stock are never edited."""

from __future__ import annotations

from django.db import migrations

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial"), ("core", "0001_initial")]

    operations = [
        AppendOnly("inventory_stockmovement"),
    ]
