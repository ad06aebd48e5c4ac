"""Count what left a promise, so that a part of it can; expect goods that come back."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

COUNT = """
UPDATE inventory_reservation SET shipped = quantity WHERE state = 'shipped';
UPDATE inventory_reservation SET released = quantity WHERE state = 'released';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0002_keep_movements"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpectedReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("return_ref", models.CharField(max_length=60)),
                ("quantity", models.BigIntegerField()),
                ("restocked", models.BigIntegerField(null=True)),
                ("scrapped", models.BigIntegerField(null=True)),
                ("expected_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "expected return",
                "verbose_name_plural": "expected returns",
            },
        ),
        migrations.RemoveConstraint(
            model_name="stockmovement",
            name="movement_kind",
        ),
        migrations.AddField(
            model_name="reservation",
            name="released",
            field=models.BigIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="reservation",
            name="shipped",
            field=models.BigIntegerField(db_default=0),
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="stockmovement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("receipt", "receipt"),
                    ("shipment", "shipment"),
                    ("return", "return"),
                    ("scrap", "scrapped"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released__gte", 0),
                    ("shipped__gte", 0),
                    models.Q(
                        models.Q(
                            (
                                "quantity__gt",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("shipped"), "+", models.F("released")
                                ),
                            ),
                            ("state", "held"),
                        ),
                        models.Q(
                            models.Q(("state", "held"), _negated=True),
                            (
                                "quantity",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("shipped"), "+", models.F("released")
                                ),
                            ),
                        ),
                        _connector="OR",
                    ),
                ),
                name="reservation_closed_when_nothing_is_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["receipt", "shipment", "return", "scrap"])),
                name="movement_kind",
            ),
        ),
        migrations.AddField(
            model_name="expectedreturn",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="expected_returns",
                to="inventory.item",
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedreturn",
            constraint=models.UniqueConstraint(
                fields=("return_ref", "item"), name="one_expected_return_per_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="expected_return_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("restocked__isnull", True),
                        ("scrapped__isnull", True),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        (
                            "quantity__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("restocked"), "+", models.F("scrapped")
                            ),
                        ),
                        ("restocked__gte", 0),
                        ("scrapped__gte", 0),
                    ),
                    _connector="OR",
                ),
                name="expected_return_closed_with_what_came",
            ),
        ),
    ]
