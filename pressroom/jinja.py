"""What the templates of the public pages may call; they are Jinja2's, in templates/public/, the desk's are Django's.

They are compiled to Python, which makes a page cheaper. What an app shows it adds in a module `jinja` of its own, by
two dictionaries: `GLOBALS`, functions, and `FILTERS`. All that is put into a page is escaped, but for what is marked as
safe.

    {{ _("Edition %(number)s", number=edition.number) }}
    {{ include("articles/_count.html", number=count) }}
    {% call kept("footer", around.stamp) %}…{% endcall %}
    {% call spoken("kk") %}{{ _("Close") }}{% endcall %}
"""

from functools import lru_cache
from importlib import import_module
from io import StringIO

import jinja2
from django.apps import apps
from django.template import defaultfilters, loader
from django.templatetags import static as templatetags
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import module_has_submodule
from django.utils.safestring import SafeString
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from pressroom import fragments, identity

_SAFE = {SafeString, Markup}


class Generator(CodeGenerator):
    """Jinja2's, but for two things that a page does a hundred times: it calls a function, and shows what is safe.

    At each call Jinja2 looks at what is called for whether it takes the context; of a global function that is known
    before, and of macros there are none. And what is safe it takes apart and puts together again.
    """

    def visit_Template(self, node, frame=None):  # noqa: N802
        """Write a template."""
        super().visit_Template(node, frame)
        # In the place of the one that stands at the beginning.
        self.writeline("from pressroom.jinja import shown as escape")

    def visit_Call(self, node, frame, forward_caller=False):  # noqa: N802
        """Write a call."""
        self.visit(node.node, frame)
        # What follows begins with a comma.
        before, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        arguments, self.stream = self.stream.getvalue(), before
        called = self.environment.globals.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        takes_context = getattr(called, "jinja_pass_arg", None) is not None
        self.write(f"(context{arguments})" if takes_context else f"({arguments.removeprefix(', ')})")


def shown(value):
    """Return a value as HTML: escaped, unless it is safe."""
    return value if type(value) in _SAFE else escape(value)


class Context(jinja2.runtime.Context):
    """Jinja2's, which notes for each piece of a page what of it any template sees: only who imports one asks for it."""

    def __init__(self, environment, parent, name, blocks, globals=None):
        super().__init__(environment, parent, name, blocks)


class Environment(jinja2.Environment):
    """Jinja2's. What a page leaves out is empty, and so is all that it would hold."""

    code_generator_class, context_class = Generator, Context

    def __init__(self, **options):
        ours = {"undefined": jinja2.ChainableUndefined, "keep_trailing_newline": True}
        super().__init__(**options | ours)
        self._known = {}

    def get_template(self, name, parent=None, globals=None):
        """Return a template, at once where templates never change: a page shows fifteen of them."""
        if self.auto_reload:
            return super().get_template(name, parent, globals)
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d):
        """Return what a template may call, as a plain dictionary: it is copied for each piece that is shown."""
        return {**self.globals, **d} if d else self.globals


def environment(**options):
    """Return Jinja2's environment for `settings.TEMPLATES`."""
    made = Environment(**options)
    made.globals |= GLOBALS
    made.filters |= FILTERS
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "jinja"):
            module = import_module(f"{app.name}.jinja")
            made.globals |= module.GLOBALS
            made.filters |= module.FILTERS
    return made


def render(name, **values):
    """Return a public template as safe HTML; it sees these values and nothing of a request."""
    return SafeString(loader.render_to_string(name, values))


def gettext(message, /, **values):
    """Return a message in the active language as HTML, with what it names in its places: 'Edition %(number)s'."""
    return _filled(_said(translation.get_language(), message), values)


def pgettext(context, message, /, **values):
    """Do as `gettext` does, for a message that means several things."""
    return _filled(translation.pgettext(context, message), values)


def ngettext(one, many, number, /, **values):
    """Do as `gettext` does, with the plural that goes with a number."""
    return _filled(translation.ngettext(one, many, number), values)


@lru_cache(maxsize=4096)
def _said(_language, message):
    # A page has some forty of them, and Django takes as long for one as for a small template.
    return SafeString(translation.gettext(message))


def _filled(text, values):
    # Every message is a format, in which a percent sign is doubled.
    return SafeString(text % {name: escape(value) for name, value in values.items()}) if "%" in text else text


@jinja2.pass_context
def include(context, name, /, **values):
    """Show another template, which sees these values, the request and nothing else."""
    template = context.environment.get_template(name)
    values["request"] = context.get("request")
    # As its `render` does, but for what that does with an error, which is the outermost template's.
    return SafeString("".join(template.root_render_func(template.new_context(values))))


def kept(name, *key, caller):
    """Keep what stands in the block under a name of its own and all that it is made of; see `pressroom.fragments`."""
    return fragments.kept(name, *key, make=caller)


def spoken(language, caller):
    """Show what stands in the block in another language than the page's."""
    with translation.override(language):
        return caller()


def date(moment, wanted):
    """Return a day or a moment as Django's filter of that name does, in the site's time; '' for none."""
    is_aware = hasattr(moment, "tzinfo") and timezone.is_aware(moment)
    return defaultfilters.date(timezone.localtime(moment) if is_aware else moment, wanted)


def address(name, *arguments):
    """Return the path of a view by its name."""
    return reverse(name, args=arguments)


def static(name):
    """Return the address of a static file, as it was when the process began."""
    return fragments.kept("static", name, make=lambda: templatetags.static(name))


def last_known_identity():
    """Return the `Identity` as this process last read it in the page's language, else the default."""
    return identity.last_known(translation.get_language())


GLOBALS = {
    "_": gettext,
    "pgettext": pgettext,
    "ngettext": ngettext,
    "get_language": translation.get_language,
    "is_rtl": translation.get_language_bidi,
    "include": include,
    "kept": kept,
    "spoken": spoken,
    "address": address,
    "static": static,
    "last_known_identity": last_known_identity,
}
FILTERS = {
    "date": date,
    "capfirst": defaultfilters.capfirst,
    "linebreaks": defaultfilters.linebreaks_filter,
    "truncatewords": defaultfilters.truncatewords,
}
