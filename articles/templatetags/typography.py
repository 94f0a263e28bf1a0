"""`{{ edition.headline|typeset:release.language }}`: an author's words by the rules of the language they are in.

Plain text comes out as plain text, which the template escapes. In attributes, titles and what machines read it is
`typeset_plain`, since no line ends there.
"""

from django import template

from articles.typography import typeset, typeset_plain

register = template.Library()

register.filter("typeset", typeset)
register.filter("typeset_plain", typeset_plain)
