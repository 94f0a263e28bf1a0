"""Days and moments in the words of each language."""

from django import template

from pressroom import dates

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def said(moment, wanted):
    """Return a day or a moment with what `wanted` names; see `pressroom.dates.say`. '' for none."""
    return dates.say(moment, wanted) if moment else ""


@register.filter(is_safe=False)
def ago(moment, at):
    """Return how long before `at` a moment was: '3 hours ago'."""
    return dates.ago(moment, at)
