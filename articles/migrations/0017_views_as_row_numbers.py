"""On SQLite the number of a view becomes that of its row: half of the room, and no index to write into besides."""

from django.db import migrations

from articles.models.counters import RowNumberField


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_words_unpacked")]

    operations = [migrations.AlterField("countedview", "number", RowNumberField(primary_key=True, serialize=False))]
