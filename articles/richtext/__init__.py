"""Rich text: one function that cleans it, one field that applies it whatever the door, and its photographs.

Stored rich text is HTML of a small grammar: paragraphs, headings from h2 to h4, lists, quotations, tables, and figures
that name a photograph of the library by its key. Everything that writes or shows it imports from here.
"""

from articles.richtext.cleaning import clean, plain_text
from articles.richtext.fields import RichTextField, RichTextFormField, RichTextWidget
from articles.richtext.photographs import for_editor, image_ids, render, take_in

__all__ = [
    "RichTextField",
    "RichTextFormField",
    "RichTextWidget",
    "clean",
    "for_editor",
    "image_ids",
    "plain_text",
    "render",
    "take_in",
]
