#!/usr/bin/env bash
# Install into .venv what running (`run`) or testing (`dev`) takes, with uv where it is on the path, else venv and pip.
set -euo pipefail
kind=$1
requirements=requirements.txt
[ "$kind" = dev ] && requirements=requirements-dev.txt

if command -v uv >/dev/null; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "${PYTHON:-python3}" .venv
    install() { uv pip install --quiet --python .venv/bin/python --compile-bytecode "$@"; }
else
    [ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
    install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }
fi
echo "Installing what is missing into .venv …"
install --require-hashes -r "$requirements"
install --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q estimator service blockkit agents terminal bot workspace
