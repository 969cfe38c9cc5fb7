"""A PostgreSQL server on a free loopback port for the tests, where the machine has one."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALLED = Path("/usr/lib/postgresql")
MISSING = "needs PostgreSQL's initdb: apt-get install postgresql"
NOBODY = "postgres"


def _program(name: str) -> str:
    found = shutil.which(name) or next((str(path) for path in sorted(INSTALLED.glob(f"*/bin/{name}"))), None)
    if found is None:
        pytest.skip(MISSING)
    return found


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The address of a new server's database; the server refuses to run as root, so root lends it a user."""
    initdb, server = _program("initdb"), _program("pg_ctl")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="llmcost-pg-") as folder:
        user = NOBODY if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        data, options = f"{folder}/data", f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

        def run(*command: str) -> None:
            subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run(initdb, "-D", data, "-A", "trust", "-U", "llmcost", "--no-sync")
        run(server, "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgres://llmcost@127.0.0.1:{port}/postgres"
        finally:
            run(server, "-D", data, "-m", "immediate", "stop")
