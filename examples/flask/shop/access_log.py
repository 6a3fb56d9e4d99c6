"""One record per request, with the names of OpenTelemetry's HTTP attributes, and a warning for a slow one."""

import logging
import time

from flask import Flask, Response, g, request

access = logging.getLogger("shop.access")


def client_address() -> str:
    """The address that the load balancer saw: the last entry is the one that it added itself."""
    return request.headers.get("X-Forwarded-For", request.remote_addr or "").split(",")[-1].strip()


def init_app(app: Flask, slow_after: float) -> None:
    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.started
        http = {
            "method": request.method,
            "target": request.full_path.removesuffix("?"),
            "route": str(request.url_rule) if request.url_rule else None,
            "status_code": response.status_code,
            "user_agent": request.user_agent.string,
        }
        fields = {"http": http, "client": client_address(), "duration_ms": round(seconds * 1000, 1)}
        access.info("%s %s %s", request.method, request.path, response.status_code, extra=fields)
        if seconds > slow_after:
            slow = {"duration_ms": fields["duration_ms"], "route": http["route"]}
            access.warning("slow request: %s took %.0f ms", request.path, seconds * 1000, extra=slow)
        return response
