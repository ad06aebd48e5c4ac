"""Let the company say how small payouts may be and how long changed bank data wait."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_refund_limit"),
    ]

    operations = [
        migrations.AddField(
            model_name="companysettings",
            name="minimum_payout_minor",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="companysettings",
            name="force_payout_after_days",
            field=models.PositiveSmallIntegerField(db_default=90, default=90),
        ),
        migrations.AddField(
            model_name="companysettings",
            name="bank_cool_down_hours",
            field=models.PositiveSmallIntegerField(db_default=72, default=72),
        ),
    ]
