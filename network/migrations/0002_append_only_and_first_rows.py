"""Close the past against edits, let member numbers start at 1001, name the first audiences."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.db import AppendOnly

FIRST_AUDIENCES = {"customer": "Customer", "partner": "Partner", "reseller": "Reseller"}


def name_audiences(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the audiences that every company starts with."""
    audiences = apps.get_model("network", "Audience").objects
    for code, name in FIRST_AUDIENCES.items():
        audiences.get_or_create(code=code, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial"), ("core", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE network_member ALTER COLUMN id SET START WITH 1001 RESTART",
            "ALTER TABLE network_member ALTER COLUMN id SET START WITH 1 RESTART",
        ),
        migrations.RunPython(name_audiences, migrations.RunPython.noop),
        AppendOnly("network_sponsorship", close_once=("superseded_at",)),
        AppendOnly("network_customercredit", close_once=("valid_until", "confirmed_at")),
        AppendOnly("network_memberstatuschange"),
        AppendOnly("network_membertitle"),
        AppendOnly("network_consent"),
    ]
