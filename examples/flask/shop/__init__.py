"""A small shop. What matters here is how it logs; see README.md beside this package."""

from flask import Flask

from . import access_log, errors, logs, request_id
from .accounts import accounts
from .catalogue import catalogue
from .checkout import checkout
from .operations import operations
from .settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Makes the application. Logging comes first, so that whatever goes wrong after it is in the log."""
    settings = settings or Settings.from_environment()
    logs.start(settings.log_levels)

    app = Flask(__name__)
    app.config["SHOP"] = settings
    request_id.init_app(app)
    access_log.init_app(app, slow_after=settings.slow_request_seconds)
    errors.init_app(app)
    for blueprint in (accounts, catalogue, checkout, operations):
        app.register_blueprint(blueprint)
    return app
