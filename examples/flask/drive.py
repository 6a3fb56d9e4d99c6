"""
Runs the shop as a real process under gunicorn, sends it seeded traffic, and keeps what it writes.

    python drive.py                                   # 30 minutes, writes logs/shop.log and planted-secrets.json
    python drive.py --seconds 20 --requests 300 --out /tmp/shop.log --planted /tmp/planted.json

The log is the process's own output, standard output and standard error in one stream, as a container's log driver gets
it. One thing is changed: the paths of this machine in tracebacks become those of a container (`/app`, `/usr/local`).
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from load.planted import Planted
from load.provider import Provider
from load.traffic import BURST, Request, Traffic, encoded

HERE = Path(__file__).resolve().parent


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1800, help="how long the traffic lasts")
    parser.add_argument("--requests", type=int, default=800, help="how many visits, about")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=HERE / "logs" / "shop.log")
    parser.add_argument("--planted", type=Path, default=HERE / "planted-secrets.json")
    return parser.parse_args()


def environment(planted: Planted, provider: Provider, port: int, closed_port: int) -> dict[str, str]:
    """What the shop is started with: its address, and the secrets that a deployment would give it."""
    password = planted.token("database_password", 9)
    return {
        "PATH": os.environ["PATH"],
        "SHOP_BIND": f"127.0.0.1:{port}",
        "SHOP_LOG_LEVELS": "shop.inventory=DEBUG,shop.accounts=DEBUG",
        "PAYMENT_PROVIDER_URL": provider.url,
        "REPORTS_DATABASE_URL": f"postgresql://shop_reports:{password}@127.0.0.1:{closed_port}/reports",
        "OBJECT_STORE_KEY": planted.plant("aws_access_key_id", "AKIA" + "IOSFODNN7EXAMPLE"),
        "OBJECT_STORE_SECRET": planted.plant("aws_secret_access_key", "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"),
    }


@contextmanager
def shop(env: dict[str, str], raw: Path) -> Iterator[None]:
    """The shop as a process of its own; ended by its pid, and its last records are written before it goes."""
    with raw.open("wb") as output:
        command = [sys.executable, "-m", "gunicorn", "wsgi:app"]
        process = subprocess.Popen(command, cwd=HERE, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_up(env["SHOP_BIND"], process)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_up(address: str, process: subprocess.Popen) -> None:
    host, port = address.split(":")
    for _ in range(150):
        if process.poll() is not None:
            raise SystemExit(f"the shop ended with {process.returncode} before it answered")
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the shop did not answer within 15 seconds")


def send(base: str, request: Request) -> int:
    headers = {"Content-Type": "application/json"} | request.headers
    asked = urllib.request.Request(base + request.path, encoded(request), headers, method=request.method)
    try:
        with urllib.request.urlopen(asked, timeout=20) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def drive(base: str, requests: list[Request], seconds: float, provider: Provider) -> dict[int, int]:
    """Sends every request at its time. The provider falls ill and recovers at the times that `BURST` says."""
    started = time.monotonic()
    statuses = []
    with ThreadPoolExecutor(8) as pool:
        for request in requests:
            time.sleep(max(0.0, started + request.at * seconds - time.monotonic()))
            provider.ill = BURST[0] <= request.at < BURST[1]
            statuses.append(pool.submit(send, base, request))
    counts = [future.result() for future in statuses]
    return {status: counts.count(status) for status in sorted(set(counts))}


def without_machine_paths(text: str) -> str:
    paths = sysconfig.get_paths()
    python = f"/usr/local/lib/python{sysconfig.get_python_version()}"
    for ours, container in (
        (paths["purelib"], f"{python}/site-packages"),
        (paths["stdlib"], python),
        (str(HERE), "/app"),
    ):
        text = text.replace(ours, container)
    return text


def survivors(planted: Planted, text: str) -> list[dict[str, str]]:
    """The planted values that the log holds: what a redactor has to find in it."""
    found = {name: value for name, value in planted.values.items() if value in text or json.dumps(value)[1:-1] in text}
    return [{"name": name, "value": value} for name, value in found.items()]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def main() -> None:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that ending the drive ends the shop, too
    planted = Planted(options.seed)
    provider = Provider()
    requests = Traffic(options.seed, planted).requests(options.requests)
    env = environment(planted, provider, free_port(), free_port())
    options.out.parent.mkdir(parents=True, exist_ok=True)
    raw = options.out.with_suffix(".raw.tmp")
    with shop(env, raw):
        statuses = drive(f"http://{env['SHOP_BIND']}", requests, options.seconds, provider)
    provider.close()
    text = without_machine_paths(raw.read_text("utf-8"))
    raw.unlink()
    options.out.write_text(text, "utf-8")
    secrets = survivors(planted, text)
    options.planted.write_text(json.dumps(secrets, indent=2) + "\n", "utf-8")
    print(f"{len(requests)} requests, answers {statuses}", file=sys.stderr)
    print(f"{text.count(chr(10))} lines, {len(text)} characters, {len(secrets)} planted secrets", file=sys.stderr)


if __name__ == "__main__":
    main()
