"""`manage.py makemessages`: Django's command, which reads the templates of the public pages as well: Jinja2's."""

import json
from pathlib import Path, PurePath

from django.core.management.commands import makemessages
from jinja2 import Environment, TemplateSyntaxError, nodes

# What the templates wrap words with; xgettext knows all of them.
WRAPPING = {"_", "ngettext", "npgettext", "pgettext"}


def is_jinja(path):
    """Return whether a file, by its path inside the project, is one of Jinja2's templates."""
    return PurePath(path).parts[:2] == ("templates", "public")


def as_python(source, path):
    """Return a Jinja2 template as Python that holds its messages alone, each on its own line, for xgettext.

    A comment `{# Translators: … #}` goes to the next message. Raise `jinja2.TemplateSyntaxError` for what can't be
    read, and where something follows such a comment on its line: xgettext tells by lines what a comment is about.
    """
    environment = Environment(autoescape=True)
    written = source.split("\n")
    lines, numbers = [""] * len(written), []
    for call in environment.parse(source, filename=path).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in WRAPPING:
            lines[call.lineno - 1] += f"{call.node.name}({', '.join(_literal(each) for each in call.args)}); "
            numbers.append(call.lineno)
    for line, kind, text in environment.lex(source, filename=path):
        if kind == "comment" and text.strip().startswith("Translators"):
            last = line + text.count("\n")
            if not written[last - 1].rstrip().endswith("#}"):
                raise TemplateSyntaxError("what translators are told needs a line of its own", last, filename=path)
            message = min((number for number in numbers if number > last), default=None)
            if message:
                # A comment at the end of the line before is still about the first message of the next one.
                lines[message - 2] += f"# {' '.join(text.split())} "
    return "\n".join(lines)


def _literal(argument):
    # Not `repr`: xgettext reads a no-break space as it stands, and "\xa0" as a byte that is no UTF-8.
    is_text = isinstance(argument, nodes.Const) and isinstance(argument.value, str)
    return json.dumps(argument.value, ensure_ascii=False) if is_text else "0"


class BuildFile(makemessages.BuildFile):
    """A file on its way to xgettext, which reads Python."""

    def preprocess(self):
        if self.is_templatized and is_jinja(self.path):
            source = Path(self.path).read_text(encoding="utf-8")
            Path(self.work_path).write_text(as_python(source, self.path), encoding="utf-8")
        else:
            super().preprocess()


class Command(makemessages.Command):
    build_file_class = BuildFile
