"""Where the words of what can be found are looked up: FTS5 on SQLite, `tsvector` with GIN on PostgreSQL.

The words come as `articles.search` takes them, folded and stemmed, so the tokenizer 'ascii' only parts them at spaces:
it takes every character beyond ASCII for a letter.
"""

from django.db import migrations

ADD = {
    "sqlite": [
        "CREATE VIRTUAL TABLE articles_searchwords USING fts5(headline, lead, rest, tokenize = 'ascii', columnsize = 0)"
    ],
    "postgresql": [
        "ALTER TABLE articles_searchentry ADD COLUMN words tsvector",
        "CREATE INDEX search_entry_words ON articles_searchentry USING gin (words) WITH (fastupdate = off)",
    ],
}
DROP = {
    "sqlite": ["DROP TABLE articles_searchwords"],
    "postgresql": ["ALTER TABLE articles_searchentry DROP COLUMN words"],
}


def on_each_database(statements):
    """Return a migration step that runs what stands under the database's name."""

    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_finding")]

    operations = [migrations.RunPython(on_each_database(ADD), on_each_database(DROP))]
