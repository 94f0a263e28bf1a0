"""`{% kept %}`: a piece of a template, rendered once for all pages on which it is the same but for its holes."""

import re
from html import escape

from django import template
from django.template.base import VariableNode
from django.utils.safestring import SafeString

from pressroom import fragments

register = template.Library()

# The place of a hole in a piece that is kept, by its number. No template and no catalogue has these letters.
_HOLE = re.compile("\ue010([0-9]+)\ue011")


@register.tag
def kept(parser, token):
    """Keep what is rendered up to `{% endkept %}` under a name and everything that it is made of.

    `{% kept "footer" around.stamp %}…{% endkept %}`; what a key has to hold says `pressroom.fragments`. What stands in
    `{% fresh %}…{% endfresh %}` is rendered each time, with what the page has then, and needs no place in the key.
    """
    name, *keys = token.split_contents()[1:] or [""]
    if len(name) < 3 or name[0] not in "\"'" or name[-1] != name[0]:
        raise template.TemplateSyntaxError("{% kept %} takes a name in quotation marks, and the parts of its key.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(name[1:-1], [parser.compile_filter(key) for key in keys], nodelist)


@register.tag
def fresh(parser, token):
    """Leave a hole in the piece around it, and fill it on each page.

    It sees what the page has where the piece begins: not what a loop or `{% with %}` inside the piece adds.
    """
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return _Fresh(nodelist)


class _Kept(template.Node):
    def __init__(self, name, keys, nodelist):
        self.name, self.keys, self.nodelist = name, keys, nodelist
        # Those of a piece within a hole are that one's.
        self.holes = [node for node in nodelist.get_nodes_by_type(_Fresh) if node.number is None]
        for number, hole in enumerate(self.holes):
            hole.number = number

    def __repr__(self):
        return f"<kept {self.name}>"

    def render(self, context):
        # The node itself stands in the key: two templates may have pieces of one name, and one may be loaded anew.
        key = (self, *[key.resolve(context) for key in self.keys])
        piece = fragments.keep(key, lambda: self.nodelist.render(context))
        if not self.holes:
            return piece
        # In one pass: what fills a hole is not searched for others.
        return _HOLE.sub(lambda found: self.holes[int(found[1])].filled(context), piece)


class _Fresh(template.Node):
    number = None

    def __init__(self, nodelist):
        self.nodelist = nodelist
        is_alone = len(nodelist) == 1 and isinstance(nodelist[0], VariableNode)
        self._alone = nodelist[0].filter_expression if is_alone else None

    def render(self, context):
        if self.number is None:
            raise template.TemplateSyntaxError("{% fresh %} stands in no {% kept %}.")
        return f"\ue010{self.number}\ue011"

    def filled(self, context):
        """Return what stands in the hole on this page."""
        if self._alone is not None and context.autoescape:
            value = self._alone.resolve(context)
            # What most holes hold, without asking whether it is a number or a day, which are written otherwise.
            if type(value) is SafeString:
                return value
            if type(value) is str:
                return escape(value)
        return self.nodelist.render(context)
