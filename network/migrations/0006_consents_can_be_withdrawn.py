"""Let consents be withdrawn once; keep e-mail changes; who had an account before counts as known."""

from __future__ import annotations

from django.db import migrations

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("network", "0005_accounts_of_people")]

    operations = [
        migrations.RunSQL(
            "DROP FUNCTION network_consent_refuse() CASCADE", AppendOnly("network_consent").sql
        ),
        AppendOnly("network_consent", close_once=("withdrawn_at",)),
        AppendOnly("network_emailchange", close_once=("done_at", "dropped_at")),
        migrations.RunSQL(
            "UPDATE network_account SET email_confirmed_at = opened_at"
            " WHERE email_digest IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
