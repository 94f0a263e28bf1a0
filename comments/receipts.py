"""The address at which a writer sees what became of a reply: signed, so that nobody guesses another's."""

from django.core import signing

_signer = signing.Signer(salt="comments.receipt")


def address(comment):
    """Return the path of the page that tells the writer of this reply what became of it."""
    return comment.release.url("comments:reply") + _signer.sign(comment.pk) + "/"


def key(signed):
    """Return the primary key that the last part of such a path names, or None if it wasn't made here."""
    try:
        return int(_signer.unsign(signed))
    except (signing.BadSignature, ValueError):
        return None
