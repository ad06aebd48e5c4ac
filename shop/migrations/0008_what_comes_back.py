"""Remember what of an order was cancelled, withdrawn, sent back and refunded."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shop", "0007_incoming_payments"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text_sealed", models.BinaryField()),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="shop.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "order note",
                "verbose_name_plural": "order notes",
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "method",
                    models.CharField(
                        choices=[("gateway", "as it was paid"), ("transfer", "bank transfer")],
                        max_length=10,
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("state", models.CharField(max_length=10)),
                ("due_on", models.DateField()),
                ("accepted_by", models.TextField()),
                ("requested_at", models.DateTimeField()),
                ("bank_sealed", models.BinaryField(null=True)),
                ("bank_given_at", models.DateTimeField(null=True)),
                ("psp_reference", models.TextField(blank=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("finished_by", models.TextField(blank=True)),
                ("failure", models.TextField(blank=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="shop.order",
                    ),
                ),
                (
                    "transaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="shop.transactionitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "refund",
                "verbose_name_plural": "refunds",
            },
        ),
        migrations.CreateModel(
            name="RefundStateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_state", models.CharField(blank=True, max_length=10)),
                ("new_state", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("reason", models.TextField(blank=True)),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_changes",
                        to="shop.refund",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True)),
                ("state", models.CharField(max_length=10)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("withdrawal", "withdrawal"),
                            ("buyer", "buyer"),
                            ("staff", "staff"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=12)),
                ("note", models.TextField(blank=True)),
                ("attributable_to_company", models.BooleanField()),
                ("announced_at", models.DateTimeField()),
                ("announced_by", models.TextField()),
                ("refund_due_on", models.DateField()),
                ("carrier", models.CharField(blank=True, max_length=20)),
                ("tracking_number", models.CharField(blank=True, max_length=60)),
                ("proven_at", models.DateTimeField(null=True)),
                ("inspected_at", models.DateTimeField(null=True)),
                ("inspected_by", models.TextField(blank=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="shop.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "return",
                "verbose_name_plural": "returns",
            },
        ),
        migrations.CreateModel(
            name="ReturnLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.IntegerField()),
                ("restocked", models.IntegerField(null=True)),
                ("scrapped", models.IntegerField(null=True)),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="shop.return",
                    ),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shop.orderline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReturnStateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_state", models.CharField(blank=True, max_length=10)),
                ("new_state", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("reason", models.TextField(blank=True)),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_changes",
                        to="shop.return",
                    ),
                ),
            ],
            options={
                "verbose_name": "return step",
                "verbose_name_plural": "return steps",
            },
        ),
        migrations.CreateModel(
            name="Reversal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("cancellation", "cancellation"), ("return", "return")],
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("withdrawal", "withdrawal"),
                            ("changed_mind", "buyer's wish"),
                            ("out_of_stock", "cannot be delivered"),
                            ("defect", "defect"),
                            ("wrong_item", "wrong item"),
                            ("damaged", "damaged on the way"),
                            ("lost", "parcel lost"),
                            ("goodwill", "goodwill"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("attributable_to_company", models.BooleanField()),
                ("goods_gross_minor", models.BigIntegerField()),
                ("shipping_gross_minor", models.BigIntegerField()),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "of_return",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="shop.return",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="shop.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "reversal",
                "verbose_name_plural": "reversals",
            },
        ),
        migrations.AddField(
            model_name="refund",
            name="reversal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refunds",
                to="shop.reversal",
            ),
        ),
        migrations.CreateModel(
            name="ReversalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.IntegerField()),
                ("gross_minor", models.BigIntegerField()),
                ("net_minor", models.BigIntegerField()),
                ("tax_minor", models.BigIntegerField()),
                ("pv_minor", models.BigIntegerField()),
                ("cv_minor", models.BigIntegerField()),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shop.orderline",
                    ),
                ),
                (
                    "reversal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="shop.reversal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("key", models.UUIDField(unique=True)),
                ("person_id", models.UUIDField()),
                ("statement_sealed", models.BinaryField()),
                ("statement_sha256", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=5)),
                ("zone", models.CharField(max_length=40)),
                ("received_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("in_time", "in time"),
                            ("open", "period open"),
                            ("repeated", "repeated"),
                            ("late", "late"),
                            ("unknown_order", "unknown order"),
                            ("other_email", "another e-mail address"),
                            ("business", "bought for resale"),
                            ("in_words", "chosen in words"),
                            ("too_many", "many statements at once"),
                            ("unclear", "to be looked at"),
                        ],
                        max_length=14,
                    ),
                ),
                ("deadline", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reviewed_by", models.TextField(null=True)),
                ("outcome", models.TextField(null=True)),
                (
                    "of_return",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="shop.return",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="shop.order",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawal",
                "verbose_name_plural": "withdrawals",
            },
        ),
        migrations.CreateModel(
            name="RefundNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=20)),
                ("event_id", models.CharField(max_length=120)),
                ("outcome", models.CharField(max_length=20)),
                ("body", models.BinaryField()),
                ("received_at", models.DateTimeField()),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="shop.refund",
                    ),
                ),
            ],
            options={
                "verbose_name": "refund notice",
                "verbose_name_plural": "refund notices",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gateway", "event_id"), name="one_refund_notice_per_event"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(fields=["state", "-id"], name="returns_by_state"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["announced", "received", "refunded", "rejected"])
                ),
                name="return_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "received"), _negated=True),
                    ("inspected_at__isnull", False),
                    _connector="OR",
                ),
                name="return_received_is_inspected",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.UniqueConstraint(
                fields=("of_return", "order_line"), name="one_return_line_per_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1)), name="returned_quantity"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("restocked__isnull", True), ("scrapped__isnull", True)),
                    models.Q(
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
                name="inspected_within_what_was_announced",
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(
                condition=models.Q(("goods_gross_minor__gte", 0), ("shipping_gross_minor__gte", 0)),
                name="reversal_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "return"), ("of_return__isnull", True), _connector="XOR"
                ),
                name="reversal_of_a_return_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("shipping_gross_minor__gt", 0)),
                fields=("order",),
                name="shipping_reversed_once",
            ),
        ),
        migrations.AddIndex(
            model_name="refund",
            index=models.Index(fields=["state", "due_on", "id"], name="refunds_by_state_and_day"),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="refund_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["requested", "done", "failed"])),
                name="refund_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["gateway", "transfer"])), name="refund_method"
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("finished_at__isnull", True),
                    models.Q(("state", "requested"), _negated=True),
                    _connector="XOR",
                ),
                name="refund_finished_at_when_finished",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "failed"), _negated=True),
                fields=("reversal",),
                name="one_refund_per_reversal",
            ),
        ),
        migrations.AddConstraint(
            model_name="reversalline",
            constraint=models.UniqueConstraint(
                fields=("reversal", "order_line"), name="one_reversal_line_per_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="reversalline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1)), name="reversed_quantity"
            ),
        ),
        migrations.AddConstraint(
            model_name="reversalline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cv_minor__gte", 0),
                    (
                        "gross_minor",
                        django.db.models.expressions.CombinedExpression(
                            models.F("net_minor"), "+", models.F("tax_minor")
                        ),
                    ),
                    ("net_minor__gte", 0),
                    ("pv_minor__gte", 0),
                    ("tax_minor__gte", 0),
                ),
                name="reversal_line_adds_up",
            ),
        ),
        migrations.AddIndex(
            model_name="withdrawal",
            index=models.Index(
                condition=models.Q(
                    ("reviewed_at__isnull", True),
                    models.Q(("verdict__in", ["in_time", "open", "repeated"]), _negated=True),
                ),
                fields=["-id"],
                name="withdrawals_to_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome__isnull", True),
                        ("reviewed_at__isnull", True),
                        ("reviewed_by__isnull", True),
                    ),
                    models.Q(
                        ("outcome__isnull", False),
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="withdrawal_reviewed_whole",
            ),
        ),
    ]
