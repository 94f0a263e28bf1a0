"""What the API answers where it can't give what was asked for: problem details (RFC 9457), all of one shape."""

import logging
import math
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from ninja.errors import Throttled, ValidationError

from articles.api.schemas import Fault, Problem

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


class Refusal(Exception):  # noqa: N818 - it is not an error of the program
    """Ends a request with a status, words for the engineer who reads them, and perhaps the parameters at fault."""

    def __init__(self, status, detail, *, faults=(), headers=None):
        super().__init__(detail)
        self.status, self.detail, self.faults, self.headers = status, detail, list(faults), headers or {}


def missing(detail, parameter=None):
    """Return the 404 for what isn't there, and was perhaps never."""
    return Refusal(404, detail, faults=[Fault(parameter=parameter, detail=detail)] if parameter else [])


def foolish(faults):
    """Return the 400 for parameters, given as {name: what is wrong}; of very long names the beginning is told."""
    found = [Fault(parameter=str(name)[:100], detail=detail) for name, detail in faults.items()]
    told = " ".join(f"{fault.parameter}: {fault.detail}." for fault in found[:5])
    return Refusal(400, told, faults=found[:100])


def answer(error):
    """Return the response to a request that ended with an exception; one that nobody foresaw is logged."""
    refusal = _refusal(error)
    problem = Problem(
        type="about:blank",
        title=HTTPStatus(refusal.status).phrase,
        status=refusal.status,
        detail=refusal.detail,
        errors=refusal.faults,
    )
    return HttpResponse(
        problem.model_dump_json(), status=refusal.status, content_type=CONTENT_TYPE, headers=refusal.headers
    )


def _refusal(error):
    match error:
        case Refusal():
            return error
        case ValidationError():
            # What a validator of ours says comes with the name of its exception.
            prefix = "Value error, "  # not shown: it is taken away
            return foolish({one["loc"][-1]: one["msg"].removeprefix(prefix) for one in error.errors})
        case SuspiciousOperation():
            return Refusal(400, "The request can't be read.")  # not shown: for programs
        case Http404():
            return missing("There is nothing at this address.")  # not shown: for programs
        case Throttled():
            seconds = math.ceil(error.wait)
            detail = f"Too many requests from your network. Ask again in {seconds} seconds."  # not shown: for programs
            return Refusal(429, detail, headers={"Retry-After": str(seconds)})
    logger.error("The API failed.", exc_info=error)
    return Refusal(500, "The server failed. It was logged; ask again later.")  # not shown: for programs
