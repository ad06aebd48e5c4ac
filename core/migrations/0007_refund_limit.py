"""Let the company say from which amount two people make a refund."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_theme"),
    ]

    operations = [
        migrations.AddField(
            model_name="companysettings",
            name="refund_limit_minor",
            field=models.BigIntegerField(db_default=10000, default=10000),
        ),
    ]
