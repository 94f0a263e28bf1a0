"""On SQLite the number of a view becomes that of its row: half of the room, and no index to write into besides."""

from django.db import migrations, models


class RowNumberField(models.BigIntegerField):
    """A key of 64 bits that is the number of its row on SQLite, which else keeps an index beside the table."""

    def db_type(self, connection):
        """Return the one type of which SQLite makes a row's number."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_words_unpacked")]

    operations = [migrations.AlterField("countedview", "number", RowNumberField(primary_key=True, serialize=False))]
