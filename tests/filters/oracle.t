#!/usr/bin/env -S PYTHONPATH=tests PYTHONDONTWRITEBYTECODE=1 python3
"""Random tables and options: filters print the same bytes as the oracle, except fetch-normalise.

    BIN=bin tests/filters/oracle.t [TOOL [NUMBER]]

runs all cases, those of one filter, or one.
"""
import gzip
import random
import sys

import oracle
from oracle import Tap, arguments, random_lines, random_rows, read, run, text_of, write_file

CASES = 150  # of each filter

BLOCS = write_file('blocs.csv', '''bloc,member,from,to
"East, far",CHN,,
"East, far",JPN,2021,
West,USA,2012-02-03,2022
West,"Korea, Rep. of",,202106
West,DEU,202101,2022-06-15
''')
BASKETS = [
    write_file('plain.csv', 'basket,hs\na,2846\nb,850511\n'),
    write_file('editions.csv', 'basket,edition,hs\na,H4,280530\na,H5,2805\na,H6,2846\na,,8505.11\n'),
    write_file('names.csv', 'hs_revision,hs6\nHS12,280530\nHS17,284610\nHS22,284690\nHS2017,280530\n'),
    write_file('same.csv', 'basket,edition,hs\n' +
               ''.join(f's,H{n},284610\ns,H{n},280530\n' for n in range(7))),
]


SEEN = write_file('seen.csv', 'period,flow,reporter\n' + ''.join(
    f'{period},{flow},{reporter}\n' for period in (2019, 2020, 2021, 2022, 2023) for flow in 'MX'
    for reporter in ('USA', 'DEU', 'CHN', 'JPN') if (period, reporter) != (2021, 'DEU')))


HEADER = 'period,flow,reporter,partner,hs,value_usd,flags,customs'
TWICE = [[HEADER, *rows] for rows in (
    # clean
    ('2023,M,USA,CHN,284610,1,,C00', '2023,M,USA,JPN,284690,1,e,', '2024,X,USA,JPN,284690,1,n,C00'),
    ('2023,M,USA,CHN,28,1,,', '2023,M,USA,CHN,2901,1,,'),
    ('2023,M,USA,CHN,2846,1,m,', '2023,M,JPN,CHN,2846,1,,'),
    ('2023,M,USA,CHN,2846,1,,', '202301,M,JPN,CHN,2846,1,,'),
    ('2023,M,EUR,CHN,2846,1,,', '2023,M,JPN,CHN,2846,1,,'),
    ('2012,M,EUR,CHN,2846,1,,', '2012,M,EU27,CHN,2846,1,,', '2012,M,USA,R4,2846,1,,'),
    ('2023,M,EUR,CHN,2846,1,,', '2023,M,GBR,CHN,2846,1,,'),
    ('2023,M,USA,CHN,2846,1,,C01', '2023,M,USA,CHN,2846,1,,C05'),
    # not additive
    ('2023,M,USA,CHN,2846,1,m,', '2023,M,USA,JPN,2846,1,,'),
    ('2023,M,USA,CHN,2846,1,,', '202301,M,USA,CHN,2846,1,,'),
    ('2023,M,USA,CHN,2846,1,,', '202301,M,USA,JPN,2847,1,,'),
    ('2012,M,EUR,CHN,2846,1,,', '2012,M,GBR,CHN,2846,1,,'),
    ('2012,M,USA,EUR,2846,1,,', '2012,M,USA,GBR,2847,1,,'),
    ('2012,M,USA,R4,2846,1,,', '2012,M,USA,VNM,2846,1,,'),
    ('2012,M,USA,EU27,2846,1,,', '2012,M,USA,DEU,2846,1,,'),
    ('2023,M,USA,CHN,2846,1,,', '2023,M,USA,JPN,284690,1,,'),
    ('2023,M,USA,CHN,2846,1,,', '2023,M,JPN,CHN,284690,1,,'),
    ('2023,M,USA,CHN,2846,1,,', '2024,M,USA,CHN,284690,1,,'),
    ('2023,M,USA,CHN,TOTAL,2,,', '2023,M,USA,CHN,284690,1,,'),
    ('2023,M,USA,CHN,2846,1,,C00', '2023,M,USA,CHN,2846,1,,C05'),
)]


