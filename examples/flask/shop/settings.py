"""What the environment decides, read in one place."""

import os
from dataclasses import dataclass, field


def parse_levels(text: str) -> dict[str, str]:
    """`shop.payments=DEBUG,urllib3=ERROR` to a dictionary. An operator can turn one logger up without a release."""
    pairs = (item.split("=", 1) for item in text.split(",") if "=" in item)
    return {name.strip(): level.strip().upper() for name, level in pairs}


@dataclass(frozen=True)
class Settings:
    payment_provider_url: str = "http://127.0.0.1:9"
    payment_timeout_seconds: float = 1.0
    reports_database_url: str = "postgresql://shop@127.0.0.1:9/reports"
    object_store_key: str = ""
    object_store_secret: str = ""
    slow_request_seconds: float = 0.5
    log_levels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls) -> "Settings":
        env = os.environ
        return cls(
            payment_provider_url=env.get("PAYMENT_PROVIDER_URL", cls.payment_provider_url),
            reports_database_url=env.get("REPORTS_DATABASE_URL", cls.reports_database_url),
            object_store_key=env.get("OBJECT_STORE_KEY", ""),
            object_store_secret=env.get("OBJECT_STORE_SECRET", ""),
            log_levels=parse_levels(env.get("SHOP_LOG_LEVELS", "")),
        )
