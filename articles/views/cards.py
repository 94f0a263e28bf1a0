"""The card of a release: the image that others show beside a link to it."""

import logging

from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles import cards
from articles.lookup import at_address
from articles.views.files import PUBLIC_SECONDS, answer
from pressroom import identity

logger = logging.getLogger(__name__)


@require_safe
@at_address
def card(request, edition, version):
    """Answer with the card of the live edition.

    `version` only keeps others from showing an old card: whichever is asked for, the present card is the answer,
    because a post of last year names an earlier one. So nobody can have more cards drawn than there are.
    """
    try:
        name = cards.make(edition, identity.load(edition.release.language))
        response = answer(request, name, cards.CONTENT_TYPE)
    except FileNotFoundError as error:
        logger.exception("The card of release %s can't be read.", edition.release_id)
        raise Http404 from error
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response
