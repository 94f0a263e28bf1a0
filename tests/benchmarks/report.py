"""The tables of a run, as plain text and as Markdown, and how the latter come into docs/performance.md."""

from tests.benchmarks import pages, table
from tests.benchmarks.sites import SIZES
from tests.benchmarks.table import Row, Target

# What stands between these in a document is what a run has made.
BEGIN, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"

PAGE_HEADS = ("page", "database", "queries", f"ms of {SIZES[0]:,}", f"ms of {SIZES[1]:,}", "ratio", "")
_PAGE_NUMBERS = {2, 3, 4, 5}


class Report:
    """What a run has measured: the rows of the table of ratios, and those of the pages by database."""

    def __init__(self):
        self.rows, self.pages = [], {}

    def add_pages(self, database, found):
        """Take in what `pages.main` found, and put the worst of each kind into the table of ratios."""
        self.pages[database] = found
        sizes = f"at {SIZES[1]:,} against {SIZES[0]:,}"
        for kind, names in (
            ("public page", [name for name in pages.PUBLIC if "search" not in name]),
            ("search", [name for name in pages.PUBLIC if "search" in name]),
            ("page of the desk", pages.DESK),
        ):
            worst = max(names, key=lambda name: found[name].ratio.median)
            target = Target(pages.limit(worst), is_at_most=True)
            row = Row(
                f"any {kind} {sizes}: time", database, target, found[worst].ratio, remark=f"the worst is '{worst}'"
            )
            self.rows.append(row)
        publishing = found[pages.PUBLISHING].ratio
        self.rows.append(Row(f"{pages.PUBLISHING} {sizes}: time", database, None, publishing))

    def text(self):
        """Return the tables as aligned text."""
        return "\n\n".join(table.text(*one) for one in self._tables())

    def markdown(self, *lines):
        """Return the tables as Markdown, below lines on the machine and the run."""
        return "\n\n".join([BEGIN, *lines, *(table.markdown(*one) for one in self._tables()), END])

    def _tables(self):
        if self.rows:
            yield table.HEADS, [table.words(row) for row in self.rows], table.NUMERIC
        found = [
            (
                name,
                database,
                page.queries,
                f"{page.small:.1f}",
                f"{page.large:.1f}",
                _ratio(page.ratio),
                _verdict(name, page),
            )
            for name in pages.NAMES
            for database, measured in self.pages.items()
            for page in [measured[name]]
        ]
        if found:
            yield PAGE_HEADS, found, _PAGE_NUMBERS


def put_into(document, text):
    """Put what `markdown()` returned between the marks of a document (a `Path`)."""
    before, _begin, rest = document.read_text().partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{document} has no place for it: {BEGIN} and {END}.")
    document.write_text(f"{before}{text}{after}")


def _ratio(spread):
    return f"{spread.median:.2f}"


def _verdict(name, page):
    if name in pages.PUBLIC or name in pages.DESK:
        return "" if page.ratio.median <= pages.limit(name) else "NOT met"
    return ""
