"""Sitemaps in XML: the index of them, those of the releases and of the other pages, and the news sitemaps.

They follow https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/specialty/international
(`xhtml:link`) and the schema of `NEWS`. A sitemap speaks for what is below its own folder, so all of them stand at the
top of their language.
"""

import hashlib

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.html import escape

from articles import sitemaps
from articles.feeds.generators import speakable
from pressroom import identity
from pressroom.caching import fresh_until, public
from pressroom.dates import with_offset
from pressroom.front import marks

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# Raised when a sitemap of the same releases is written in another way.
_WRITING = 1


@public
def index(request):
    """Name the sitemaps of all languages; there is always one."""

    def make(at):
        listed = sitemaps.every(at, request.META.get(marks.VERSION))
        return _document("sitemapindex", {"": PROTOCOL}, [_listed("sitemap", one) for one in listed])

    return _dated_answer(request, make)


@public
def releases(request, number, language=settings.LANGUAGE_CODE):
    """List the live releases of one range of keys, withdrawn ones too; 404 where there are none."""

    def make(at):
        listed = [_listed("url", one) for one in sitemaps.releases(language, number, at)]
        if not listed:
            raise Http404("No releases in that sitemap.")
        return _document("urlset", {"": PROTOCOL, "xhtml": XHTML}, listed)

    return _dated_answer(request, make)


@public
def pages(request, language=settings.LANGUAGE_CODE):
    """List the pages that are no releases; 404 in a language in which there is nothing to read."""

    def make(at):
        listed = [_listed("url", one) for one in sitemaps.pages(language, at)]
        if not listed:
            raise Http404("Nothing in that language.")
        return _document("urlset", {"": PROTOCOL}, listed)

    return _dated_answer(request, make)


@public
def news(request, language=settings.LANGUAGE_CODE):
    """List the news of the last two days: where there was none, an empty list, which Google takes for what it is."""
    found, until = sitemaps.news(language, timezone.now())
    fresh_until(request, until)
    publisher = identity.load(language).name if found else ""
    content = _document("urlset", {"": PROTOCOL, "news": NEWS}, [_news(one, publisher, language) for one in found])
    # News grows old from one second to the next: only its bytes say whether it is the same.
    return _answer(request, content, lambda: content)


def _dated_answer(request, make):
    """Answer with the document that `make(at)` returns, or without making it to who has that of the present state."""
    at = timezone.now()
    made_of = f"{_WRITING} {request.path} {sitemaps.state(at, request.META.get(marks.VERSION))}"
    return _answer(request, made_of, lambda: make(at))


def _answer(request, made_of, get):
    """Answer with the document that `get` returns, or 304 to who has it; `made_of` says when it is another one."""
    etag = f'"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag)
    if response is None:
        response = HttpResponse(get(), content_type="application/xml; charset=utf-8")
    response.headers["ETag"] = etag
    return response


def _document(name, namespaces, parts):
    attributes = "".join(f' xmlns{prefix and ":"}{prefix}="{uri}"' for prefix, uri in namespaces.items())
    body = "\n".join(parts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name}{attributes}>\n{body}\n</{name}>\n'


def _listed(name, one):
    modified = f"<lastmod>{with_offset(one.modified)}</lastmod>" if one.modified else ""
    alternates = "".join(
        f'\n<xhtml:link rel="alternate" hreflang="{other.language}" href="{escape(other.address)}"/>'
        for other in one.alternates
    )
    return f"<{name}><loc>{escape(one.address)}</loc>{modified}{alternates}</{name}>"


def _news(one, publisher, language):
    return (
        f"<url><loc>{escape(one.address)}</loc><news:news>"
        f"<news:publication><news:name>{_words(publisher)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{with_offset(one.published_at)}</news:publication_date>"
        f"<news:title>{_words(one.title)}</news:title></news:news></url>"
    )


def _words(text):
    return escape(speakable(text))