FIXED = [  # cases that random tables hit too rarely
    ('distinct values of partner are counted after blocs replace members', 'aggregate',
     {'by': 'period', 'distinct': 'partner', 'bloc_file': BLOCS},
     ['period,partner,value_usd', '2021,CHN,1', '2021,JPN,2', '2021,FRA,4']),
    ('World and its parts in a group are an error also with --sorted', 'aggregate',
     {'by': 'hs', 'sorted': True},
     ['hs,partner,value_usd', '28,CHN,1', '28,W00,1', '29,CHN,1']),
    *((f'trade is counted twice: {" ".join(lines[1:])}, by {by}', 'aggregate',
       {'by': by, **({'allow': 'nested'} if 'allowed' in lines[0] else {})}, lines)
      for lines in TWICE for by in ('period,flow,reporter,partner', 'period,flow,partner', 'period:4,flow', 'flow,reporter,hs',
                 'period,flow,reporter,hs:2', 'period,hs:4,flags', 'reporter')),
    ('a mean is rounded once, half to even', 'aggregate', {'by': '', 'mean': 'value_usd'},
     ['value_usd', '0.000000001', '0.000000002']),
    ('a cell is rounded half to even at the ninth decimal', 'aggregate', {'by': 'hs'},
     ['hs,value_usd', 'a,0.0000000005', 'b,0.0000000015', 'c,0.00000000250', 'd,-0.0000000015',
      'e,0.00000000050000000001', 'f,2.5e-9', 'g,-0.0000000005']),
    ('a share is rounded half to even', 'share', {'within': '', 'digits': '0'},
     ['hs,value_usd', 'a,0.5', 'b,1.5', 'c,2.5', 'd,95.5']),
    ('a difference of shares is rounded once, half to even, never -0', 'share',
     {'change': 'prev', 'digits': '2'},
     ['period,hs,value_usd', '2020,a,1', '2020,b,7', '2021,a,2501', '2021,b,17499', '2022,a,2504',
      '2022,b,17496']),
    ('a difference of shares of huge totals', 'share', {'change': 'prev', 'digits': '18'},
     ['period,hs,value_usd', '2020,a,999999999999999999', '2020,b,999999999999999998.999999999',
      '2021,a,999999999999999999.999999999', '2021,b,999999999999999999.999999998']),
    ('OTHERS of a group that is cut off completely', 'rank', {'top': '1', 'others': True},
     ['period,hs,value_usd,net_kg', '2020,a,,5', '2020,b,,6', '2021,a,1,7']),
    ('what is cut is added to an earlier OTHERS', 'rank', {'top': '1', 'others': True},
     ['period,hs,value_usd,net_kg,share_pct', '2020,OTHERS,50,5,50.0', '2020,a,30,6,30.0',
      '2020,b,20,7,20.0', '2021,OTHERS,90,,90.0', '2021,a,10,1,10.0', '2022,OTHERS,1,1,50.0',
      '2022,OTHERS,1,1,50.0']),
    ('an earlier OTHERS has no rank and is last', 'rank', {'unranked': ['hs=b']},
     ['period,hs,value_usd,net_kg', '2020,OTHERS,50,5', '2020,a,30,6', '2020,b,20,7',
      '2020,c,,7', '2021,OTHERS,,']),
    ('the share of OTHERS is that of its sum', 'rank', {'top': '1', 'others': True},
     ['period,hs,value_usd,net_kg,value_usd_share_pct,net_kg_share', '2020,a,90,1,90,0.01',
      '2020,b,0.4,99,0,0.99', '2020,c,9.6,,10,', '2021,a,5,1,71,1.00', '2021,b,2,,29,',
      '2022,a,5,1,50.1,1.00', '2022,b,5,1,50,0.00']),
    ('the share of OTHERS is of the printed total', 'rank', {'top': '1', 'others': True},
     ['period,hs,value_usd,share_pct,value_usd_total', '2020,a,90,45.00,200', '2020,b,1,0.50,200',
      '2021,a,90,45.00,200', '2021,b,1,0.50,201']),
    ('indices that end in a half are rounded half to even', 'concentration',
     {'within': 'period', 'digits': '1', 'fraction': True, 'normalised': True, 'unctad': True},
     ['period,hs,value_usd', '1,a,1', '1,b,1', '1,c,1', '1,d,1', '2,a,85', '2,b,5', '2,c,5', '2,d,5',
      '3,a,3', '3,b,1', '4,a,9', '4,b,3', '4,c,3', '4,d,1', '5,a,31', '5,b,25', '5,c,23', '5,d,1',
      '6,a,25', '6,b,23', '6,c,23', '6,d,9', '6,e,0']),
    ('indices of the largest values and the smallest', 'concentration',
     {'within': '', 'digits': '18', 'normalised': True, 'unctad': True},
     ['hs,value_usd'] + [f'{i},999999999999999999.99999999{i % 10}' for i in range(40)] +
     ['x,0.000000001', 'y,0', 'z,']),
    ('a period with only the total row', 'share',
     {'change': 'prev', 'total': 'partner=W00', 'vanished': True},
     ['period,partner,value_usd', '2020,CHN,5', '2020,W00,10', '2021,W00,10', '2022,CHN,4',
      '2022,W00,10']),
]

