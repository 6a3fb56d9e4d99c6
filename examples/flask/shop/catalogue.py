"""Products: most of the traffic, and most of the log."""

import logging

from flask import Blueprint, abort, jsonify, request

catalogue = Blueprint("catalogue", __name__)
log = logging.getLogger("shop.catalogue")

PRODUCTS = {
    f"SKU-{number:04d}": {"name": name, "price_cents": 450 + number * 130, "weights": [250, 1000][: 1 + number % 2]}
    for number, name in enumerate(
        ["Espresso", "Filter", "Decaf", "Sampler", "Grinder", "Kettle", "Scale", "Cup", "Server", "Papers"], start=1
    )
}


@catalogue.get("/products")
def list_products():
    return jsonify(products=list(PRODUCTS))


@catalogue.get("/products/<sku>")
def show_product(sku: str):
    if sku not in PRODUCTS:
        log.info("no such product: %s", sku)
        abort(404)
    return jsonify(PRODUCTS[sku])


@catalogue.get("/search")
def search():
    words = request.args.get("q", "")
    found = [sku for sku, product in PRODUCTS.items() if words.lower() in product["name"].lower()]
    log.info("search", extra={"query": words, "found": len(found)})
    return jsonify(products=found)


@catalogue.get("/products/<sku>/price")
def price(sku: str):
    """Fails for a product sold in one size only: an ordinary bug, with an ordinary traceback."""
    product = PRODUCTS[sku]
    per_gram = product["price_cents"] / product["weights"][1]
    return jsonify(per_kilogram=round(per_gram * 1000))
