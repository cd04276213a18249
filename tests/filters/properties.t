#!/usr/bin/env -S PYTHONPATH=tests PYTHONDONTWRITEBYTECODE=1 python3
"""Properties that hold for any data: order, splitting, sums, exactness, memory."""
import gzip
import itertools
import os
import random
import resource
import sys
from fractions import Fraction

import oracle
from oracle import (
    Tap,
    arguments,
    fixed,
    join_line,
    key_of,
    path_of,
    plain,
    random_lines,
    random_rows,
    read,
    text_of,
    within_of,
    write_file,
)

TAP = Tap()
SEEDS = 12  # tables per property
IDENTITY = oracle.COLUMNS[:6]

KINDS = 'mirrored,months,nested,groups,reconciled'  # random rows hold the same trade twice
ALLOW = ['--across-flows', '--allow', KINDS]
AGGREGATES = [
    ALLOW,
    [*ALLOW, '--by', 'period,flow', '--min', 'value_usd', '--max', 'net_kg', '--count', '--missing', 'net_kg'],
    [*ALLOW, '--by', 'flow,hs:2,note', '--mean', 'value_usd', '--distinct', 'hs,partner', '--complete'],
    [*ALLOW, '--by', 'reporter,partner', '--mean', 'net_kg', '--pivot', 'flow', '--unit-value'],
    [*ALLOW, '--by', 'flow', '--balanced', 'flow', '--count'],
]
RANKS = [
    [],
    ['--top', '2', '--others'],
    ['--ties', 'dense', '--top', '1', '--ascending', '--within', 'flow'],
    ['--ties', 'ordinal', '--within', '', '--top', '7', '--others', '--key', 'net_kg'],
    ['--unranked', 'partner=nes', '--within', 'period'],
]
CONCENTRATIONS = [
    [],
    ['--normalised', '--unctad', '--floor', '5%', '--digits', '9'],
    ['--of', 'value_usd', '--of', 'net_kg', '--within', 'reporter', '--supplier', 'partner'],
]
SHARES = [
    [],
    ['--of', 'value_usd', '--of', 'net_kg', '--with-total', '--within', 'period'],
    ['--change', 'prev'],
    ['--total', 'partner=CHN', '--digits', '9', '--fraction'],
]


def allowing(tool, args):
    """The arguments with the consent to add up random rows."""
    sums = tool in ('share', 'rank', 'concentration')
    return [*args, '--allow', KINDS] if sums else args


def output(tool, args, data='', **more):
    return oracle.output(tool, allowing(tool, args), data, **more)


def run(tool, args, data='', **more):
    return oracle.run(tool, allowing(tool, args), data, **more)


def table(seed, n=60, columns=oracle.COLUMNS, **more):
    """Header line and record lines of a random table."""
    rng = random.Random(seed)
    rows = random_rows(rng, n, **more)
    for row in rows:  # rows of selected partners have no share
        row['flags'] = row['flags'].replace('x', '')
    return random_lines(rng, columns, rows)


def shuffled(seed, lines):
    records = lines[1:]
    random.Random(seed).shuffle(records)
    return lines[:1] + records


def suitable(tool, args, lines):
    """The lines that are valid input: for concentration, one flow and one row per supplier."""
    if tool != 'concentration':
        return lines
    t, kept = read(text_of(lines)), {}
    within = within_of(t, args[args.index('--within') + 1] if '--within' in args else None)
    for row in t.rows:
        if 'flow' in within or row['flow'] == 'M':
            kept.setdefault(key_of(row, within + ['partner']), row.raw)
    return lines[:1] + list(kept.values())


def lines_of(out):
    return out.decode().split('\n')[:-1]


def same(text, differing):
    """Tests that the list of differences is empty."""
    TAP.ok(not differing, text, *differing[:3])


# Reading

