from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressroom", "0004_public_change"),
    ]

    operations = [
        migrations.AddField("publicchange", "is_of_replies", models.BooleanField(default=False)),
    ]
