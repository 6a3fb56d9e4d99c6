"""Health checks, reports, and jobs that an operator starts."""

import logging
import time

from flask import Blueprint, current_app, jsonify, request

from . import inventory
from .database import connect

operations = Blueprint("operations", __name__)
log = logging.getLogger("shop.operations")


@operations.get("/health")
def health():
    return jsonify(status="ok")


@operations.get("/reports/sales")
def sales_report():
    """Slow, the longer the period."""
    days = min(request.args.get("days", 7, type=int), 365)
    time.sleep(days * 0.008)
    return jsonify(days=days)


@operations.post("/reports/nightly")
def nightly_report():
    """Two chained exceptions, and the database's URL with its password in the message of the first."""
    try:
        connect(current_app.config["SHOP"].reports_database_url)
    except ConnectionError as error:
        raise RuntimeError("nightly report: no database") from error
    return "", 204


@operations.post("/backups")
def backup():
    settings = current_app.config["SHOP"]
    log.error(
        "upload of backup refused: SignatureDoesNotMatch, AWSAccessKeyId=%s",
        settings.object_store_key,
        extra={"environment": {"AWS_SECRET_ACCESS_KEY": settings.object_store_secret, "AWS_REGION": "eu-central-1"}},
    )
    return jsonify(error="backup_failed"), 503


@operations.post("/inventory/sync")
def sync_inventory():
    inventory.sync(request.get_json())
    return "", 202