def baci_cell(rng, column):
    """A cell of BACI; most are ordinary."""
    odd = rng.random() < 0.1
    if column == 'k':
        return rng.choice(['"280530"', '2805', ' 280530', '28053', 'TOTAL', '2805.30', '']
                          if odd else ['280530', '10121', '850511', '284690'])
    number = f'{rng.randrange(10 ** rng.randrange(1, 10)) / 1000:.3f}'
    if odd:
        return rng.choice(['0', '0.000', '', 'NA', '1e3', '-5', '+5.5', '.5', '5.', '007', '1.0005',
                           '5.123456789', '5.12345678949', '123456789012345678', 'x', '1.2.3',
                           '1234567890123456789', f'"{number}"', f' {number} ', '\t7', '12/3'])
    return number.rjust(14) if column == 'q' else number


def baci_lines(rng, n):
    """The cells of each line, in streaks of one i and j; some lines are not rows."""
    lines = []
    while len(lines) < n:
        head = ['2022', rng.choice(['4', '842', '156', 'nowhere']), rng.choice(['8', '12', '699'])]
        for _ in range(rng.randrange(6)):
            lines.append(head + [baci_cell(rng, column) for column in 'kvq'])
        lines += rng.choice([[], [], [['2022', '4']], [list('tijkvq')], [head + ['280530', '1"', '2']],
                             [['"2022"'] + head[1:] + ['280530', '7.5', '2']]])
    return lines


def streaks_change_nothing():
    """Rows that begin with the same cells are read as one streak; the result must be the same."""
    orders, differing, rows = ['tijkvq', 'tjiqvk', 'ktijvq'], [], 0
    for seed in range(SEEDS):
        cells, seen = [list('tijkvq')] + baci_lines(random.Random(seed), 400), []
        for order in orders:
            at = ['tijkvq'.index(c) for c in order]
            text = '\n'.join(','.join(line[k] for k in at) if len(line) == 6 else ','.join(line)
                             for line in cells) + '\n'
            for more in (['--rejects', '/dev/stderr', '--level', 'any', '--duplicates', 'keep'],
                         ['--rejects', '/dev/null', '--level', 'any', '--report', '/dev/stderr']):
                status, out, err = run('fetch-normalise', more, text)
                messages = [line for line in err.split('\n') if not line.startswith('<stdin>,')
                        or more[1] == '/dev/null']
                reasons = [line.split(',')[:3] for line in err.split('\n')
                           if line.startswith('<stdin>,')]
                seen.append((more[1], status, out, messages, reasons))
                rows += out.count(b'\n') - 1
        differing += [f'seed {seed}: {a}, {b}' for i, a in enumerate(seen) for b in seen[:i]
                      if a[0] == b[0] and a != b]
    same(f'columns in another order give the same rows and messages; {rows} rows', differing)


def seeds_change_nothing():
    """The seed of the hash tables reaches neither output nor messages."""
    trade = text_of(table(1, n=400))
    baci = '\n'.join(map(','.join, [list('tijkvq')] + baci_lines(random.Random(1), 400))) + '\n'
    jobs = [(tool, args, text_of(suitable(tool, args, table(1, n=400))))
            for tool, variants in [('aggregate', AGGREGATES), ('share', SHARES), ('rank', RANKS),
                                   ('concentration', CONCENTRATIONS)] for args in variants]
    jobs += [('aggregate', ['--by', 'period,hs,partner', *ALLOW, '--memory', '64K'], trade),
             ('fetch-normalise', ['--level', 'any', '--rejects', '/dev/null'], baci),
             ('fetch-normalise', ['--level', 'any', '--rejects', '/dev/null', '--duplicates', 'first',
                                  '--report', '/dev/stderr'], baci)]
    differing, rows = [], 0
    for tool, args, text in jobs:
        seen = []
        for seed in '123':
            os.environ['RELIANCE_HASH_SEED'] = seed
            seen.append(run(tool, args, text))
        del os.environ['RELIANCE_HASH_SEED']
        rows += seen[0][1].count(b'\n') - 1
        differing += [f'{tool} {" ".join(args)}: {x}' for x in seen[1:] if x != seen[0]]
    same(f'no seed of the hash tables changes what {len(jobs)} jobs print; {rows} rows', differing)


# Order

def shuffling_changes_no_byte(tool, variants):
    for args in variants:
        differing, rows = [], 0
        for seed in range(SEEDS):
            lines = suitable(tool, args, table(seed, 300, negative=tool != 'concentration'))
            a = output(tool, args, text_of(lines))
            b = output(tool, args, text_of(shuffled(seed, lines)))
            differing += [] if a == b else [f'seed {seed}', a.decode(), b.decode()]
            rows += a.count(b'\n') - 1
        same(f'shuffled rows give the same bytes: {tool} {" ".join(args)}', differing)
        TAP.ok(rows >= SEEDS, f'... {rows} rows')


