"""Let an order be delivered in several parcels, each with its carrier and its own arrival."""

from django.conf import settings
from django.db import migrations, models

from core.db import AppendOnly

REOPEN = "DROP FUNCTION shop_fulfillment_refuse() CASCADE"
FILL = "UPDATE shop_fulfillment SET shipped_at = delivered_at"


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_append_only_and_first_rows"),
        ("shop", "0003_a_catalogue_that_tells"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(REOPEN, AppendOnly("shop_fulfillment").sql),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_state",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="order_paid_at_when_paid",
        ),
        migrations.AddField(
            model_name="fulfillment",
            name="actor",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="fulfillment",
            name="carrier",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="fulfillment",
            name="shipped_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="fulfillment",
            name="tracking_number",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="fulfillment",
            name="shipped_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="fulfillment",
            name="delivered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="order",
            name="state",
            field=models.CharField(max_length=12),
        ),
        migrations.AlterField(
            model_name="orderstatechange",
            name="new_state",
            field=models.CharField(max_length=12),
        ),
        migrations.AlterField(
            model_name="orderstatechange",
            name="old_state",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddConstraint(
            model_name="fulfillment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivered_at__isnull", True),
                    ("delivered_at__gte", models.F("shipped_at")),
                    _connector="OR",
                ),
                name="delivered_after_it_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfillmentline",
            constraint=models.UniqueConstraint(
                fields=("fulfillment", "order_line"), name="one_delivered_line_per_parcel"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["placed", "paid", "in_delivery", "delivered", "cancelled"])
                ),
                name="order_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_at__isnull", True), ("state__in", ["placed", "cancelled"])),
                    models.Q(
                        ("paid_at__isnull", False), models.Q(("state", "placed"), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="order_paid_at_when_paid",
            ),
        ),
        AppendOnly("shop_fulfillment", close_once=("delivered_at",)),
    ]
