#!/bin/bash
# tests/bench/assessments.sh URL [SECONDS]: judging over HTTP against a running server (script/run, or `gangway serve`), with wrk
# (Debian package wrk) on the same machine: 64 clients as fast as they can, and 4 clients one after the other for the latency of
# a server that is not overloaded. Claim: p99 of an assessment stays under 5 ms at 2,000 requests a second on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
url=${1:?URL of the server, for example http://127.0.0.1:8080}
seconds=${2:-10}
command -v wrk >/dev/null || { echo "assessments: apt-get install wrk" >&2; exit 1; }
bodies=$(mktemp -d)
trap 'rm -rf "$bodies"' EXIT
/usr/bin/python3 - "$bodies" <<'END'
import json, pathlib, sys
out = pathlib.Path(sys.argv[1])
people = [json.loads(f.read_text(encoding="utf-8"))["facts"] for f in sorted(pathlib.Path("tests/people").glob("*.json"))]
line = lambda facts: json.dumps({"region": "cn-31", "as_of": "2026-11-24", "facts": facts}) + "\n"
(out / "people").write_text("".join(map(line, people)), encoding="utf-8")
(out / "nothing").write_text(line({}), encoding="utf-8")
END
run() { # ENDPOINT BODIES CLIENTS
  echo "$1, $2, $3 clients"
  BENCH_PATH=$1 BENCH_BODIES=$bodies/$2 wrk -t2 -c"$3" -d"${seconds}s" --timeout 30s -s tests/bench/assessments.lua "$url" | tail -1
}
for clients in 64 4; do
  run /api/v1/assessments people "$clients"
  run /api/v1/questions people "$clients"
  run /api/v1/questions nothing "$clients"
done
