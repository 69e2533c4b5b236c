#!/usr/bin/env bash
# Runs `npm run test:all`: first `npm test`, then the suites that it leaves out, and at the same time the tests of
# generated router configurations on real routers. The last line is `N passed, N failed` over all of them.
set -u
cd "$(dirname "$0")/.." || exit

scratch=$(mktemp -d)
routers=
trap 'kill $routers 2>/dev/null; rm -rf "$scratch"' EXIT
passed=0 failed=0 ended=0

# Adds the numbers of passed and failed tests of a step. A step without numbers counts as one failure.
add() {
  local exit_code=$1 more=$2 broken=$3
  [ -n "$more$broken" ] || broken=1
  [ "$exit_code" = 0 ] || [ "${broken:-0}" != 0 ] || broken=1
  passed=$((passed + ${more:-0})) failed=$((failed + ${broken:-0}))
  [ "$exit_code" = 0 ] || ended=1
}
# Adds the numbers in the last line of a log, which is `N passed, N failed`.
add_totals() {
  local more broken
  read -r more broken < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$2" | tail -n 1)
  add "$1" "${more:-}" "${broken:-}"
}

npm test --silent 2>&1 | tee "$scratch/quick"
add_totals "${PIPESTATUS[0]}" "$scratch/quick"

# The router tests mostly wait for hold times and then measure how long the routers take, so they get the highest priority.
nice -n -20 npm run --silent test:bgp >"$scratch/routers" 2>&1 &
routers=$!
node tools/run.mjs test --rest 2>&1 | tee "$scratch/rest"
add_totals "${PIPESTATUS[0]}" "$scratch/rest"

wait "$routers"
ended_with=$? routers=
cat "$scratch/routers"
add "$ended_with" \
  "$(sed -nE 's/^Tests:.* ([0-9]+) passed.*/\1/p' "$scratch/routers" | tail -n 1)" \
  "$(sed -nE 's/^Tests: +([0-9]+) failed.*/\1/p' "$scratch/routers" | tail -n 1)"

echo "$passed passed, $failed failed"
[ "$ended" = 0 ]
