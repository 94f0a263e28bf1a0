"""How templates speak of the people of the desk."""

from django import template

from pressroom import people

register = template.Library()


@register.filter
def display_name(user):
    """Return the name of a user as `pressroom.people` has it, or '' where there is none."""
    return people.display_name(user) if user else ""
