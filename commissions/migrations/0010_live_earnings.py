"""Projected earnings, and the last order that live figures know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commissions", "0009_vested_cuts")]

    operations = [
        migrations.AddField(
            model_name="livefigures",
            name="last_entry_id",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="livefigure",
            name="earned_minor",
            field=models.BigIntegerField(default=0),
        ),
    ]
