"""Who saved each edition last, and when each save began: from the saves there are."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def fill(apps, schema_editor):
    Edition = apps.get_model("articles", "Edition")
    EditionSave = apps.get_model("articles", "EditionSave")
    EditionSave.objects.update(began_at=F("at"))
    latest = EditionSave.objects.filter(edition=OuterRef("pk")).order_by("-pk").values("by")[:1]
    Edition.objects.filter(saved_by__isnull=True).update(saved_by=Subquery(latest))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_desk")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
