# Shared by .ci/run and .ci/full: a fresh copy, the README's installation and tests, and how a step is run.
# The caller has `set -euo pipefail` and stands at the top of the checkout.

here=$PWD
work=$(mktemp -d)
# What tests write is lost afterwards anyway: where there is room in memory, no disk has to be waited for.
memory=""
if [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 3000000 ]; then
  memory=$(mktemp -d /dev/shm/exam.XXXXXX)
  export TMPDIR=$memory
fi
trap 'rm -rf "$work" ${memory:+"$memory"}' EXIT
unset PYTHONPATH VIRTUAL_ENV
export PYTEST_XDIST_AUTO_NUM_WORKERS=$(($(getconf _NPROCESSORS_ONLN) + 1)) # many tests wait for a terminal or a clock
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_QUIET=2

fresh_copy() { # what git knows or would take up, as it stands in the checkout
  git ls-files -z --cached --others --exclude-standard \
    | xargs -0 sh -c 'for f; do [ -e "$f" ] && printf "%s\0" "$f"; done' _ \
    | tar --null -T - -cf - | tar -xf - -C "$work"
  cd "$work"
}

readme() { sed -n "/^\`\`\`sh $1\$/,/^\`\`\`\$/p" "$here/README.md" | sed '1d;$d'; }

quiet() { # runs a command, and shows what it printed only where it failed
  local printed
  printed=$("$@" 2>&1) || { printf 'failed: %s\n%s\n' "$*" "$printed" >&2; exit 1; }
}

static_checks() {
  quiet .venv/bin/ruff check .
  quiet .venv/bin/ruff format --check .
  quiet .venv/bin/mypy
  quiet .venv/bin/lint-imports
}
