"""Views are counted in batches: a row for those of a transaction, and not for each.

What is kept of a view is another hash from now on, so the rows of two days are no use. The totals stay; who has read a
release on the day of the update, and reads it again, counts once more.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_views_as_row_numbers")]

    operations = [
        migrations.DeleteModel("CountedView"),
        migrations.CreateModel(
            "CountedBatch",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("traces", models.BinaryField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["day", "id"], name="counted_batch_day")],
            },
        ),
    ]
