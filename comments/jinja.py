"""What the templates of public pages may call of this app; see `pressroom.jinja`."""

from comments.showing import replies

GLOBALS = {"replies": replies}
FILTERS = {}
