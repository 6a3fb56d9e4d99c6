"""
Older code, from before there was a logging configuration: it prints.

Every application has a corner like this one. Its lines are not JSON, have no request id, and a traceback is many lines,
which a line-wise log driver sends as many events.
"""

import logging
import sys
import traceback

log = logging.getLogger("shop.inventory")


def sync(stock: dict) -> None:
    log.debug("inventory sync begins", extra={"entries": len(stock)})
    try:
        quantities = {sku: quantity_of(entry) for sku, entry in stock.items()}
    except ValueError:
        print("inventory sync failed, will try again", file=sys.stderr, flush=True)
        print(traceback.format_exc(), end="", file=sys.stderr, flush=True)
        return
    log.info("inventory synchronised", extra={"entries": len(quantities)})


def quantity_of(entry: dict) -> int:
    try:
        return int(entry["quantity"])
    except ValueError as error:
        raise ValueError(f"bad entry from supplier {entry.get('contact')}: {entry['quantity']!r}") from error
