"""What the templates of the public record need: its addresses, moments and the kinds of editions in words."""

from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import on_record
from articles.models import Edition
from pressroom import dates
from pressroom.dates import with_offset

register = template.Library()

register.simple_tag(on_record.edition_url)
register.simple_tag(on_record.comparison_url)


@register.filter
def in_words(kind):
    """Return the kind of an edition as a line of the history begins: 'First published'."""
    return {
        Edition.Kind.FIRST: _("First published"),
        Edition.Kind.UPDATE: _("Update"),
        Edition.Kind.CORRECTION: _("Correction"),
        Edition.Kind.MINOR: _("Minor change"),
        Edition.Kind.WITHDRAWAL: _("Withdrawal"),
    }[kind]


@register.simple_tag
def moment(at):
    """Show a moment to the minute: '<time datetime="2022-05-28T10:30:00+04:00">May 28, 2022, 10:30</time>'."""
    return SafeString(f'<time datetime="{with_offset(at)}">{escape(dates.moment_in_words(at))}</time>')
