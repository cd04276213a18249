#!/bin/sh
# claims-fuzz.t [SEED]: damaged files of claims are read or rejected, never misread.
export PYTHONPATH=scripts:tests PYTHONDONTWRITEBYTECODE=1
exec python3 tests/scripts/claims_fuzz.py "$@"