# the same groups written in several ways, in consecutive rows
RUNS = ['a,hs,value_usd,b', 'CHN,1,5,x', 'CHN,2,5,x', '"CHN",3,5,x', 'CHN,4,5,y', 'CHNX,5,5,x',
        '"CHN,",6,5,x', '"CHN,",7,5,"x"', 'CHN,8,5,x', ',9,5,x', ',10,5,x', '"a""b",11,5,x',
        '"a""b",12,5,x']
FIXED += [(f'consecutive rows of one group, by {within}', tool, {'within': within}, RUNS)
          for tool in ('share', 'rank') for within in ('a', 'b', 'b,a', 'a,hs', '')]
FIXED += [(f'consecutive rows of one group, by {within}', 'concentration',
           {'within': within, 'supplier': 'hs'}, RUNS) for within in ('a', 'b', 'b,a', '')]


# without it hardly a random table would pass
ALLOW = 'mirrored,months,nested,groups,detail,reconciled'


def maybe(rng, chance, options, name, *values):
    """Sets an option with that chance, to one of the values."""
    if rng.random() < chance:
        options[name] = rng.choice(values)


def aggregate_case(rng):
    months = rng.random() < 0.3
    rows = random_rows(rng, rng.randrange(60), months, negative=True, world=rng.random() < 0.3)
    keys = ['period', 'flow', 'reporter', 'partner', 'hs', 'note', 'hs:2', 'period:4', 'partner:3',
            'note:1', 'edition']
    o = {}
    if rng.random() < 0.7:
        parts = {k.partition(':')[0]: k for k in rng.sample(keys, rng.randrange(5))}
        o['by'] = ','.join(parts.values())
    maybe(rng, 0.3, o, 'sum', 'value_usd', 'net_kg', 'net_kg,value_usd')
    for name in ('min', 'max', 'mean', 'distinct', 'missing'):
        maybe(rng, 0.3, o, name, 'value_usd', 'net_kg,value_usd')
    maybe(rng, 0.3, o, 'distinct', 'hs,note', 'edition', 'partner', 'reporter,net_kg')
    for name in ('count', 'complete'):
        maybe(rng, 0.3, o, name, True)
    for name in ('estimated', 'unit_value'):
        maybe(rng, 0.2, o, name, True)
    maybe(rng, 0.2, o, 'pivot', 'flow')
    maybe(rng, 0.9, o, 'across_flows', True)
    o['allow'] = ALLOW
    maybe(rng, 0.2, o, 'balanced', 'reporter', 'flow', 'note')
    if rng.random() < 0.3:
        o['bloc_file'] = BLOCS
        maybe(rng, 0.6, o, 'intra', 'keep', 'drop')
    return o, rows


