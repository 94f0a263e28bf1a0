"""Saving the pages under /about/."""

from django.db import transaction

from articles import richtext
from articles.models import Image
from pressroom.refusals import require


@transaction.atomic
def save(page, *, by):
    """Save a page, new or changed, with the photographs that its text shows; return it.

    A page has no words of its own for its photographs but those typed in the editor, which stay in its text; where
    nothing was typed, the library's are shown.
    """
    require(by, "articles.change_page" if page.pk else "articles.add_page")
    page.body = richtext.clean(page.body)
    page.save()
    page.images.set(Image.objects.filter(pk__in=richtext.image_ids(page.body)))
    return page
