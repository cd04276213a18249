#!/bin/sh
# A few faults of each kind in every job; scripts/test --faults has them all.
exec python3 -B tests/faults/faults.py --few
