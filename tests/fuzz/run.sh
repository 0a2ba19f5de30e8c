#!/usr/bin/env bash
# Runs one fuzz target, or each of them in turn, from the seeds and the samples.
# ./run.sh [TARGET [SECONDS]]
set -euo pipefail
cd "$(dirname "$0")"

# The same versions as the program.
cp ../../Cargo.lock Cargo.lock

run() {
    local target=$1 seconds=$2 seeds=("seeds/$1")
    if [ "$target" = intake ]; then
        seeds+=(../intakes)
    fi
    mkdir -p "corpus/$target" "seeds/$target"
    # Whole folders are written with each input: into memory, where there is such a place.
    if [ -d /dev/shm ]; then
        export TMPDIR=/dev/shm
    fi
    # Safe code alone: no sanitizer is needed, and it would take most of the speed.
    cargo +nightly fuzz run --fuzz-dir . -s none "$target" "corpus/$target" "${seeds[@]}" -- \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -dict=words.dict -print_final_stats=1
}

if [ $# -ge 1 ]; then
    run "$1" "${2:-120}"
else
    for target in intake plan knowledge record folder; do
        run "$target" 120
    done
fi
