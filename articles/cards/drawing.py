"""Drawing a card: the date as the ornament on the region's colour, the headline, and who says it."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image as Picture
from PIL import ImageDraw

from articles.cards import emblem, lettering
from pressroom.identity import Identity

# In pixels; what the large networks ask for.
WIDTH, HEIGHT = 1200, 630

ACCENT, PAPER, INK, SOFT, RULE, RED, RED_GROUND = (
    "#0a558c",
    "#ffffff",
    "#16202c",
    "#4b5a69",
    "#d5dce3",
    "#a4161a",
    "#fdecec",
)
# The column of the date, and the box of the words beside it.
_COLUMN = 296
_LEFT, _RIGHT, _TOP, _BOTTOM = 352, 1136, 60, 478
_FOOT = (516, 592)
_LEADING = 1.2
_HEADLINE_SIZES = (94, 84, 76, 68, 60, 54, 48, 43, 38, 34)


@dataclass(frozen=True)
class Words:
    """What a card says: all in the release's language, `state` is '' unless there is something to warn of."""

    headline: str
    day: str
    month: str
    year: str
    state: str
    office: str


def png(words: Words, identity: Identity):
    """Return the card as the bytes of a PNG."""
    card = Picture.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(card)
    accent = identity.accent_in_light or ACCENT
    _draw_date(draw, words, accent)
    top = _TOP
    if words.state:
        top = _draw_state(draw, words.state)
    _draw_headline(draw, words.headline, top)
    _draw_office(card, draw, words.office, identity, accent)
    content = BytesIO()
    # The shades of two or three colours and of a small emblem: a palette holds them, in half the bytes.
    card.quantize(256, Picture.Quantize.MEDIANCUT, dither=Picture.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _draw_date(draw, words, accent):
    """The accent was made so that it can be read on paper; so paper can be read on the accent."""
    draw.rectangle((0, 0, _COLUMN - 1, HEIGHT), fill=accent)
    middle = _COLUMN / 2
    draw.text((middle, 326), words.day, PAPER, lettering.font(208), anchor="ms")
    for text, line in ((words.month, 398), (words.year, 452)):
        if text := lettering.drawable(text):
            found = lettering.set_in(text, _COLUMN - 40, 60, (42, 38, 34, 30, 26), _LEADING)
            draw.text((middle, line), found.lines[0], PAPER, lettering.font(found.size), anchor="ms")


def _draw_state(draw, state):
    """Draw the word that warns, and return where the headline may begin."""
    font = lettering.font(32)
    text = lettering.drawable(state)
    length = font.getlength(text)
    draw.rounded_rectangle((_LEFT, _TOP, _LEFT + length + 40, _TOP + 56), 6, fill=RED_GROUND, outline=RED, width=2)
    draw.text((_LEFT + 20, _TOP + 39), text, RED, font, anchor="ls")
    return _TOP + 90


def _draw_headline(draw, headline, top):
    text = lettering.drawable(headline)
    if not text:
        return
    found = lettering.set_in(text, _RIGHT - _LEFT, _BOTTOM - top, _HEADLINE_SIZES, _LEADING)
    font = lettering.font(found.size)
    for number, line in enumerate(found.lines):
        # The first line's capitals begin at the top.
        baseline = top + found.size * (0.74 + number * _LEADING)
        draw.text((_LEFT, baseline), line, INK, font, anchor="ls")


def _draw_office(card, draw, office, identity, accent):
    top, bottom = _FOOT
    draw.line((_LEFT, top - 20, _RIGHT, top - 20), RULE, 2)
    drawn = emblem.of(identity, (180, bottom - top), accent, PAPER)
    card.paste(drawn, (_LEFT, top + (bottom - top - drawn.height) // 2), drawn)
    left = _LEFT + drawn.width + 24
    text = lettering.drawable(office)
    if not text:
        return
    found = lettering.set_in(text, _RIGHT - left, bottom - top, (34, 30, 27, 24, 21), 1.25)
    height = found.size * 1.25
    first = (top + bottom) / 2 - height * (len(found.lines) - 1) / 2 + found.size * 0.34
    for number, line in enumerate(found.lines):
        draw.text((left, first + number * height), line, SOFT, lettering.font(found.size), anchor="ls")
