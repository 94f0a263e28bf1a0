"""Words of pages and mails that aren't wrapped for translation, once the tags of a template have become holes."""

from html.parser import HTMLParser

from tests.catalogues.words import LETTERS, Fault, is_shown, is_text, shorten

# Stands for what a template's tag puts in, so that lines and the page's own tags stay where they are.
HOLE = "\ue000"
ATTRIBUTES = {
    *"abbr alt aria-description aria-label aria-placeholder aria-roledescription aria-valuetext".split(),
    *"label placeholder summary title".split(),
}
# What a <meta> says to people elsewhere: in lists of results, on cards.
META = {"description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description"}


def faults(path, page):
    """Return the faults of a page with holes; one that isn't HTML, a mail, is text from end to end."""
    if path.endswith(".html"):
        words = Words(path)
        words.feed(page)
        words.close()
        return words.faults
    found = []
    for number, line in enumerate(page.split("\n"), 1):
        if is_text(line.replace(HOLE, "")):
            found.append(Fault(path, number, f"not wrapped: {shorten(line.replace(HOLE, '…'))}"))
    return found


class Words(HTMLParser):
    """The faults of a page, parsed as far as one may without running it."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.faults, self.unread = path, [], None

    def find(self, text, what):
        if is_text(text.replace(HOLE, "")):
            self.faults.append(Fault(self.path, self.getpos()[0], f"{what}: {shorten(text.replace(HOLE, '…'))}"))

    def handle_starttag(self, tag, attributes):
        found = {name.replace(HOLE, ""): value or "" for name, value in attributes}
        # The names on keys are those of the keyboard.
        if tag in {"script", "style", "kbd"}:
            self.unread = tag
        for name, value in found.items():
            is_button = tag == "input" and found.get("type") in {"submit", "button", "reset"} and name == "value"
            is_meta = tag == "meta" and name == "content" and (found.get("name") or found.get("property")) in META
            is_handed_over = name.startswith("data-") and is_shown(value.replace(HOLE, ""))
            if name in ATTRIBUTES or is_button or is_meta or is_handed_over:
                self.find(value, f"not wrapped, in {name}=")

    def handle_endtag(self, tag):
        if tag == self.unread:
            self.unread = None

    def handle_data(self, data):
        if self.unread or not is_text(data.replace(HOLE, "")):
            return
        line = self.getpos()[0] + data.count("\n", 0, LETTERS.search(data).start())
        self.faults.append(Fault(self.path, line, f"not wrapped: {shorten(data.replace(HOLE, '…'))}"))
