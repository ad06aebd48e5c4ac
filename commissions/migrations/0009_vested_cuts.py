"""What caps take off the vesting of orders."""

import django.db.models.deletion
from django.db import migrations, models

from core.db import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("commissions", "0008_lines_without_order")]

    operations = [
        migrations.CreateModel(
            name="VestedCut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("member_id", models.BigIntegerField()),
                ("amount_minor", models.BigIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commissions.run",
                    ),
                ),
                (
                    "vesting",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cuts",
                        to="commissions.vesting",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["run", "member_id"], name="vested_cut_of_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(amount_minor__gt=0), name="vested_cut_is_positive"
                    )
                ],
            },
        ),
        AppendOnly("commissions_vestedcut"),
    ]