def shuffling_moves_rows_of_share():
    for args in SHARES:
        differing = []
        for seed in range(SEEDS):
            lines = table(seed, unique=IDENTITY)
            kept = lines[:1] + [r.raw for r in read(text_of(lines)).rows
                                if '--total' not in args or r['partner'] != 'CHN']
            want = dict(zip(kept, lines_of(output('share', args, text_of(lines)))))
            assert len(want) == len(kept) > 10
            moved = shuffled(seed, lines)
            got = lines_of(output('share', args, text_of(moved)))
            if got != [want[x] for x in moved if x in want]:
                differing += [f'seed {seed}', *got]
        same(f'shuffled rows give the same rows in their order: share {" ".join(args)}', differing)


def sorted_by(columns, lines):
    t = read(text_of(lines))
    return lines[:1] + [r.raw for r in sorted(t.rows, key=lambda r: key_of(r, columns))]


def sorted_is_as_unsorted():
    """--sorted on sorted input, with the rows of a group in any order."""
    for tool, args, columns in [
            ('aggregate', AGGREGATES[0], ['period', 'flow', 'reporter', 'partner']),
            ('aggregate', AGGREGATES[1], ['period', 'flow']),
            ('aggregate', ['--by', 'note,reporter', *ALLOW, '--distinct', 'hs'],
             ['note', 'reporter']),
            ('aggregate', ['--by', 'period,note', *ALLOW, '--mean', 'net_kg', '--unit-value', '--estimated'],
             ['period', 'note']),
            ('share', [], ['period', 'flow', 'reporter']),
            ('share', ['--within', 'note,reporter', '--with-total'], ['note', 'reporter']),
            ('share', ['--total', 'hs=2805', '--within', 'partner'], ['partner']),
            ('rank', [], ['period', 'flow', 'reporter']),
            ('rank', ['--top', '2', '--others'], ['period', 'flow', 'reporter']),
            ('rank', ['--within', 'note,reporter', '--ties', 'dense'], ['note', 'reporter']),
            ('concentration', CONCENTRATIONS[1], ['period', 'flow', 'reporter']),
            ('concentration', CONCENTRATIONS[2], ['reporter'])]:
        differing, refused = [], 0
        for seed in range(SEEDS):
            lines = sorted_by(columns, suitable(tool, args, table(seed)))
            a = output(tool, args, text_of(lines))
            b = output(tool, args + ['--sorted'], text_of(lines))
            assert a.count(b'\n') > 1
            differing += [] if a == b else [f'seed {seed}', a.decode(), b.decode()]
            backwards = text_of(lines[:1] + lines[:0:-1])
            refused += run(tool, args + ['--sorted'], backwards)[0] == 1
        same(f'--sorted gives the same bytes: {tool} {" ".join(args)}', differing)
        TAP.ok(refused == SEEDS, f'--sorted refuses unsorted input: {tool} {" ".join(args)}',
               f'refused {refused} of {SEEDS}')


# Parts and wholes

def parts_of(rng, lines):
    """The records spread over one to five files, some perhaps empty."""
    n = rng.randrange(1, 6)
    parts = [lines[:1] for _ in range(n)]
    for line in lines[1:]:
        at = rng.randrange(n)
        parts[at] = parts[at] + [line]
    return parts


