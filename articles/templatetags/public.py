"""`{% public %}`: a template of the public pages, which are Jinja2's, in a page of the desk."""

from django import template

from pressroom import jinja

register = template.Library()


@register.simple_tag
def public(name, **values):
    """Show a public template, which sees these values and nothing else."""
    return jinja.render(name, **values)
