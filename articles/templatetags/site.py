"""`{% in_language %}`: in which language words are, where it isn't that of the page around them."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

register = template.Library()


@register.simple_tag
def in_language(code, around=None):
    """Return the attribute ` lang="ru"` of words in another language than that around them, else nothing.

    Where it is written the other way it has ` dir="rtl"` too. `around` is the page's language unless it is given.
    """
    around = around or get_language()
    if not code or code == around:
        return ""
    if get_language_info(code)["bidi"] == get_language_info(around)["bidi"]:
        return format_html(' lang="{}"', code)
    return format_html(' lang="{}" dir="{}"', code, "rtl" if get_language_info(code)["bidi"] else "ltr")
