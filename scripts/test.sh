#!/usr/bin/env bash
# Installs whosays with what its tests need and runs them; arguments go to pytest.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
make_environment "[test]"
cd "$root"
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
"$bin/python" -m pytest "$@"
