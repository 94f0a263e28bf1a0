"""Lines of text and what is bold, linked or quoted in them: the part of `arrangement` below the blocks.

While it is gathered, a line is a list of pieces: (formats, text), the formats being (tag, start tag) pairs.
"""

import html
import re

INLINE = {"strong", "em", "sub", "sup", "cite", "q", "a"}
BREAK = "\0"  # stands for <br> among the pieces of a line; `arrangement.scrub` left no other
# White space that isn't one plain space already.
_SPACES = re.compile(r"[ \t\n\r]{2,}|[\t\n\r]")


def opening(tag, attributes):
    """Return the start tag."""
    return f"<{tag}" + "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items()) + ">"


def with_format(formats, node):
    """Add an inline tag to the (tag, opening) pairs, unless the text is inside one of its kind already."""
    if any(tag == node.tag for tag, _start in formats) or (node.tag == "a" and not node.attributes.get("href")):
        return formats
    return (*formats, (node.tag, opening(node.tag, node.attributes)))


def without_strong(formats):
    """Return the formats without the bold ones."""
    return tuple(pair for pair in formats if pair[0] != "strong")


def pieces_of(nodes, formats=()):
    """Return the (formats, text) pieces of nodes as one line, whatever blocks they have."""
    found = []
    for node in nodes:
        if isinstance(node, str):
            found.append((formats, node))
        elif node.tag in INLINE:
            found += pieces_of(node.children, with_format(formats, node))
        else:
            found += [(formats, " "), *pieces_of(node.children, formats), (formats, " ")]
    return found


def paragraphs(pieces):
    """Split the pieces where two or more <br> stand together: somebody's way to begin a paragraph."""
    parts, breaks = [[]], 0
    for formats, text in pieces:
        if text == BREAK:
            breaks += 1
        elif text.strip():
            if breaks > 1:
                parts.append([])
            breaks = 0
        parts[-1].append((formats, text))
    return parts


def line_of(pieces):
    """Return the pieces as HTML: white space as a browser would show it, none at either end, each tag opened once."""
    kept = []
    is_edge, is_after_space = True, False
    for formats, text in pieces:
        if text == BREAK:
            _trim_end(kept)
            if kept:
                kept.append((formats, BREAK))
            is_edge = True
            continue
        text = _SPACES.sub(" ", text)
        text = text.lstrip() if is_edge else text.lstrip(" ") if is_after_space else text
        if text:
            kept.append((formats, text))
            is_edge, is_after_space = False, text.endswith(" ")
    _trim_end(kept)
    while kept and kept[-1][1] == BREAK:
        kept.pop()
        _trim_end(kept)
    return _written(kept)


def _trim_end(kept):
    while kept and kept[-1][1] != BREAK:
        formats, text = kept.pop()
        if text.rstrip():
            kept.append((formats, text.rstrip()))
            return


def _written(kept):
    written, path = [], ()
    for index, (formats, text) in enumerate(kept):
        if text == BREAK or text.isspace():
            # A link or a bold face around nothing visible would be a trap for the keyboard.
            after = kept[index + 1][0] if index + 1 < len(kept) else ()
            formats = path[: _shared(path, after)]
        shared = _shared(path, formats)
        written += [f"</{tag}>" for tag, _start in reversed(path[shared:])]
        written += [start for _tag, start in formats[shared:]]
        written.append("<br>" if text == BREAK else html.escape(text, quote=False))
        path = formats
    written += [f"</{tag}>" for tag, _start in reversed(path)]
    return "".join(written)


def _shared(first, second):
    """Return how many pairs two sequences of formats begin with alike."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
