"""Which process works on an order, and whether it still lives."""

import os
import socket
import time

_STARTED = f"{time.time():.3f}"


def this_worker() -> str:
    """A name for this process: its machine, its number there, and when it began."""
    return f"{socket.gethostname()[:64]} {os.getpid()} {_STARTED}"


def is_gone(worker: str) -> bool:
    """Whether a process of this machine has ended; of another machine's nothing is known, and it counts as alive."""
    if worker == this_worker():
        return False
    host, number, _ = this_worker().split()
    its_host, its_number, _ = worker.split()
    return its_host == host and (its_number == number or not _is_alive(int(its_number)))


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
