"""Changing what a category is called. Its old address keeps working."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import OldAddress
from pressroom import version
from pressroom.refusals import Refused, require


def check(text):
    """Raise `Refused` if the address of a `CategoryText`, saved or not, leads to something else already."""
    taken = OldAddress.objects.filter(path=text.get_absolute_url()).first()
    if taken is not None and (taken.category_text_id is None or taken.category_text_id != text.pk):
        raise Refused(_("%(path)s is the old address of something else. Choose another slug.") % {"path": taken.path})


@transaction.atomic
def rename(text, *, by, **fields):
    """Give a `CategoryText` another name, slug or description, and return it; a former slug leads to the new one.

    `fields` are of 'name', 'slug' and 'description'. A slug that it once had may be taken back.
    """
    require(by, "articles.change_category")
    old_path = type(text).objects.get(pk=text.pk).get_absolute_url()
    for name, value in fields.items():
        setattr(text, name, value)
    check(text)
    text.save()
    path = text.get_absolute_url()
    if path != old_path:
        OldAddress.objects.filter(path=path, category_text=text).delete()
        OldAddress.objects.create(path=old_path, category_text=text)
    version.changed(release=version.NO_RELEASE)
    return text
