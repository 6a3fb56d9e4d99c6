"""Orders and their payment, and the events that the payment provider sends back."""

import logging

from flask import Blueprint, abort, current_app, jsonify, request

from .payments import PaymentProvider

checkout = Blueprint("checkout", __name__)
log = logging.getLogger("shop.checkout")


@checkout.post("/orders")
def place_order():
    order = request.get_json()
    log.info(
        "order %s placed",
        order["id"],
        extra={"order_id": order["id"], "items": order["items"], "customer": {"email": order["email"]}},
    )
    settings = current_app.config["SHOP"]
    provider = PaymentProvider(settings.payment_provider_url, settings.payment_timeout_seconds)
    reference = provider.charge(order["id"], order["amount_cents"], order["card_number"])
    return jsonify(order=order["id"], reference=reference), 201


@checkout.post("/orders/<order_id>/direct-debit")
def direct_debit(order_id: str):
    mandate = request.get_json()
    # A whole request body in one field, as JSON inside JSON.
    log.info("direct debit mandate for order %s", order_id, extra={"payload": request.get_data(as_text=True)})
    if not mandate.get("iban"):
        abort(400)
    return jsonify(order=order_id), 202


@checkout.post("/webhooks/payments")
def payment_event():
    # Headers logged whole, to find out why signatures did not match.
    log.info("payment event received", extra={"headers": dict(request.headers)})
    return "", 204
