"""What the templates of public pages may call, and what they keep."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe

PUBLIC = Path(__file__).resolve().parents[2] / "templates/public"
KEPT = re.compile(r'\bkept\(\s*"([^"]+)"')


def show(code, **values):
    return engines["jinja2"].from_string(code).render(values)


def test_what_is_put_into_a_page_is_escaped_unless_it_is_marked_as_safe():
    assert show("{{ word }}{{ html }}", word="<&\"'>", html=mark_safe("<b>")) == "&lt;&amp;&#34;&#39;&gt;<b>"


def test_a_message_is_html_and_what_it_names_is_not():
    assert show('{{ _("<b>%(name)s</b>: 5 %%", name=name) }}', name="<a>") == "<b>&lt;a&gt;</b>: 5 %"
    shown = show('{{ ngettext("%(number)s & one", "%(number)s & many", n, number=name) }}', n=2, name="<a>")
    assert shown == "&lt;a&gt; & many"


def test_a_message_is_in_the_language_of_the_page_and_of_a_block_in_another_one():
    code = '{{ _("Close") }} {% call spoken("ru") %}{{ _("Close") }}{{ pgettext("an offer", "Close") }}{% endcall %}'
    for language, word in (("en", "Close"), ("kk", "Жабу")):
        with translation.override(language):
            first, _space, others = show(code).partition(" ")
        assert (first, others) == (word, "ЗакрытьЗакрыть")


def test_what_is_left_out_is_empty_and_so_is_what_it_would_hold():
    assert show("{{ a }}{{ a.b }}{{ a.b.c }}{% if a.b %}1{% endif %}{% for one in a.b %}1{% endfor %}") == ""


def test_another_template_sees_what_it_is_given_and_nothing_else():
    shown = show(
        '{{ include("articles/_heart.html", name=a) }}{{ include("articles/_heart.html") }}', a="<b>", name="c"
    )
    assert re.findall("<title>(.*?)</title>", shown) == ["&lt;b&gt;", ""]


def test_a_piece_is_shown_once_for_each_key():
    code = '{% call kept("word", language) %}<{{ word }}>{% endcall %} {{ word }}'
    assert show(code, language="en", word="a&b") == "<a&amp;b> a&amp;b"
    assert show(code, language="en", word="c") == "<a&amp;b> c"
    assert show(code, language="ru", word="c") == "<c> c"


def test_what_a_page_left_out_is_no_part_of_a_key():
    with pytest.raises(TypeError, match="Undefined is no part"):
        show('{% call kept("word", nothing) %}{% endcall %}')


def test_no_two_templates_keep_pieces_of_one_name():
    names = [
        (name, path.name) for path in PUBLIC.rglob("*.html") for name in dict.fromkeys(KEPT.findall(path.read_text()))
    ]
    found = [name for name, _path in names]
    assert len(found) > 10
    # Where one is, which is a part of their keys, tells these apart.
    assert {name for name in found if found.count(name) > 1} <= {"periods"}


@pytest.mark.parametrize("path", sorted(PUBLIC.rglob("*.html")), ids=lambda path: path.relative_to(PUBLIC).as_posix())
def test_a_template_is_whole_and_names_no_function_that_is_not_there(path):
    environment = engines["jinja2"].env
    source = path.read_text()
    environment.compile(source)
    # What it calls by a name of its own: a function, or what the page gives it.
    called = set(re.findall(r"(?<![\w.|])([a-z_]\w*)\(", " ".join(re.findall(r"\{[{%].*?[%}]\}", source, re.DOTALL))))
    assert called <= {*environment.globals, "super"}
    filters = set(re.findall(r"\|\s*([a-z_]+)", " ".join(re.findall(r"\{[{%].*?[%}]\}", source, re.DOTALL))))
    assert filters <= set(environment.filters)
