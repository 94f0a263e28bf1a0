"""What the pages are about, by their paths: known for many more than are kept themselves, since it takes little."""

# Some 250 bytes each.
MOST = 10_000


class Subjects:
    """What `marks.about` said of pages under the site's present version."""

    def __init__(self):
        # Of the version and the next moment: what was scheduled may take another's place then.
        self._holds, self._found = None, {}

    def get(self, path, state):
        """Return what the page at a path is about, in a `State` of the site (or None); None where it isn't known."""
        return self._found.get(path) if state and self._holds == (state.token, state.until) else None

    def learn(self, path, about, state):
        """Remember what the page at a path is about."""
        holds = state.token, state.until
        if self._holds != holds or len(self._found) >= MOST:
            self._holds, self._found = holds, {}
        self._found[path] = about
