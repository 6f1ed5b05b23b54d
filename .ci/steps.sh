# Shared by .ci/run and .ci/full: a fresh copy, the README's installation and tests, and how a step is run.
# The caller has `set -euo pipefail` and stands at the top of the checkout.

here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PYTHONPATH VIRTUAL_ENV
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