def share_case(rng):
    total = rng.random() < 0.3
    change = rng.choice(['', '', 'change', 'growth', 'both'])
    unique = rng.random() < 0.95
    o = {}
    maybe(rng, 0.4, o, 'within', 'period,flow', 'period', 'period,reporter,hs', 'flow,period,note')
    if change:
        for name in ('change', 'growth'):
            if change in (name, 'both'):
                o[name] = rng.choice(['prev', '2021', '2022', '2020'])
        if 'change' in o:
            maybe(rng, 0.5, o, 'vanished', True)
            maybe(rng, 0.3, o, 'seen', SEEN)
        maybe(rng, 0.2, o, 'identity', 'flow,reporter,partner,hs,edition,note',
              'note,hs,partner,period,reporter,edition,flow')
    else:
        maybe(rng, 0.1, o, 'within', '', 'note')
    maybe(rng, 0.4, o, 'of', ['net_kg'], ['value_usd', 'net_kg'], ['net_kg', 'value_usd'])
    if total:
        o['total'] = rng.choice(['partner=W00', 'partner=W00', 'note=plain'])
    for name in ('with_total', 'fraction', 'selected', 'known'):
        maybe(rng, 0.3, o, name, True)
    maybe(rng, 0.3, o, 'only', ['partner=CHN'], ['hs=2805,280530-284690'], ['reporter!=USA', 'flow=M'],
          ['value_usd>100'])
    maybe(rng, 0.4, o, 'digits', '0', '1', '2', '9', '18')
    if len(o.get('of', [])) < 2:
        maybe(rng, 0.2, o, 'as', 'part', 'a,b')
    identity = oracle.COLUMNS[:6] if change and unique else ()
    rows = random_rows(rng, rng.randrange(50), world=total or rng.random() < 0.03, unique=identity)
    if o.get('total') == 'note=plain' and rng.random() < 0.9:
        rows = [r for r in rows if r['partner'] != 'W00']
    maybe(rng, 0.85, o, 'allow', ALLOW)
    dropped = rng.choice(['', 'x', 'mx', 'rx', 'rx', 'mrx', 'mrx'])
    for row in rows:
        row['flags'] = row['flags'].translate(dict.fromkeys(map(ord, dropped)))
    if rng.random() < 0.3:  # rows without a value or a weight that hold next to nothing, or more
        for row in rows[:rng.randrange(len(rows) + 1)]:
            row['net_kg'] = ''
            row['value_usd'] = rng.choice(['0', '0.001', '1', row['value_usd']])
    return o, rows


