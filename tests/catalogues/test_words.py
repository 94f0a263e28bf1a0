"""The checker finds words that aren't wrapped, and leaves alone what nobody reads."""

import pytest

from tests.catalogues import in_django_templates, in_jinja_templates, in_python, in_scripts


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        '{% extends "base.html" %}{% block title %}Hello{% endblock %}',
        "<p>{% translate 'Hello' %} world</p>",
        "<p>{% blocktranslate %}Hello{% endblocktranslate %}, reader</p>",
        '<img src="a" alt="A town">',
        '<a href="a" {% if b %}title="Hello"{% endif %}>1</a>',
        '<input placeholder="Hello">',
        '<input type="submit" value="Send">',
        '<meta name="description" content="Hello">',
        '<p data-said="Copied">1</p>',
        '{% include "a.html" with title="Some words" only %}',
        "{{ name|default:'Nobody yet' }}",
    ],
)
def test_words_of_a_django_template_are_found(source):
    (fault,) = in_django_templates.faults("a.html", f"\n{source}")
    assert fault.line == 2


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% translate 'Hello' %} – {{ name }}: 12 &amp; «»</p>",
        "<p>{% blocktranslate trimmed with a=b %}Hello {{ a }}{% endblocktranslate %}</p>",
        "{% comment %}Hello{% endcomment %}{# Hello #}<!-- Hello -->",
        '{% extends "base.html" %}{% block bodyclass %}{{ block.super }} writing{% endblock %}',
        '<a class="Some words" href="{% url "a:b" %}" id="Name">RSS</a>',
        '<time datetime="1">{{ day|date:"j E Y" }}</time><kbd>Ctrl</kbd><script>Hello()</script>',
        '<input type="hidden" name="a" value="Some words"><meta name="viewport" content="Some words">',
        '{% include "a.html" with title=_("Some words") only %}',
        "{% if stage == 'in review' %}1{% endif %}",
    ],
)
def test_wrapped_words_and_what_nobody_reads_in_a_django_template_are_left_alone(source):
    assert not in_django_templates.faults("a.html", source)


def test_a_mail_is_words_from_end_to_end():
    (fault,) = in_django_templates.faults("a.txt", "{% translate 'a' %}\n{{ name }}\nDear reader")
    assert fault.line == 3


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        '{% extends "base.html" %}{% block title %}Hello{% endblock %}',
        "<p>{{ _('Hello') }} world</p>",
        "{% raw %}Hello{% endraw %}",
        "{% set said %}Hello{% endset %}",
        '{% call kept("a", b) %}Hello{% endcall %}',
        '<img src="a" alt="A town">',
        '<a href="a" {% if b %}title="Hello"{% endif %}>1</a>',
        '<input placeholder="{{ a }}: name">',
        '<meta name="description" content="Hello">',
        '<p data-said="Copied">1</p>',
        '{{ include("a.html", title="Some words") }}',
        "{{ name|default('Nobody yet') }}",
        "{{ 'Hello' if stage == 'In review' }}",
        "{{ {'In review': 'Hello'}[stage] }}",
        '{% set title = "Some words" %}',
        '{{ _("Read %(what)s", what="Some words") }}',
        '{{ _("Some words" ~ b) }}',
        '{# a\n #}{{ a -}}\n\n<p>{{ kept("a",\nb) }}Hello</p>',
    ],
)
def test_words_of_a_jinja_template_are_found(source):
    (fault,) = in_jinja_templates.faults("a.html", f"\n{source}")
    assert fault.line == source.count("\n") + 2


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ _('Hello') }} – {{ name }}: 12 &amp; «»</p>",
        '{{ ngettext("%(count)s reply", "Some replies", n, count=n|grouped) }}{{ pgettext("An offer", "Close") }}',
        '{{ npgettext("An offer", "One reply", "Some replies", n) }}',
        "{# Hello\nHello #}<!-- Hello -->",
        '{% extends "Some page.html" %}{% block bodyclass %}{{ super() }}{% endblock %}',
        '<a class="Some words" href="{{ address("Some view") }}" id="Name">RSS</a>',
        '<time datetime="1">{{ day|date("jS F Y") }}{{ date(day, "jS F Y") }}</time>',
        "<kbd>Ctrl</kbd><script>Hello()</script>",
        '<input type="hidden" name="a" value="Some words"><meta name="viewport" content="Some words">',
        '{{ include("Some page.html", title=_("Some words")) }}{% call kept("Some piece", a) %}1{% endcall %}',
        "{% if stage == 'In review' %}1{% elif has('Some words') %}2{% endif %}",
        "{% for a in b if a.stage != 'In review' %}1{% endfor %}{{ 1 if a is sameas('Some words') }}",
        "{{ {'In review': 1}[stage] }}{{ names['In review'] }}",
    ],
)
def test_wrapped_words_and_what_nobody_reads_in_a_jinja_template_are_left_alone(source):
    assert not in_jinja_templates.faults("a.html", source)


@pytest.mark.parametrize(
    "source",
    [
        'said = "There is no file."',
        'said = f"There is no {name}."',
        'said = "%(count)d is left. It is there."\nsaid = ngettext(said, "%(count)d are left.", count)',
        'said = _now("There is no file.")',
        'raise CommandError("no file")',
        'raise Unusable(f"{name} holds nothing")',
        'messages.success(request, "saved")\nmessages.success(request, "Saved")',
        'field = CharField(help_text="in one line", validators=[])',
        'class Command:\n    help = "erases all"',
        'self.stdout.write(_("{n} of ").format(n=1) + f"{n} letters")',
    ],
)
def test_words_of_a_module_are_found(source):
    (fault,) = in_python.faults("a.py", source)
    assert fault.line == (1 if source.startswith("said") else source.count("\n") + 1)


@pytest.mark.parametrize(
    "source",
    [
        '"""The docstring says so."""',
        'said = _("There is no file.")',
        'said = ngettext("There is one file.", "There are %(count)s files.", count) % {"count": count}',
        'said = pgettext_lazy("a file", "There is none.")',
        'raise Http404("There is no file.")',
        'logger.error("There is no file: %s", name)',
        'cursor.execute("Select a From b")',
        'said = "There is no file."  # not shown: of the machine',
        'headers = {"Cache-Control": "no-store"}\nraise ValidationError(_("No."), code="not at all")',
        'names = "January February".split()\nsql = "SELECT id FROM a"',
        'class Config(AppConfig):\n    label = "Desk"',
    ],
)
def test_wrapped_words_and_what_nobody_reads_in_a_module_are_left_alone(source):
    assert not in_python.faults("a.py", source)


@pytest.mark.parametrize("source", ['let a = "Saved now"', "let a = `Saved ${b} now`", "b.textContent = 'Saved';"])
def test_words_of_a_script_are_found(source):
    (fault,) = in_scripts.faults("a.js", f"// A comment\n{source}")
    assert fault.line == 2


def test_selectors_and_names_in_a_script_are_left_alone():
    source = '"use strict"; /* Some words */ a("p.lead, li > a[href]", `${b} / ${c}`); a("Ctrl key"); // not shown'
    assert not in_scripts.faults("a.js", source)
