"""
The secrets that the traffic carries, all synthetic, and the list of them.

They look real enough for a redactor, and harmless enough for a public repository: test card numbers, AWS's documented
example key, reserved domains and address blocks (RFC 2606, RFC 5737), tokens signed with nothing.
"""

import base64
import hashlib
import hmac
import json
import random
from dataclasses import dataclass, field

NAMES = [
    "Maria Keller", "Jonas Lindqvist", "Amina Haddad", "Tomasz Nowak", "Grace Okafor", "Luca Moretti", "Yuki Tanaka",
    "Elena Petrova", "Diego Fuentes", "Sofie Jansen", "Liam Murphy", "Priya Raman", "Noah Weber", "Ines Duarte",
    "Marek Dvorak", "Hanna Virtanen", "Omar Farouk", "Chloe Martin", "Peter Novak", "Aisha Bello",
]  # fmt: skip
CARDS = ["4242424242424242", "5555555555554444", "378282246310005", "6011111111111117", "5105105105105100"]
DECLINED_CARD = "4000056655665556"
IBANS = ["DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606", "NL91ABNA0417164300"]


@dataclass
class Planted:
    """Makes values from a seed and remembers them by name."""

    seed: int
    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(f"planted {self.seed}")

    def plant(self, name: str, value: str) -> str:
        self.values[name] = value
        return value

    def password(self, name: str) -> str:
        word = self.random.choice(["Herbst", "Espresso", "Lighthouse", "Kolibri", "Marathon", "Granada"])
        return self.plant(name, f"{word}{self.random.choice('!-_#')}{self.random.randrange(1000, 9999)}")

    def token(self, name: str, size: int = 16) -> str:
        return self.plant(name, self.random.randbytes(size).hex())

    def jwt(self, name: str, subject: str) -> str:
        head, claims = ({"alg": "HS256", "typ": "JWT"}, {"sub": subject, "iss": "shop.example", "iat": 1735689600})
        signed = f"{base64url(head)}.{base64url(claims)}"
        signature = hmac.new(self.random.randbytes(32), signed.encode(), hashlib.sha256).digest()
        return self.plant(name, f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}")


@dataclass(frozen=True)
class Customer:
    name: str
    email: str
    password: str
    address: str
    card: str
    iban: str


def customers(planted: Planted) -> list[Customer]:
    return [customer(planted, number, name) for number, name in enumerate(NAMES)]


def customer(planted: Planted, number: int, name: str) -> Customer:
    domain = planted.random.choice(["example.com", "example.org", "example.net", "mail.example"])
    block = planted.random.choice(["203.0.113", "198.51.100", "192.0.2"])
    return Customer(
        name=name,
        email=planted.plant(f"email_{number:02}", f"{name.lower().replace(' ', '.')}@{domain}"),
        password=planted.password(f"password_{number:02}"),
        address=planted.plant(f"address_{number:02}", f"{block}.{10 + number * 7}"),
        card=planted.plant(f"card_{number % 5}", CARDS[number % 5])
        if number
        else planted.plant("card_declined", DECLINED_CARD),
        iban=planted.plant(f"iban_{number % 4}", IBANS[number % 4]),
    )


def base64url(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).rstrip(b"=").decode()
