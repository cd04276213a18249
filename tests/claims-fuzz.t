#!/usr/bin/env python3
"""Whatever is in a file of claims, it is read as claims or refused in a line with its place.

    BIN=bin tests/claims-fuzz.t [SEED]
"""
import os
import random
import sys

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, 'scripts'))
from oracle import Tap, write_file  # noqa: E402
from reliance.claims import claimfile  # noqa: E402
from reliance.claims.baskets import Baskets  # noqa: E402
from reliance.claims.places import Places  # noqa: E402
from reliance.claims.tools import Tools  # noqa: E402
from reliance.common import messages# noqa: E402

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
    """"read" or "refused", or what is wrong with how it was."""
    with open(path, 'wb') as file:
        file.write(data)
    try:
        claims = claimfile.read(path, *known)
    except messages.Failure as refused:
        lines = refused.stderr.splitlines() or [f'{messages.PROGRAM}: {refused}']
        good = refused.status == 1 and all(line.startswith(f'{messages.PROGRAM}: {path}:')
                                           for line in lines)
        return 'refused' if good else f'refused with {refused.stderr}{refused}'
    except Exception as error:  # pylint: disable=broad-exception-caught
        return repr(error)  # this is what is looked for
    good = all(claim.tolerance >= 0 and claim.periods and claim.basket.codes for claim in claims)
    return 'read' if good and 0 < len(claims) < data.count(b'\n') + 1 else f'read as {claims}'


def main():
    tap = Tap()
    os.environ['PATH'] = os.path.abspath(os.environ.get('BIN', 'bin')) + ':' + os.environ['PATH']
    tools = Tools(os.path.join(ROOT, 'scripts/claims'))
    known = Places(tools), Baskets(tools)
    with open(os.path.join(ROOT, 'testdata/claims.csv'), 'rb') as file:
        seed_file = file.read()
    path = write_file('fuzzed.csv', seed_file)
    tap.ok(judge(path, seed_file, known) == 'read', 'the file itself is read')
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    said = [judge(path, mutated(rng, seed_file), known) for _ in range(MUTATIONS)]
    wrong = [f'{number}: {what}' for number, what in enumerate(said) if what not in ('read', 'refused')]
    tap.ok(not wrong, f'{MUTATIONS} mutations of it are read or refused', *wrong[:3])
    tap.ok(min(said.count('read'), said.count('refused')) > MUTATIONS // 10, 'some of them each')
    return tap.end()


sys.exit(main())
