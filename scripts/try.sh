#!/usr/bin/env bash
# Installs whosays into an environment of its own, reads the sample reports into a ledger, and shows what came of it.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
make_environment ""

folder="$home/try"
ledger="$folder/whosays.ledger"
mkdir -p "$folder"
rm -f "$ledger" "$ledger-wal" "$ledger-shm"
cd "$root"

echo
echo "\$ whosays read samples"
"$bin/whosays" read samples --workers 2 --ledger "$ledger"
echo
echo "\$ whosays info"
"$bin/whosays" info --ledger "$ledger"
echo
echo "\$ whosays claims --type air_strike"
"$bin/whosays" claims --type air_strike --ledger "$ledger"
echo
claim=$("$bin/whosays" claims --format jsonl --ledger "$ledger" | "$bin/python" -c '
import json, sys
claims = [json.loads(line) for line in sys.stdin]
print(max(claims, key=lambda claim: (len(claim["attribution"]), claim["confidence"]))["claim_id"])')
echo "\$ whosays explain $claim"
"$bin/whosays" explain "$claim" --ledger "$ledger"
echo
echo "The program is $bin/whosays; the ledger $ledger. Read on in docs/start.md."