def merged_parts_are_the_whole():
    for args, merge in [
            ([], []),
            (['--by', 'period,flow', '--count', '--estimated'], []),
            (['--by', 'flow,hs:2', '--sum', 'net_kg', '--missing', 'net_kg'], []),
            (['--by', 'note,flow', '--complete', '--missing', 'value_usd,net_kg'], ['--complete']),
            (['--by', 'period:4', '--min', 'value_usd,net_kg', '--max',
              'value_usd,net_kg', '--count', '--missing', 'value_usd', '--complete'],
             ['--complete']),
            (['--by', '', '--count', '--max', 'net_kg'], [])]:
        differing = []
        for seed in range(SEEDS):
            rng = random.Random(seed)
            lines = table(seed, rng.choice([8, 60]), negative=True)
            whole = output('aggregate', [*ALLOW, *args], text_of(lines))
            parts = [write_file(f'part{i}', output('aggregate', [*ALLOW, *args], text_of(p)))
                     for i, p in enumerate(parts_of(rng, lines))]
            got = output('aggregate', [*ALLOW, '--merge', *merge, *parts])
            assert whole.count(b'\n') > 1
            differing += [] if got == whole else [f'seed {seed}', whole.decode(), got.decode()]
        same(f'merged parts are the whole: aggregate {" ".join(args)}', differing)


def slices_of_filter_are_the_whole():
    """Slices cut anywhere, without a header line, as from a cluster engine."""
    columns = join_line(oracle.COLUMNS)
    for args in [['2805,2846'], ['--invert', '2801-2846'],
                 ['--where', 'flow=M', '28', '--except', '284610']]:
        differing = []
        for seed in range(SEEDS):
            records = table(seed)[1:]
            rng = random.Random(seed)
            cuts = sorted(rng.randrange(len(records) + 1) for _ in range(4))
            want = output('filter-hs', ['--columns', columns] + args, text_of(records))
            got = (columns + '\n').encode()
            for a, b in zip([0] + cuts, cuts + [len(records)]):
                got += output('filter-hs', ['--columns', columns, '--headerless', *args],
                              text_of(records[a:b]))
            with_header = output('filter-hs', args, text_of([columns] + records))
            assert want.count(b'\n') > 1
            if not got == want == with_header:
                differing += [f'seed {seed}', want.decode(), got.decode()]
        same(f'slices are the whole: filter-hs {" ".join(args)}', differing)


def shapes_of_input(lines):
    """The same input in many forms: arguments and stdin."""
    data = text_of(lines).encode()
    half = len(lines) // 2
    head, tail = text_of(lines[:half]).encode(), text_of(lines[half:]).encode()
    tail_file = text_of(lines[:1] + lines[half:]).encode()
    packed = gzip.compress(data)
    joined = gzip.compress(head) + gzip.compress(tail)
    return {
        'a file': ([write_file('plain', data)], b''),
        '-': (['-'], data),
        'a gzip file': ([write_file('packed', packed)], b''),
        'gzip on stdin': ([], packed),
        'joined gzip members': ([], joined),
        'CRLF': ([], data.replace(b'\n', b'\r\n')),
        'a byte-order mark': ([], b'\xef\xbb\xbf' + data),
        'no last newline': ([], data[:-1]),
        'two files': ([write_file('head', head), write_file('tail', gzip.compress(tail_file))], b''),
        'two files joined': ([], head + tail_file),
        '--files-from': (['--files-from', '-'],
                         f'{path_of("head")}\n{path_of("tail")}\n'.encode()),
    }


def form_of_input_does_not_matter():
    for tool, args in [('aggregate', ALLOW), ('share', []), ('rank', ['--top', '3']),
                       ('filter-hs', ['28']), ('concentration', [])]:
        lines = suitable(tool, args, table(tool))
        want = output(tool, args, text_of(lines))
        assert want.count(b'\n') > 5
        for name, (more, data) in shapes_of_input(lines).items():
            status, got, err = run(tool, args + more, data)
            TAP.ok((status, got) == (0, want), f'{tool}: {name} gives the same bytes', err, got)


# Sums and shares

def group_sums(t, columns, measure):
    out = {}
    for row in t.rows:
        key = key_of(row, columns)
        out[key] = out.get(key, 0) + (oracle.number(row[measure]) or 0)
    return out


