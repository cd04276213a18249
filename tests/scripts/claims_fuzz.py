"""claims_fuzz.py [SEED]: mutations of a file of claims are read as claims or rejected with a
message that names the line. Run by tests/claims-fuzz.t."""
import os
import random
import sys

from oracle import ROOT, Tap, write_file

from reliance.claims import claimfile
from reliance.claims.baskets import Baskets
from reliance.claims.countries import Countries
from reliance.claims.filters import Filters
from reliance.common import messages

MUTATIONS = 1500
PIECES = [b'', b'"', b'""', b',', b'\n', b'\r\n', b'\0', b'\xff', b'\xef\xbb\xbf', b'-', b'1e9', b'nan',
          b'9' * 5000, b'>', b'W00', b'EU27', b'\x1b[2J', '٣'.encode(), b'2012:2023', b'id', b'.', b' ']


def mutated(rng, data):
    for _ in range(rng.randint(1, 4)):
        at, to = sorted(rng.randint(0, len(data)) for _ in range(2))
        to = min(to, at + rng.randint(0, 12))
        piece = rng.choice([rng.choice(PIECES), data[at:to], bytes([rng.randrange(256)])])
        data = data[:at] + piece + data[to:]
    lines = data.split(b'\n')
    if rng.random() < 0.3:
        rng.shuffle(lines)
    return b'\n'.join(lines)


def judge(path, data, known):
    """Returns "read", "rejected", or a description of a wrong result. `known` is countries and
    baskets."""
    with open(path, 'wb') as file:
        file.write(data)
    try:
        claims = claimfile.read(path, *known)
    except messages.Failure as failure:
        lines = failure.stderr.splitlines() or [f'{messages.PROGRAM}: {failure}']
        good = failure.status == 1 and all(line.startswith(f'{messages.PROGRAM}: {path}:')
                                           for line in lines)
        return 'rejected' if good else f'rejected with {failure.stderr}{failure}'
    except Exception as error:  # pylint: disable=broad-exception-caught
        return repr(error)  # the defect that this test looks for
    good = all(claim.tolerance >= 0 and claim.periods and claim.basket.codes for claim in claims)
    return 'read' if good and 0 < len(claims) < data.count(b'\n') + 1 else f'read as {claims}'


def main():
    tap = Tap()
    os.environ['PATH'] = os.path.abspath(os.environ.get('BIN', 'bin')) + ':' + os.environ['PATH']
    filters = Filters(os.path.join(ROOT, 'scripts/claims'))
    known = Countries(filters), Baskets(filters)
    with open(os.path.join(ROOT, 'testdata/claims.csv'), 'rb') as file:
        seed_file = file.read()
    path = write_file('fuzzed.csv', seed_file)
    tap.ok(judge(path, seed_file, known) == 'read', 'the file is read without mutations')
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    results = [judge(path, mutated(rng, seed_file), known) for _ in range(MUTATIONS)]
    wrong = [f'{number}: {what}' for number, what in enumerate(results) if what not in ('read', 'rejected')]
    tap.ok(not wrong, f'{MUTATIONS} mutations are read or rejected', *wrong[:3])
    tap.ok(min(results.count('read'), results.count('rejected')) > MUTATIONS // 10,
           'a tenth or more of each')
    return tap.end()


sys.exit(main())
