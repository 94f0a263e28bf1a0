"""What the templates of public pages may call of this app; see `pressroom.jinja`."""

from functools import partial

from django.utils.formats import get_format

from articles import on_record, sight, surroundings
from articles.addresses import whole
from articles.showing import around, days, people, searching, sharing
from articles.templatetags.comparison import runs
from articles.templatetags.counters import grouped
from articles.templatetags.desk import rendition_url
from articles.templatetags.pictures import picture, proportion
from articles.templatetags.searching import search_url
from articles.templatetags.site import in_language
from articles.typography import typeset, typeset_plain
from pressroom.language import OWN_NAMES

GLOBALS = {
    # Around every page.
    "surroundings": surroundings.of,
    "languages": around.languages,
    "alternates": around.alternates,
    "current": around.current,
    "site_name": around.site_name,
    "front_url": around.front_url,
    "search_url": search_url,
    "whole": whole,
    "in_language": in_language,
    "is_large_view": sight.is_large,
    "own_path": sight.own_path,
    "other_address": sight.other_address,
    # Days.
    "show_day": days.day,
    "show_moment": days.moment,
    "day_url": days.day_url,
    "month_calendar": days.month_calendar,
    "people": people.people,
    # Photographs.
    "picture": picture,
    "rendition_url": rendition_url,
    # What machines read, and how a release is passed on.
    "head_of_release": sharing.head_of_release,
    "structured_data": sharing.data,
    "shown_elsewhere": sharing.shown_elsewhere,
    "locale": sharing.locale,
    "share_links": sharing.share_links,
    "quoted": sharing.quoted,
    # The record.
    "edition_url": on_record.edition_url,
    "comparison_url": on_record.comparison_url,
    "runs": runs,
    # What stands between thousands in the page's language.
    "thousands": partial(get_format, "THOUSAND_SEPARATOR"),
}
FILTERS = {
    "typeset": typeset,
    "typeset_plain": typeset_plain,
    "grouped": grouped,
    "dialled": around.dialled,
    "without_scheme": around.without_scheme,
    "for_paper": sharing.for_paper,
    "proportion": proportion,
    "marked": searching.marked,
    "listed": searching.listed,
    "in_words": on_record.in_words,
    "own_name": lambda language: OWN_NAMES.get(language, language),
}