def shares_add_up():
    for args, digits, whole in [([], 4, 100), (['--digits', '0'], 0, 100), (['--digits', '9'], 9, 100),
                                (['--fraction', '--digits', '3', '--as', 'share_pct'], 3, 1)]:
        wrong, judged = [], 0
        for seed in range(SEEDS):
            t = read(output('share', args + ['--known', '--within', 'period'], text_of(table(seed))).decode())
            shares, sizes = group_sums(t, ['period'], 'share_pct'), {}
            totals = group_sums(t, ['period'], 'value_usd')
            for row in t.rows:
                sizes[row['period']] = sizes.get(row['period'], 0) + (row['share_pct'] != '')
            for (period,), total in shares.items():
                off = abs(total - (whole if totals[period,] else 0))
                judged += 1
                if off > sizes[period] * Fraction(1, 2 * 10**digits):
                    wrong.append(f'seed {seed}, {period}: {plain(total)}')
        same(f'shares add up to {whole}: share {" ".join(args)}', wrong)
        TAP.ok(judged > SEEDS, f'... in {judged} groups')


def indices_agree_with_shares():
    """The sum of the squared shares of 18 digits equals the HHI of 9 digits."""
    wrong, judged = [], 0
    for seed in range(SEEDS):
        lines = suitable('concentration', [], table(seed, 300))
        shares = read(output('share', ['--known', '--fraction', '--digits', '18'], text_of(lines)).decode())
        squares = {}
        for row in shares.rows:
            key = key_of(row, ['period', 'flow', 'reporter'])
            squares[key] = squares.get(key, 0) + Fraction(row['share'] or 0)**2
        got = read(output('concentration', ['--known', '--fraction', '--digits', '9'],
                          text_of(lines)).decode())
        for row in got.rows:
            h = squares[key_of(row, ['period', 'flow', 'reporter'])]
            judged += row['hhi'] != ''
            if row['hhi'] != '' and abs(Fraction(row['hhi']) - h) > Fraction(51, 10**11):
                wrong.append(f'seed {seed}: {row.raw}, not {fixed(h, 12)}')
    same('the HHI is the sum of the squared shares', wrong)
    TAP.ok(judged > SEEDS, f'... in {judged} groups')


def indices_do_not_depend_on_the_unit():
    """Values times a thousand: the totals change, the shares and indices do not."""
    wrong = []
    args = ['--normalised', '--unctad', '--floor', '10%']
    for seed in range(SEEDS):
        rng, lines = random.Random(seed), [['period,partner,value_usd'] for _ in range(2)]
        for i in range(100):
            value = rng.randrange(10 ** rng.randrange(1, 9))
            for text, unit in zip(lines, ('', '000')):
                text.append(f'{i % 7},P{i},{value}{unit}')
        a, b = (read(output('concentration', args, text_of(text)).decode()).rows for text in lines)
        wrong += [f'seed {seed}: {x.raw}, {y.raw}' for x, y in zip(a, b, strict=True)
                  if {**x, 'total': ''} != {**y, 'total': ''} or int(x['total']) * 1000 != int(y['total'])]
    same('concentration does not depend on the unit', wrong)


def rank_is_a_permutation():
    for ties in ('competition', 'dense', 'ordinal'):
        wrong = []
        for seed in range(SEEDS):
            lines = table(seed, negative=True)
            got = lines_of(output('rank', ['--ties', ties, '--unranked', 'partner=nes'],
                                  text_of(lines)))
            if (sorted(x.rpartition(',')[0] for x in got[1:]) != sorted(lines[1:]) or
                    got[0] != lines[0] + ',rank'):
                wrong += [f'seed {seed}', *got]
        same(f'rank --ties {ties} prints every row once', wrong)


LARGE = 500  # rows in two groups: far too many for the insertion sort


def large_table(seed, value):
    rng = random.Random(seed)
    records = [f'g{rng.randrange(2)},{value(rng)},n{rng.randrange(LARGE)}' for _ in range(LARGE)]
    return ['group,value_usd,note', *records]


def large_groups_are_in_order():
    tables = {
        'numbers of 34 digits': lambda rng: fixed(Fraction(rng.randrange(-10**34, 10**34), 10**9), 9),
        'numbers of all sizes': lambda rng: str(rng.getrandbits(rng.randrange(1, 59))),
        'few values and empty cells': lambda rng: rng.choice(['', '-1', '0', '1e-9', '2', '2.0']),
        'one value': lambda rng: '7',
    }
    options = [{}, {'ascending': True, 'ties': 'dense'}, {'top': '40', 'others': True},
               {'top': '2', 'ties': 'dense'}, {'top': '40', 'ties': 'ordinal'}]
    for seed, (kind, value) in enumerate(tables.items()):
        lines = large_table(seed, value)
        for o in options:
            o = {'within': 'group', **o}
            for order, text in [('', text_of(lines)), (', sorted', text_of(lines[:1] + sorted(lines[1:])))]:
                args = arguments(o)
                want = text_of(oracle.rank(read(text), **o)).encode()
                TAP.ok(output('rank', args, text) == want,
                       f'large groups of {kind}{order}: rank {" ".join(args)}')


