"""Keep what the verifier found; let seals cover the moment of sealing from now on."""

from django.db import migrations, models

from core.db import AppendOnly

ONCE = ("finished_at", "transactions", "sealed", "head", "findings")


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0011_credit_notes_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerCheckRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_by", models.TextField(verbose_name="asked by")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                ("transactions", models.BigIntegerField(null=True, verbose_name="transactions")),
                ("sealed", models.BigIntegerField(null=True, verbose_name="sealed")),
                ("head", models.CharField(max_length=64, null=True)),
                ("findings", models.JSONField(null=True)),
            ],
            options={
                "verbose_name": "check of the ledger",
                "verbose_name_plural": "checks of the ledger",
            },
        ),
        migrations.AddField(
            model_name="ledgerseal",
            name="version",
            field=models.PositiveSmallIntegerField(db_default=1, default=2),
        ),
        AppendOnly("finance_ledgercheckrun", close_once=ONCE),
    ]
