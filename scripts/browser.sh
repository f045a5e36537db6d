#!/usr/bin/env bash
# Drives the desk in a real browser; arguments go to pytest. Installs Debian's Chromium where there is none and this is root.
set -euo pipefail
. "$(dirname "$0")/environment.sh"

chromium_ready() {
  [ -n "${WHOSAYS_CHROMIUM:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable
}

if ! chromium_ready >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Chromium ..." >&2
    apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends chromium fonts-dejavu-core >/dev/null
  fi
fi
chromium_ready >/dev/null || {
  echo "no browser: the desk's pages were NOT tested. Install Chromium, or name one in WHOSAYS_CHROMIUM." >&2
  exit 1
}
make_environment "[test,browser]"
[ -f "$root/web/node_modules/axe-core/axe.min.js" ] || (cd "$root/web" && npm ci --no-audit --no-fund)
cd "$root"
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
"$bin/python" -m pytest --config-file web/browser/pytest.ini web/browser "$@"
