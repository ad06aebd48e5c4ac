"""Rows of live figures are written before the figures they belong to."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commissions", "0018_lines_indexed_in_fewer_scans")]

    operations = [
        migrations.AlterField(
            model_name="livefigure",
            name="figures",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to="commissions.livefigures",
            ),
        ),
    ]
