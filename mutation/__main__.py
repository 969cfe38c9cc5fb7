"""`make mutate`: break the code, run the tests, write docs/mutation.md; status 1 when a survivor has no reason."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from mutation.page import page, shown, without_reason
from mutation.session import ROOT, Mutant, Session

HERE = Path(__file__).parent
PAGE = ROOT / "docs" / "mutation.md"
MAXIMUM_SECONDS = 15 * 60


def main() -> int:
    """Run every session side by side for at most a quarter of an hour, and write the page."""
    sessions = tomllib.loads((HERE / "sessions.toml").read_text(encoding="utf-8"))
    reasons = tomllib.loads((HERE / "reasons.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        mutants = _tried([Session(name, Path(folder), **what) for name, what in sessions.items()])
    PAGE.write_text(page(mutants, reasons), encoding="utf-8")
    unexplained = without_reason(mutants, reasons)
    for one in unexplained:
        print(shown(one))
    noticed = sum(one.noticed is True for one in mutants)
    print(f"{noticed} of {len(mutants)} breaks were noticed; {len(unexplained)} survivors have no reason yet.")
    return int(bool(unexplained))


def _tried(sessions: Sequence[Session]) -> list[Mutant]:
    ends = time.monotonic() + MAXIMUM_SECONDS
    for session in sessions:
        session.prepare()
    running = [session.start() for session in sessions]
    for process in running:
        try:
            process.wait(max(0.0, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
    return [mutant for session in sessions for mutant in session.mutants()]


if __name__ == "__main__":
    sys.exit(main())
