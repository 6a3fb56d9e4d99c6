"""A payment provider on this machine that can be told to be ill: errors, silence, cut connections, as the real ones."""

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .planted import DECLINED_CARD


class Provider:
    def __init__(self) -> None:
        self.ill = False
        self.charges = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def handler_for(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            charge = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.charges += 1
            if provider.ill:
                self.fail(provider.charges % 5)
            elif charge["card"] == DECLINED_CARD:
                self.answer(402, {"error": "card_declined"})
            else:
                self.answer(200, {"reference": f"ch_{provider.charges:06}"})

        def fail(self, kind: int) -> None:
            if kind == 0:
                time.sleep(1.5)  # longer than the shop waits
            elif kind == 1:
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                self.answer(503, {"error": "maintenance"})

        def answer(self, status: int, body: dict) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_arguments: object) -> None:
            """Says nothing: only the shop's output is captured."""

    return Handler
