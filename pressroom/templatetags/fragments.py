"""`{% kept %}`: a piece of a template that is rendered once for all pages on which it is the same."""

from django import template

from pressroom import fragments

register = template.Library()


@register.tag
def kept(parser, token):
    """Keep what is rendered up to `{% endkept %}` under a name and everything that it is made of.

    `{% kept "footer" around.stamp %}…{% endkept %}`; what a key has to hold says `pressroom.fragments`.
    """
    name, *keys = token.split_contents()[1:] or [""]
    if len(name) < 3 or name[0] not in "\"'" or name[-1] != name[0]:
        raise template.TemplateSyntaxError("{% kept %} takes a name in quotation marks, and the parts of its key.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(name[1:-1], [parser.compile_filter(key) for key in keys], nodelist)


class _Kept(template.Node):
    def __init__(self, name, keys, nodelist):
        self.name, self.keys, self.nodelist = name, keys, nodelist

    def __repr__(self):
        return f"<kept {self.name}>"

    def render(self, context):
        # The node itself stands in the key: two templates may have pieces of one name, and one may be loaded anew.
        key = (self, *[key.resolve(context) for key in self.keys])
        return fragments.keep(key, lambda: self.nodelist.render(context))
