"""
The logging configuration: JSON lines on standard output, through a queue.

A request only puts its record into the queue; one thread formats and writes. When standard output blocks (a log driver
that cannot keep up), requests go on, and the queue, which is bounded, drops records and says how many.
"""

import atexit
import logging
import logging.config
import queue
from logging.handlers import QueueHandler, QueueListener

from .request_id import RequestIdFilter

QUEUE_SIZE = 10_000

FORMATTERS = {
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": "%(levelname)s %(name)s %(message)s",
        "rename_fields": {"levelname": "level", "name": "logger"},
        "static_fields": {"service": "shop"},
        "timestamp": True,  # event time, RFC 3339 in UTC, with microseconds
    },
}

# The loggers of libraries. They propagate to the root, so that there is one way out, and one format.
LIBRARY_LEVELS = {
    "werkzeug": "WARNING",  # its access line per request has no request id; ours has
    "gunicorn.error": "INFO",
    "gunicorn.access": "WARNING",
    "urllib3": "WARNING",
}


HANDLERS = {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}}


def process_config(levels: dict[str, str] | None = None) -> dict:
    """The whole `dictConfig`, records written directly: right for a process that is about to fork; see `start`."""
    loggers = LIBRARY_LEVELS | {"shop": "INFO"} | (levels or {})
    return {
        "version": 1,
        "disable_existing_loggers": False,  # loggers made at import time stay alive
        "formatters": FORMATTERS,
        "handlers": HANDLERS,
        "loggers": {name: {"level": level, "handlers": [], "propagate": True} for name, level in loggers.items()},
        "root": {"level": "INFO", "handlers": ["out"]},
    }


class InProcessQueueHandler(QueueHandler):
    """
    Hands a record to the writing thread.

    The standard handler's `prepare` is made for other processes: it folds the traceback into the message, and the JSON
    would have no `exc_info` of its own. Here only what may change after the call is fixed: message and traceback.
    """

    dropped = 0

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        record.msg, record.args = record.getMessage(), None
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        return record

    def enqueue(self, record: logging.LogRecord) -> None:
        try:
            self.queue.put_nowait(record)
        except queue.Full:
            self.dropped += 1
            return
        if self.dropped and self.queue.qsize() < QUEUE_SIZE // 2:
            dropped, self.dropped = self.dropped, 0
            logging.getLogger(__name__).warning("log queue was full", extra={"dropped_records": dropped})


def start(levels: dict[str, str]) -> QueueListener:
    """Configures logging for this process and starts the writing thread; what is queued is written before exit."""
    logging.config.dictConfig(process_config(levels))
    root = logging.getLogger()
    [writer] = root.handlers
    records: queue.Queue[logging.LogRecord] = queue.Queue(QUEUE_SIZE)
    handler = InProcessQueueHandler(records)
    handler.addFilter(RequestIdFilter())  # in the thread of the request: the writing thread has no request
    root.handlers = [handler]
    listener = QueueListener(records, writer)
    listener.start()
    atexit.register(listener.stop)
    logging.captureWarnings(True)
    return listener
