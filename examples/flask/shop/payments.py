"""The client of the payment provider: what fails when the shop's errors come in a burst."""

import json
import logging
import urllib.error
import urllib.request

log = logging.getLogger("shop.payments")


class PaymentError(Exception):
    """The provider could not be asked, or did not answer in time. The customer may try again."""

    def __init__(self, message: str, order_id: str) -> None:
        super().__init__(message)
        self.order_id = order_id


class PaymentDeclined(Exception):
    """The provider answered, and the answer was no."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PaymentProvider:
    def __init__(self, url: str, timeout: float) -> None:
        self.url, self.timeout = url, timeout

    def charge(self, order_id: str, amount_cents: int, card_number: str) -> str:
        """Charges the card and returns the provider's reference."""
        body = json.dumps({"order": order_id, "amount": amount_cents, "card": card_number}).encode()
        request = urllib.request.Request(f"{self.url}/charges", body, {"Content-Type": "application/json"})
        try:
            answer = self.send(request)
        except urllib.error.HTTPError as error:
            if error.code != 402:
                raise PaymentError(f"provider answered {error.code} to order {order_id}", order_id) from error
            # What one finds in real logs: somebody needed the number once, to help a customer.
            log.warning("card %s declined for order %s", card_number, order_id)
            raise PaymentDeclined("card_declined") from error
        except (TimeoutError, OSError) as error:
            raise PaymentError(f"provider unreachable for order {order_id}", order_id) from error
        log.info("charged order %s", order_id, extra={"order_id": order_id, "amount_cents": amount_cents})
        return answer["reference"]

    def send(self, request: urllib.request.Request) -> dict:
        with urllib.request.urlopen(request, timeout=self.timeout) as response:
            return json.load(response)
