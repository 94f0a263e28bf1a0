"""What is behind its original is found by an index alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_contact_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("renders__isnull", False)),
                fields=["renders", "release", "stage", "live_from", "live_until", "created_at"],
                name="edition_renders",
            ),
        ),
    ]
