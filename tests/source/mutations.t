#!/usr/bin/env python3
"""Layouts as people change them: columns in another order, names in other case and punctuation, other
delimiters, byte-order marks, optional columns left out. Each gives the same figures or an error, never
another unit, flow or country."""
import csv
import io
import os
import random
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
BIN = os.path.abspath(os.environ.get('BIN', os.path.join(ROOT, 'bin')))
DATA = os.path.join(ROOT, 'testdata')
FILES = ['usa-2024-api.csv', 'usa-2024-subset.csv', 'usa-2024-legacy35.csv', 'usa-2024-legacy22.csv',
         'usa-2024-legacy-late.csv', 'usa-2024-wits.csv', 'usa-2024-wits-bulk.csv', 'usa-2024-eurostat.csv',
         'usa-2024-comext.csv', 'usa-2024-atlas.csv', 'usa-2024-oec.csv', 'usa-2024-trade.csv', 'baci-2023.csv',
         'monthly-2023.csv']
TIMES = 500 if os.environ.get('LONG') else 12
FIGURES = ('period', 'flow', 'reporter', 'partner', 'hs', 'value_usd', 'value_eur')


def respell(rng, name):
    """The name as another program would write it: letters and digits stay."""
    way = rng.randrange(6)
    if way == 0:
        return name.upper()
    if way == 1:
        return name.lower()
    if way == 2:
        return ''.join(c if c.isalnum() else '.' for c in name)
    if way == 3:
        return ''.join(c if c.isalnum() else '_' for c in name)
    return f' {name} ' if way == 4 else name


def respell_cell(rng, cell, role_is_code):
    """A cell as a spreadsheet or data frame would write it."""
    way = rng.randrange(5)
    if way == 0 and cell.isdigit() and not cell.startswith('0') and role_is_code:
        return cell + '.0'
    if way == 1 and cell:
        return cell + ' '
    if way == 2 and cell and role_is_code:
        return cell + '\u00a0'
    if way == 3 and not cell:
        return rng.choice(['', 'NaN', 'nan', 'None', '<NA>', 'null'])
    return cell


def mutate(rng, rows):
    header, body = rows[0], rows[1:]
    order = list(range(len(header)))
    rng.shuffle(order)
    codes = {i for i, name in enumerate(header)
             if ('ode' in name or 'ISO' in name or name in 'tijk') and 'mos' not in name}
    keep = [i for i in order if header[i]]
    delimiter = rng.choice(',,\t;')
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=rng.choice(['\n', '\r\n']))
    spell = {i: respell(rng, header[i]) for i in keep}
    writer.writerow([spell[i] for i in keep])
    change = rng.random() < 0.5
    for row in body:
        writer.writerow([respell_cell(rng, row[i], i in codes) if change else row[i] for i in keep])
    return rng.choice(['', '\ufeff']) + out.getvalue()


def figures(text):
    """The rows that come out, without what only some columns tell; None if the filter fails."""
    done = subprocess.run([os.path.join(BIN, 'fetch-normalise'), '-q', '--duplicates', 'keep'], input=text.encode(),
                          capture_output=True, check=False)
    if done.returncode != 0:
        return None, done.stderr.decode(errors='replace')
    rows = csv.DictReader(io.StringIO(done.stdout.decode()))
    return sorted(tuple(row.get(name, '') for name in FIGURES) for row in rows), ''


def main():
    failed = 0
    for number, name in enumerate(FILES, 1):
        with open(os.path.join(DATA, name), encoding='utf-8-sig', newline='') as file:
            rows = list(csv.reader(file))
        text = io.StringIO()
        csv.writer(text, lineterminator='\n').writerows(rows)
        expected, why = figures(text.getvalue())
        wrong, errors = '', 0
        for seed in range(TIMES):
            changed = mutate(random.Random(f'{name}{seed}'), rows)
            got, why = figures(changed)
            errors += got is None
            if got is not None and got != expected:
                wrong = f'seed {seed}: {set(got) ^ set(expected)}'[:300]
            if got is None and 'thousands' not in why:
                wrong = f'seed {seed}: {why}'[:300]
        ok = not wrong and expected and errors < TIMES
        failed += not ok
        print(f'{"" if ok else "not "}ok {number} - {name}, changed in {TIMES} ways')
        if not ok:
            print(f'# {wrong or "no rows"}')
    print(f'1..{len(FILES)}')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
