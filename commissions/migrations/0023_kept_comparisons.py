"""How a draft differs from other runs, worked out once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commissions", "0022_handed_on_again"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptComparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("against", models.CharField(max_length=10)),
                ("totals", models.JSONField()),
                ("rules", models.JSONField()),
                ("members", models.JSONField()),
                ("is_whole", models.BooleanField()),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commissions.run",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commissions.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "against"), name="kept_comparison_once")
                ],
            },
        ),
    ]
