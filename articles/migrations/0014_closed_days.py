"""The sums of days that are over. Whoever opens the desk's first page first makes the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_views_as_numbers")]

    operations = [
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("summed_on", models.DateField()),
                ("views", models.PositiveBigIntegerField()),
                ("likes", models.BigIntegerField()),
                ("most_read", models.JSONField(default=list)),
            ],
            options={"default_permissions": ()},
        ),
    ]
