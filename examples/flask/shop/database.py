"""A stand-in for a database driver: it really connects, and its error says where to, as some drivers' errors do."""

import socket
from urllib.parse import urlsplit


def connect(url: str) -> socket.socket:
    address = urlsplit(url)
    try:
        return socket.create_connection((address.hostname, address.port), timeout=1)
    except OSError as error:
        raise ConnectionError(f"could not connect to {url}") from error
