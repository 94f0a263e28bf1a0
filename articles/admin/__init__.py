"""The desk's pages for releases and what belongs to them, one noun a file."""

from articles.admin.category import CategoryAdmin
from articles.admin.contact import ContactAdmin
from articles.admin.edition import EditionAdmin
from articles.admin.image import ImageAdmin
from articles.admin.letter import LetterAdmin
from articles.admin.release import ReleaseAdmin
from articles.admin.site import NoticeAdmin, PageAdmin

__all__ = [
    "CategoryAdmin",
    "ContactAdmin",
    "EditionAdmin",
    "ImageAdmin",
    "LetterAdmin",
    "NoticeAdmin",
    "PageAdmin",
    "ReleaseAdmin",
]