def others_keep_the_sums():
    for args in [['--top', '1'], ['--top', '2', '--ties', 'ordinal', '--ascending'],
                 ['--top', '1', '--key', 'net_kg', '--within', 'flow,period'],
                 ['--top', '3', '--within', 'reporter', '--unranked', 'partner=nes,USA']]:
        wrong, others = [], 0
        for seed in range(SEEDS):
            lines = table(seed, negative=True)
            before = read(text_of(lines))
            out = output('rank', args + ['--others'], text_of(lines))
            after = read(out.decode())
            others += out.count(b'OTHERS')
            within = within_of(before, args[args.index('--within') + 1] if '--within' in args else None)
            for measure in ('value_usd', 'net_kg'):
                a, b = (group_sums(t, within, measure) for t in (before, after))
                wrong += [f'seed {seed}, {measure}, {key}: {plain(a[key])}, {plain(b.get(key, 0))}'
                          for key in a if a[key] != b.get(key, 0)]
        same(f'--others keep each group\'s sums: rank {" ".join(args)}', wrong)
        TAP.ok(others > SEEDS, f'... in {others} rows', others)


def others_twice_is_once():
    """A table that has been cut, cut again, is the table cut at once."""
    for args in ([], ['--ties', 'dense'], ['--ascending', '--ties', 'ordinal'],
                 ['--within', 'period', '--key', 'net_kg']):
        differing, others = [], 0
        for seed in range(SEEDS):
            lines = table(seed, n=120, columns=oracle.COLUMNS[:-1])  # a text has no sum
            a = output('rank', ['--top', '2', '--others', *args], text_of(lines)).decode()
            wide = output('rank', ['--top', '4', '--others', *args], text_of(lines))
            again = text_of([line.rsplit(',', 1)[0] for line in lines_of(wide)])
            b = output('rank', ['--top', '2', '--others', *args], again).decode()
            others += a.count('OTHERS')
            differing += [] if a == b else [f'seed {seed}', a, b]
        same(f'--others twice is --others once: rank {" ".join(args)}; {others} rows', differing)


# Exact numbers

def total_of(values, *args):
    out = output('aggregate', ['--by', '', *args], text_of(['value_usd', *values]))
    return lines_of(out)[1]


def is_total(text, values, want):
    got = total_of(values)
    TAP.ok(got == want, text, f'{got}, not {want}')


def sums_are_exact():
    is_total('0.1 and 0.2 are 0.3', ['0.1', '0.2'], '0.3')
    is_total('0.1 ten times is 1', ['0.1'] * 10, '1')
    is_total('a thousandth added to 1e15, many times', ['1e15'] + ['0.001'] * 12345,
             '1000000000000012.345')
    is_total('1788192308.939 three thousand times', ['1788192308.939'] * 3000, '5364576926817')
    is_total('2^53 + 1 + 1', ['9007199254740992', '1', '1'], '9007199254740994')
    is_total('sums beyond 64 bits', ['999999999999999999.999999999'] * 1000,
             '999999999999999999999.999999')
    is_total('sums below minus 64 bits', ['-999999999999999999.999999999'] * 1000,
             '-999999999999999999999.999999')
    is_total('a sum of zeros', ['-0', '0.000', '-.0'], '0')
    rng = random.Random(1)
    values = [fixed(Fraction(rng.randrange(-10**27, 10**27), 10**9), 9) for _ in range(500)]
    is_total('500 random numbers of 27 digits', values, plain(sum(map(Fraction, values))))


def cancelling_in_any_order():
    values = ['1e17', '-1e17', '0.000000001', '123456789.5', '-.25']
    wrong = [f'{v}: {total_of(v)}' for v in itertools.permutations(values)
             if total_of(v) != '123456789.250000001']
    same('values that cancel leave the rest exact, in any order', wrong)


