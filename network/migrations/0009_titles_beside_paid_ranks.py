"""The rank a member was paid by, beside the title."""

from django.db import migrations, models

# Until now both were the same.
FILL = """
ALTER TABLE network_membertitle DISABLE TRIGGER network_membertitle_no_update;
UPDATE network_membertitle SET paid_rank = rank;
ALTER TABLE network_membertitle ENABLE TRIGGER network_membertitle_no_update;
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0008_taxes_stay")]

    operations = [
        migrations.AddField(
            model_name="membertitle",
            name="paid_rank",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
