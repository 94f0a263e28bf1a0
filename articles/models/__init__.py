"""The records of the articles app, one noun a file."""

from articles.models.category import Category, CategoryText
from articles.models.contact import Contact, ContactText
from articles.models.counters import ClosedDay, CountedBatch, DailyCount, Like
from articles.models.edition import Edition, EditionImage
from articles.models.finding import SearchedWords, SearchEntry
from articles.models.history import EditionSave, EditorialEvent, Override
from articles.models.image import Image
from articles.models.letter import Letter
from articles.models.release import OldAddress, Release
from articles.models.rendered import RenderedEdition
from articles.models.sharing import Presence, PreviewLink, PreviewOpening
from articles.models.site import Notice, Page
from articles.models.translation import Confirmation

__all__ = [
    "Category",
    "CategoryText",
    "ClosedDay",
    "Confirmation",
    "Contact",
    "ContactText",
    "CountedBatch",
    "DailyCount",
    "Edition",
    "EditionImage",
    "EditionSave",
    "EditorialEvent",
    "Image",
    "Letter",
    "Like",
    "Notice",
    "OldAddress",
    "Override",
    "Page",
    "Presence",
    "PreviewLink",
    "PreviewOpening",
    "Release",
    "RenderedEdition",
    "SearchEntry",
    "SearchedWords",
]