LARGEST = '9' * 28 + '.999999999'  # a cell
BEYOND = '1' + '0' * 28


def too_big_is_an_error():
    for tool, args in [('aggregate', ['--by', '']), ('aggregate', ['--merge']), ('share', []),
                       ('rank', []), ('concentration', [])]:
        name = f'{tool} {" ".join(args)}'.rstrip()
        status, out, _ = run(tool, args, f'hs,value_usd\na,{LARGEST}\n')
        TAP.ok(status == 0 and LARGEST.encode() in out, f'{name}: accepts 28 digits', out)
        for cell in (BEYOND, '-' + BEYOND, '1e28', LARGEST + '5',
                     '340282366920938463463374607431768211457'):
            status, out, err = run(tool, args, f'hs,value_usd\na,{cell}\n')
            TAP.ok(status == 1 and out.endswith(f'\n!{tool} failed\n'.encode()) and '28 digits' in err,
                   f'{name}: {cell} is an error', status, out, err)
    stream = 'period,flow,reporter,partner,hs,value_usd\n2024,M,USA,CHN,280530,'
    status, out, _ = run('fetch-normalise', ['-q'], f'{stream}{LARGEST}\n')
    TAP.ok(status == 0 and LARGEST.encode() in out, 'fetch-normalise: accepts 28 digits', out)
    status, _, err = run('fetch-normalise', ['-q'], f'{stream}{BEYOND}\n')
    TAP.ok(status == 1 and '28 digits' in err, 'fetch-normalise: no more', status, err)


def printed_sums_can_be_read():
    """The largest sum that is printed is a cell of every filter; a larger one is an error."""
    most, more = [['4' + '9' * 27, '4' + '9' * 27 + '.999999999', last] for last in ('1', '1.000000001')]
    header = 'period,flow,reporter,partner,value_usd'
    rows = [text_of([header, *(f'2024,M,USA,CHN,{v}' for v in values)]) for values in (most, more)]
    total = output('aggregate', [], rows[0])
    TAP.ok(LARGEST.encode() in total, 'aggregate: prints a sum of 28 digits', total)
    for tool in ('aggregate', 'share', 'rank', 'concentration'):
        out = output(tool, [], total.decode())
        TAP.ok(LARGEST.encode() in out, f'{tool}: reads it', out)
    status, out, err = run('aggregate', [], rows[1])
    TAP.ok(status == 1 and '28 digits' in err and b'!aggregate failed' in out,
           'aggregate: a sum beyond it is an error', status, out, err)
    tail = text_of([header, '2024,M,USA,JPN,5' + '0' * 27, *(f'2024,M,USA,P{i},{v}' for i, v in
                                                           enumerate(more))])
    status, out, err = run('rank', ['--top', '1', '--others'], tail)
    TAP.ok(status == 1 and '28 digits' in err, 'rank: so is one of OTHERS', status, out, err)
    halves = read(output('share', ['--digits', '18'], text_of(
        [header, f'2024,M,USA,CHN,{LARGEST}', f'2024,M,USA,JPN,{LARGEST}'])).decode()).rows
    TAP.ok([row['share_pct'] for row in halves] == ['50.' + '0' * 18] * 2,
           'share: of a total beyond it', halves)
    ranked = output('rank', [], text_of([header, *(f'2024,M,USA,P{i},{v}' for i, v in enumerate(
        ['-' + LARGEST, LARGEST, '0', '9' * 28, '']))]))
    TAP.ok([line.split(',')[3] for line in lines_of(ranked)[1:]] == ['P1', 'P3', 'P2', 'P0', 'P4'],
           'rank: the largest and the smallest are in order', ranked)
    hhi = read(output('concentration', ['--digits', '18', '--normalised', '--unctad'], text_of(
        [header, *(f'2024,M,USA,P{i},2{"0" * 27}' for i in range(4))])).decode()).rows[0]
    TAP.ok(hhi['hhi'] == '2500.' + '0' * 18, 'concentration: of four of 28 digits', hhi)


