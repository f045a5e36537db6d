# Sourced by the other scripts: makes whosays' own Python environment outside the repository and sets $bin to its programs.
# Needs Python 3.11 or newer with pip; where the venv module is missing (Debian keeps it in a package of its own), virtualenv is fetched.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
home="${XDG_CACHE_HOME:-$HOME/.cache}/whosays"
venv="$home/venv"
bin="$venv/bin"

make_environment() { # make_environment EXTRAS: e.g. "" or "[test]"
  local python="${PYTHON:-python3}"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "whosays needs Python 3.11 or newer; $python is $("$python" --version 2>&1)" >&2
    return 1
  }
  mkdir -p "$home"
  if [ ! -x "$bin/python" ]; then
    "$python" -m venv "$venv" 2>/dev/null || {
      rm -rf "$venv"
      "$python" -m pip install --quiet --target "$home/bootstrap" virtualenv
      PYTHONPATH="$home/bootstrap" "$python" -m virtualenv --quiet "$venv"
    }
  fi
  echo "installing into $venv (the first time takes some minutes) ..." >&2
  "$bin/python" -m pip install --quiet --disable-pip-version-check --editable "$root$1"
}
