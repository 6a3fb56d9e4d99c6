"""
One id per request, in every record that the request logs.

The id of the caller (a load balancer, another service) is kept when it looks like one, so that a request can be
followed through several systems; anything else is replaced: a header is user input.
"""

import logging
import re
import uuid
from contextvars import ContextVar

from flask import Flask, Response, g, request

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9_.-]{8,64}")

current_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class RequestIdFilter(logging.Filter):
    """Adds `request_id`. It sits on the handler, not on a logger, so that records of libraries get it too."""

    def filter(self, record: logging.LogRecord) -> bool:
        request_id = current_request_id.get()
        if request_id is not None:
            record.request_id = request_id
        return True


def init_app(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        offered = request.headers.get(HEADER, "")
        g.request_id = offered if ACCEPTED.fullmatch(offered) else uuid.uuid4().hex
        current_request_id.set(g.request_id)

    @app.after_request
    def answer(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        return response

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        current_request_id.set(None)