def one_as_share_of_a_huge_total():
    lines = ['hs,value_usd', 'a,1'] + ['b,999999999999999999'] * 3000
    rows = read(output('share', ['--within', '', '--fraction', '--digits', '18'],
                       text_of(lines)).decode()).rows
    want = [fixed(Fraction(n, 1 + 3000 * 999999999999999999), 18) for n in (1, 999999999999999999)]
    TAP.ok([rows[0]['share'], rows[-1]['share']] == want, 'shares of a total beyond 64 bits',
           rows[0], rows[-1], want)


# Memory

LIMIT = 64 * 1024 * 1024


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


ROWS = 10**6
PADDING = 'x' * 40  # a filter that holds all rows exceeds the limit


def top_rows(values, groups, n, ascending):
    """The output of rank --top N for values spread over the groups."""
    out = ['group,value_usd,note,rank']
    for g in range(groups):
        best = sorted(values[g::groups], reverse=not ascending)[:n]
        out += [f'g{g},{v},{PADDING},{i + 1}' for i, v in enumerate(best)]
    return text_of(out).encode()


def top_is_bounded(name, values):
    text = 'group,value_usd,note\n' + ''.join(f'g{i % 3},{v},{PADDING}\n'
                                             for i, v in enumerate(values))
    for args in (['--top', '5'], ['--top', '5', '--ascending']):
        status, out, err = run('rank', ['--within', 'group', *args], text, preexec_fn=limit_memory)
        good = (status, out) == (0, top_rows(values, 3, 5, '--ascending' in args))
        TAP.ok(good, f'in 64 MB: rank {" ".join(args)}, {ROWS} rows, {name}', status, out[:500], err)
    out = output('rank', ['--within', 'group', '--top', '5', '--others'], text,
                 preexec_fn=limit_memory)
    sums = group_sums(read(out.decode()), [], 'value_usd')
    TAP.ok(sums[()] == sum(values), f'... with --others, {name}', out)


def sorted_is_bounded():
    """--sorted holds one group of ten rows at a time."""
    text = 'group,value_usd,note\n' + ''.join(f'{i // 10:06},{i % 7},{PADDING}{i % 10}\n'
                                             for i in range(ROWS))
    for tool, args, lines in [('aggregate', ['--by', 'group'], ROWS // 10 + 1),
                              ('concentration', ['--within', 'group', '--supplier', 'note'],
                               ROWS // 10 + 1),
                              ('share', ['--within', 'group'], ROWS + 1),
                              ('rank', ['--within', 'group'], ROWS + 1)]:
        status, out, err = run(tool, args + ['--sorted'], text, preexec_fn=limit_memory)
        good = status == 0 and out.count(b'\n') == lines and out.split(b'\n')[-2][:6] == b'099999'
        TAP.ok(good, f'in 64 MB: {tool} --sorted, {ROWS} rows', status, out[-200:], err)


def memory_is_bounded():
    if os.environ.get('SANITIZED') == '1':
        TAP.ok(True, 'bounded memory # SKIP a sanitizer needs more')
        return
    mixed = list(range(ROWS))
    random.Random(5).shuffle(mixed)
    top_is_bounded('rising', list(range(ROWS)))
    top_is_bounded('falling', list(range(ROWS, 0, -1)))
    top_is_bounded('mixed', mixed)
    sorted_is_bounded()


def main():
    streaks_change_nothing()
    seeds_change_nothing()
    shuffling_changes_no_byte('aggregate', AGGREGATES)
    shuffling_changes_no_byte('rank', RANKS)
    shuffling_changes_no_byte('concentration', CONCENTRATIONS)
    shuffling_moves_rows_of_share()
    sorted_is_as_unsorted()
    merged_parts_are_the_whole()
    slices_of_filter_are_the_whole()
    form_of_input_does_not_matter()
    shares_add_up()
    indices_agree_with_shares()
    indices_do_not_depend_on_the_unit()
    rank_is_a_permutation()
    large_groups_are_in_order()
    others_keep_the_sums()
    others_twice_is_once()
    sums_are_exact()
    cancelling_in_any_order()
    too_big_is_an_error()
    printed_sums_can_be_read()
    one_as_share_of_a_huge_total()
    memory_is_bounded()
    return TAP.end()


sys.exit(main())
