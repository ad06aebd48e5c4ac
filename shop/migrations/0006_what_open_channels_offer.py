"""Let channels that are open already go on as before: free delivery, and payment by card."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = (("de", "Standardversand"), ("en", "Standard delivery"))


def offer_what_was_usual(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every channel one way of shipping and the ways to pay."""
    methods, texts = (
        apps.get_model("shop", "ShippingMethod"),
        apps.get_model("shop", "ShippingMethodTranslation"),
    )
    payments = apps.get_model("shop", "PaymentMethod")
    for channel in apps.get_model("shop", "Channel").objects.all():
        method = methods.objects.create(
            channel=channel, code="standard", gross_minor=0, fewest_days=2, most_days=4
        )
        texts.objects.bulk_create(
            texts(method=method, language=language, name=name, note="") for language, name in NAMES
        )
        payments.objects.create(channel=channel, code="card", days_to_pay=3)


class Migration(migrations.Migration):
    dependencies = [("shop", "0005_from_cart_to_order")]

    operations = [migrations.RunPython(offer_what_was_usual, migrations.RunPython.noop)]
