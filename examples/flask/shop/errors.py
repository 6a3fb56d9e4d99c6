"""What a client gets to see of an error: a code and the request id, never the message; that is in the log."""

import logging

from flask import Flask, g, jsonify
from werkzeug.exceptions import HTTPException

from .payments import PaymentDeclined, PaymentError

log = logging.getLogger("shop.errors")


def init_app(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException):
        return answer(error.code or 500, error.name.lower().replace(" ", "_"))

    @app.errorhandler(PaymentDeclined)
    def declined(error: PaymentDeclined):
        return answer(402, error.reason)

    @app.errorhandler(PaymentError)
    def payment_failed(error: PaymentError):
        logging.getLogger("shop.payments").exception("payment failed for order %s", error.order_id)
        return answer(502, "payment_unavailable")

    @app.errorhandler(Exception)
    def unexpected(error: Exception):
        log.exception("unhandled %s", type(error).__name__)
        return answer(500, "internal_error")


def answer(status: int, code: str):
    return jsonify(error=code, request_id=g.get("request_id")), status