def rank_case(rng):
    o = {}
    rows = random_rows(rng, rng.randrange(70), negative=True, world=rng.random() < 0.5)
    maybe(rng, 0.6, o, 'within', 'period,flow', 'period', 'flow', 'note', '', 'reporter,edition')
    maybe(rng, 0.3, o, 'key', 'net_kg')
    maybe(rng, 0.6, o, 'top', '1', '2', '3', '5', '40')
    maybe(rng, 0.6, o, 'ties', 'competition', 'dense', 'ordinal')
    maybe(rng, 0.3, o, 'unranked', ['partner=nes'], ['partner=CHN,W00'],
          ['hs=2800-2850', 'partner=nes,USA'])
    for name in ('ascending', 'others'):
        maybe(rng, 0.5, o, name, True)
    maybe(rng, 0.3, o, 'only', ['flow=M'], ['partner=OTHERS,CHN'], ['partner!=OTHERS'],
          ['value_usd<=100'])
    maybe(rng, 0.1, o, 'as', 'place')
    maybe(rng, 0.85, o, 'allow', ALLOW)
    if rng.random() < 0.3:  # such as share and aggregate append
        whole = rng.random() < 0.5
        for row in rows:
            row['note'] = (rng.choice(['7', '8.5']) if whole else
                           f'{rng.randrange(100)}.{rng.randrange(10**4):04}')
    elif rng.random() < 0.3 and rows:  # shares of groups, in a column of any name
        within = oracle.names(o.get('within', 'period,flow,reporter'))
        for row in rows:
            row['value_usd'] = row['value_usd'].removeprefix('-') or '1'
        values = {id(row): oracle.number(row['value_usd']) for row in rows}
        for row in rows:
            whole = sum(values[id(r)] for r in rows
                        if oracle.key_of(r, within) == oracle.key_of(row, within))
            row['note'] = oracle.fixed(values[id(row)] / whole * 100, 3) if whole else ''
    if rng.random() < 0.3:  # of an earlier run
        kept = oracle.names(o.get('within', 'period,flow,reporter'))
        for row in rng.sample(rows, len(rows) // 4):
            row.update({c: 'OTHERS' for c in oracle.COLUMNS[:6] if c not in kept})
    return o, rows


def concentration_case(rng):
    o, within = {}, ['period', 'flow', 'reporter']
    supplier = 'partner'
    if rng.random() < 0.4:
        supplier, within = rng.choice([('reporter', ['period', 'flow', 'partner']),
                                       ('hs', ['period', 'flow']), ('note', ['flow', 'edition']),
                                       ('partner', ['flow']), ('partner', ['hs', 'reporter'])])
        o['within'] = ','.join(within)
        if supplier not in ('partner', 'reporter') or rng.random() < 0.3:
            o['supplier'] = supplier
    maybe(rng, 0.3, o, 'of', ['net_kg'], ['value_usd', 'net_kg'])
    maybe(rng, 0.4, o, 'digits', '0', '1', '2', '9', '18')
    maybe(rng, 0.4, o, 'floor', '1%', '33.3333%', '0', '100%', *([] if len(o.get('of', [])) > 1
                                                                 else ['1', '12.5', '1e3']))
    for name in ('fraction', 'normalised', 'unctad'):
        maybe(rng, 0.5, o, name, True)
    maybe(rng, 0.85, o, 'allow', ALLOW)
    for name in ('known', 'selected'):
        maybe(rng, 0.4, o, name, True)
    maybe(rng, 0.3, o, 'unranked', ['partner=nes'], ['partner=CHN,_X'], ['reporter=DEU'])
    rows = random_rows(rng, rng.randrange(60), world=rng.random() < 0.05,
                       unique=within + [supplier] if rng.random() < 0.95 else ())
    if rng.random() < 0.95:
        rows = [r for r in rows if r[supplier] not in ('', 'TOTAL') and
                ('flow' in within or r['flow'] == 'M')]
    if rng.random() < 0.03:
        rows = rows + [dict(rows[0], **{supplier: 'OTHERS'})] if rows else rows
    for row in rows if rng.random() < 0.9 else []:
        row['flags'] = row['flags'].replace('x', '')
    return o, rows


def filter_case(rng):
    o = {}
    without_edition = rng.random() < 0.2
    rows = random_rows(rng, rng.randrange(60))
    if rng.random() < 0.5:
        o['codes'] = rng.choice(['28', '2805,2846', '2805.30', '2801-2846', '850511,27', '9999AA, 01',
                                 '9999aa', '280530-284610', '84-85', 'TOTAL', '28461000'])
    else:
        o['basket_file'] = rng.choice(BASKETS)
    maybe(rng, 0.3, o, 'except', '284610', '2846.10,85', '280500-284689', '28')
    maybe(rng, 0.3, o, 'invert', True)
    maybe(rng, 0.5, o, 'where', ['period=2021-2022'], ['partner!=CHN,USA'],
          ['partner="Korea, Rep. of",JPN', 'flow=M'], ['hs=2800-2850'], ['period!=2020-2021'],
          ['period=2020,2022-2023', 'reporter!=USA', 'flow!=X'], ['partner=CHN,W00'],
          ['value_usd>=1000'], ['net_kg<100.5', 'value_usd>0'], ['value_usd<=12.5', 'partner=USA-ZWE'])
    if without_edition:
        for row in rows:
            row['edition'] = ''
    return o, rows


def fill_case(rng):
    o = {}
    months = rng.random() < 0.2
    maybe(rng, 0.3, o, 'cif', '1.1', '1', '0.97')
    maybe(rng, 0.5, o, 'band', True)
    maybe(rng, 0.3, o, 'seen', SEEN)
    rows = random_rows(rng, rng.randrange(90), months, world=rng.random() < 0.2)
    code = rng.choice(oracle.CODES) if rng.random() < 0.3 else None
    for row in rows:
        row['flags'] = row['flags'].translate(dict.fromkeys(map(ord, 'fmr')))
        row['hs'] = code or row['hs']
        if rng.random() < 0.05:
            row['flow'] = 'RX'
    if rows and rng.random() < 0.05:
        rows[-1]['flags'] = rng.choice('fmr')
    return o, rows


GENERATORS = {'aggregate': aggregate_case, 'share': share_case, 'rank': rank_case,
              'concentration': concentration_case, 'fill': fill_case, 'filter-hs': filter_case}


def columns_for(rng, tool, o):
    """The columns of trade CSV, sometimes without columns that the options do not name."""
    used = str(o) + ('edition' if 'basket_file' in o else '')
    if tool == 'aggregate':
        used += ('flags,net_kg' if 'estimated' in o or 'unit_value' in o else '') + (
            'flow' if 'pivot' in o else '')
    if tool == 'fill':
        used += 'reporter,partner,flow,flags'
    if tool == 'concentration':  # they determine the supplier column
        used += 'reporter,partner'
    spare = [c for c in ('reporter', 'partner', 'flow', 'edition', 'net_kg', 'flags', 'note')
             if c not in used]
    if 'bloc_file' in o or 'change' in o or rng.random() < 0.8:
        return oracle.COLUMNS
    dropped = rng.sample(spare, rng.randrange(len(spare) + 1))
    out = [c for c in oracle.COLUMNS if c not in dropped]
    if rng.random() < 0.3:
        rng.shuffle(out)
    return out


def as_inputs(rng, lines):
    """The contents of one to three files with these lines: CRLF, byte-order marks and so on."""
    header, records = lines[0], lines[1:]
    if len(records) > 1 and rng.random() < 0.2:
        records.insert(rng.randrange(len(records)), header)
    cuts = sorted(rng.randrange(len(records) + 1) for _ in range(rng.randrange(3)))
    texts = []
    for a, b in zip([0] + cuts, cuts + [len(records)]):
        text = text_of([header] + records[a:b])
        if rng.random() < 0.2:
            text = text.replace('\n', '\r\n')
        if rng.random() < 0.1:
            text = '\ufeff' + text
        texts.append(text.removesuffix('\n') if rng.random() < 0.1 else text)
    return texts


def expected(tool, o, texts):
    """The bytes of the oracle; None for a failure."""
    try:
        return text_of(oracle.TOOLS[tool](read(*texts), **o)).encode()
    except oracle.Failure:
        return None


def agrees(tool, want, status, out):
    if want is not None:
        return (status, out) == (0, want)
    return status == 1 and out.endswith(f'\n!{tool} failed\n'.encode())


def smallest(tool, o, lines):
    """The lines without those that the disagreement does not need."""
    at = 1
    while at < len(lines):
        fewer = lines[:at] + lines[at + 1:]
        want = expected(tool, o, [text_of(fewer)])
        status, out, _ = run(tool, arguments(o), text_of(fewer))
        if agrees(tool, want, status, out):
            at += 1
        else:
            lines = fewer
    return lines


def explain(tool, o, lines):
    lines = smallest(tool, o, lines)
    want = expected(tool, o, [text_of(lines)])
    status, out, err = run(tool, arguments(o), text_of(lines))
    return ['options: ' + ' '.join(arguments(o)), 'input:', *lines, 'expected:',
            'a failure' if want is None else want.decode(), f'status {status}:', out.decode(), err]


def spills_alike(o, paths, plain):
    """Is the result of aggregate the same with little memory, so that most groups spill?"""
    return all(run('aggregate', arguments(o) + ['--memory', size, *paths]) == plain
               for size in ('1K', '4K'))


def run_case(tap, tool, number):
    """One random case. True if its result has rows."""
    rng = random.Random(f'{tool} {number}')
    o, rows = GENERATORS[tool](rng)
    lines = random_lines(rng, columns_for(rng, tool, o), rows)
    texts = as_inputs(rng, list(lines))
    want = expected(tool, o, texts)
    data = [gzip.compress(t.encode()) if rng.random() < 0.1 else t.encode() for t in texts]
    paths = [write_file(f'in{i}', d) for i, d in enumerate(data)]
    status, out, err = run(tool, arguments(o) + paths)
    equal = agrees(tool, want, status, out)
    if tool == 'aggregate':
        tap.ok(spills_alike(o, paths, (status, out, err)), f'{tool} {number}: the same if groups spill')
    description = ' '.join(arguments(o)).replace(oracle.WORK.name + '/', '')
    tap.ok(equal, f'{tool} {number}: {description}',
           *([] if equal else explain(tool, o, lines)))
    return want is not None and want.count(b'\n') > 1


def fixed_case(tap, text, tool, o, lines):
    want = expected(tool, o, [text_of(lines)])
    status, out, _ = run(tool, arguments(o), text_of(lines))
    equal = agrees(tool, want, status, out)
    tap.ok(equal, text, *([] if equal else explain(tool, o, lines)))


def main():
    tap = Tap()
    for case in FIXED if not sys.argv[1:] else []:
        fixed_case(tap, *case)
    tools = sys.argv[1:2] or list(GENERATORS)
    numbers = [int(n) for n in sys.argv[2:3]]
    for tool in tools:
        full = sum(run_case(tap, tool, n) for n in numbers or range(CASES))
        if not numbers:
            tap.ok(full > CASES * 2 // 3, f'{tool}: most cases have rows in their result ({full})')
    return tap.end()


sys.exit(main())
