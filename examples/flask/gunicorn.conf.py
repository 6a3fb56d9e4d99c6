"""gunicorn's settings: one process with threads, and its own messages as the same JSON lines as the application's."""

import os

from shop.logs import process_config

bind = os.environ.get("SHOP_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("SHOP_WORKERS", "1"))
threads = 8
timeout = 30
graceful_timeout = 10

# The application writes one access line per request itself (shop/access_log.py): it knows the request id and the route.
accesslog = None

# For the master process. The worker replaces it in `create_app`, where the queue's thread can be started: a thread
# that was started before the fork does not exist after it.
logconfig_dict = process_config()
