"""The language of pages for who isn't signed in: the login and what belongs to it say it in their address."""

from django import template

from pressroom import language

register = template.Library()


@register.inclusion_tag("admin/_choose_language.html", takes_context=True)
def choose_language(context):
    """Offer the page in each language, in its own words."""
    request, choices = context["request"], []
    for code, name in language.own_names():
        query = request.GET.copy()
        query["language"] = code
        choices.append(
            {"code": code, "name": name, "url": f"?{query.urlencode()}", "is_here": code == request.language}
        )
    return {"choices": choices}


@register.filter
def within(name):
    """Return the name of a language as it stands within a sentence, not at its beginning."""
    return language.within(name)


@register.simple_tag(takes_context=True)
def in_this_language(context, url):
    """Return the address of another such page, in the language of this one."""
    return language.keep(url, context["request"].language)
