#!/usr/bin/env -S PYTHONPATH=tests PYTHONDONTWRITEBYTECODE=1 python3
"""Compares scripts/claims with a slow oracle: every definition of every claim over random trade,
computed by loops over all rows. Runs a sample of the pipelines that claims prints.

    BIN=bin tests/scripts/claims-oracle.t [SEED]
"""
import csv
import io
import itertools
import os
import random
import subprocess
import sys
from collections import namedtuple
from fractions import Fraction

from oracle import ROOT, Tap, fixed, plain, write_file

SEEDS = 8
PIPELINES = 40  # to run for each seed
BLOCS = ['EU27', 'EU']  # alternate; EU has other members in 2019
PLACES = ['CHN', 'USA', 'DEU', 'FRA', 'GBR']
NES = '_X'
CODES = ['280530', '284610', '284690', '850511']
PERIODS = ['2019', '2020', '2021', '2022']

Row = namedtuple('Row', 'period flow reporter partner edition hs usd kg estimated')
Claim = namedtuple('Claim', 'id period flow reporter partner basket measure stated tolerance')


def table(name):
    with open(os.path.join(ROOT, 'src/trade', name), encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


COUNTRIES = {row['code'] for row in table('countries.csv') if row['kind'] == 'country'}
EVERY_EDITION = sorted({row['edition'] for row in table('baskets.csv')})
BASKETS = {}
for line in table('baskets.csv'):
    BASKETS.setdefault(line['basket'], set()).add((line['edition'], line['hs']))
for line in table('basket-unions.csv'):
    BASKETS.setdefault(line['union'], set()).update(BASKETS[line['basket']])


def members(bloc, period):
    """The members on the last day of the year."""
    return {row['member'] for row in table('blocs.csv') if row['bloc'] == bloc
            and row['from'] <= period + '-12-31' <= (row['to'] or '9999')}


def codes_of(name):
    return {hs for _, hs in BASKETS[name]} if name in BASKETS else set(name.split())


def is_in(edition, hs, name):
    return (edition, hs) in BASKETS[name] if name in BASKETS else hs in name.split()


# random trade and claims


def random_trade(rng):
    """Rows of a few countries; some do not report, or lack codes or weights."""
    rows = []
    for period, flow, reporter in itertools.product(PERIODS, 'MX', PLACES):
        if rng.random() < 0.1:
            continue
        edition = 'H5' if period < '2021' or rng.random() < 0.2 else 'H6'
        rows.append(Row(period, flow, reporter, 'CHN', edition, '010121', Fraction(1), Fraction(1),
                        False))
        for partner, hs in itertools.product(PLACES + [NES, 'VNM'], CODES):
            if rng.random() < 0.3 or (period, hs) == ('2019', '284610') and rng.random() < 0.97:
                continue
            usd = Fraction(rng.choice([rng.randint(1, 10), rng.randint(1, 10 ** 9)])) / \
                rng.choice([1, 1, 1000])
            kg = None if rng.random() < 0.01 else Fraction(rng.randint(1, 10 ** 6), 10)
            rows.append(Row(period, flow, reporter, partner, edition, hs, usd, kg,
                            kg is not None and rng.random() < 0.1))
    return rows


def trade_csv(rows, rng):
    lines = [','.join([r.period, r.flow, r.reporter, r.partner, r.edition, r.hs, plain(r.usd),
                       '' if r.kg is None else plain(r.kg),
                       ''.join(['e'] * r.estimated + ['n'] * (r.partner == NES)
                               + ['s'] * (r.partner == r.reporter))]) for r in rows]
    rng.shuffle(lines)
    return 'period,flow,reporter,partner,edition,hs,value_usd,net_kg,flags\n' + \
        ''.join(line + '\n' for line in lines)


def random_claim(rng, number, bloc):
    kind = rng.choice(['value_usd', 'net_kg', 'share_pct', 'share_pct', 'world_share_pct', 'rank',
                       'world_rank', 'change_pp', 'world_change_pp', 'change_rank'])
    measure = kind if kind in ('value_usd', 'net_kg') else rng.choice(['', 'net_kg_']) + kind
    period = ':'.join(rng.sample(PERIODS, 2)) if 'change' in kind else rng.choice(PERIODS)
    reporter, partner = rng.sample(PLACES + ([bloc] if rng.random() < 0.5 else []), 2)
    if 'world' in kind or kind in ('value_usd', 'net_kg') and rng.random() < 0.5:
        partner = 'W00'
    if bloc in (reporter, partner) and {reporter, partner} & {'DEU', 'FRA', 'GBR'}:
        partner = 'W00' if 'world' in kind else 'VNM'
    basket = rng.choice(['rare-earths', 'permanent-magnets', 'rare-earths-and-magnets', '284690',
                         '280530 284610'])
    stated, tolerance = rng.choice([(50, 20), (1, 1), (0, 3), (10 ** 6, 10 ** 6), (30, 10)])
    bound = rng.choice(['', '', '', '>', '<', '>=', '<='])
    return Claim(str(number), period, rng.choice('MX'), reporter, partner, basket, measure,
                 bound + str(stated), str(tolerance))


# the definitions of a claim and their figures


def step(period, by):
    return str(int(period) + by)


def families(name):
    """These goods, the baskets and single codes inside them, and the baskets around them that are up to
    ten times as large."""
    mine = codes_of(name)
    inside = [b for b in BASKETS if codes_of(b) < mine]
    codes = [c for c in sorted(mine) if {c} < mine
             and not any(codes_of(b) == {c} for b in inside)]
    around = [b for b in BASKETS if codes_of(b) > mine and len(codes_of(b)) <= 10 * len(mine)]
    return [name, *inside, *codes, *around]


class Judge:
    def __init__(self, rows, bloc):
        self.rows, self.bloc = rows, bloc
        self.members = {period: members(bloc, period) for period in ['2018', *PERIODS, '2023']}

    def reported(self, period, flow):
        return [r for r in self.rows if r.period == period and r.flow == flow]

    def group(self, claim, basket, period, part, side, scope):
        """Cells (member, usd, kg) of the total, and the key in it; None if there is no figure."""
        importer, exporter = ((claim.reporter, claim.partner) if claim.flow == 'M' else
                              (claim.partner, claim.reporter))
        flow, world = ('M' if 'imports' in part else 'X'), part.startswith('world')
        who, other = (importer, exporter) if flow == 'M' else (exporter, importer)
        reported_flow = flow if side == 'reported' else 'MX'['XM'.index(flow)]
        reports = self.reported(period, reported_flow)
        if not reports:
            return None
        by = who if side == 'reported' else 'W00' if world else other
        if by != 'W00' and not any(r.reporter in self.places(by, period) for r in reports):
            return None
        wanted = [hs for hs in codes_of(basket)
                  if all(is_in(e, hs, basket) for e in {r.edition for r in reports})]
        if any(all(r.hs != hs for r in reports) for hs in wanted):
            return None
        blocs = {self.bloc} & {importer, exporter}
        cells, reporters = [], set()
        for r in reports:
            if not is_in(r.edition, r.hs, basket):
                continue
            a, b = (r.reporter, r.partner) if side == 'reported' else (r.partner, r.reporter)
            if world or a in self.places(who, period):
                reporters.add(r.reporter)
            if scope == 'outside' and {a, b} <= self.members[period]:
                continue
            if blocs:
                a, b = (self.bloc if x in self.members[period] else x for x in (a, b))
            if world or a == who:
                cells.append((a if world else b, r.usd, r.kg))
        alone = len(reporters) < 2 and (world or side == 'mirror' and not (
            claim.measure in ('value_usd', 'net_kg') and claim.partner != 'W00'))
        return None if not cells or alone else (cells, who if world else other)

    def places(self, code, period):
        return self.members[period] if code == self.bloc else {code}

    def amount(self, cells, key, basis):
        """None where more than 1 % of the dollars have no weight."""
        mine = [(usd, kg) for member, usd, kg in cells if key in (member, 'W00')]
        if basis == 'value_usd':
            return sum((usd for usd, _ in mine), Fraction())
        if sum(usd for usd, kg in mine if kg is None) * 100 > sum(usd for usd, _ in mine):
            return None
        return sum((kg for _, kg in mine if kg is not None), Fraction())

    def share(self, group, basis):
        if group is None:
            return None
        cells, key = group
        mine, whole = self.amount(cells, key, basis), self.amount(cells, 'W00', basis)
        return None if mine is None or not whole else 100 * mine / whole

    def figure(self, claim, basis, basket, periods, part, side, scope):
        groups = [self.group(claim, basket, p, part, side, scope) for p in periods]
        if 'change_rank' in claim.measure:
            return self.change_rank(claim, basis, basket, periods, part, side, scope, groups)
        if 'change' in claim.measure:
            before, after = (self.share(group, basis) for group in groups)
            return None if before is None or after is None else after - before
        if 'share' in claim.measure:
            return self.share(groups[0], basis)
        if groups[0] is None:
            return None
        cells, key = groups[0]
        mine = self.amount(cells, key, basis)
        if 'rank' not in claim.measure:
            return mine
        if not mine or key not in COUNTRIES and key != self.bloc or \
                self.amount(cells, 'W00', basis) is None:
            return None
        others = {member for member, _, _ in cells} & (COUNTRIES | {self.bloc})
        return Fraction(1 + sum(sum(c[1 if basis == 'value_usd' else 2] or 0 for c in cells
                                    if c[0] == other) > mine for other in others))

    def change_rank(self, claim, basis, basket, periods, part, side, scope, groups):
        """Compares all countries whose shares can be computed, even if weights are missing."""
        before, after = (self.share(group, basis) for group in groups)
        if before is None or after is None:
            return None
        if not any(cells and claim.partner in {cell[0] for cell in cells[0]} for cells in groups):
            return None
        changes, at = [], 1 if basis == 'value_usd' else 2
        for country in set(PLACES + [NES, 'VNM', self.bloc]) - {claim.reporter}:
            shares, seen = [], False
            for period in periods:
                cells = self.cells(claim, country, basket, period, part, side, scope)
                whole = sum(cell[at] or 0 for cell in cells)
                mine = [cell[at] or 0 for cell in cells if cell[0] == claim.partner]
                seen = seen or bool(mine)
                shares += [Fraction(100 * sum(mine)) / whole] if whole else []
            if len(shares) == 2 and seen:
                changes.append((country, shares[1] - shares[0]))
        return None if not changes else Fraction(1 + sum(
            change > after - before and country != NES for country, change in changes))

    def cells(self, claim, country, basket, period, part, side, scope):
        """Cells (partner, usd, kg) of another country, without a check that it reported."""
        flow = 'M' if 'imports' in part else 'X'
        reported_flow = flow if side == 'reported' else 'MX'['XM'.index(flow)]
        found = []
        for r in self.reported(period, reported_flow):
            a, b = (r.reporter, r.partner) if side == 'reported' else (r.partner, r.reporter)
            if scope == 'outside' and {a, b} <= self.members[period]:
                continue
            if self.bloc in (claim.reporter, claim.partner):
                a, b = (self.bloc if x in self.members[period] else x for x in (a, b))
            if is_in(r.edition, r.hs, basket) and a == country:
                found.append((b, r.usd, r.kg))
        return found

    def sweep(self, claim):
        """The first columns of claims --sweep."""
        periods = claim.period.split(':')
        near = [c for c in itertools.product(*([p, step(p, -1), step(p, 1)] for p in periods))
                if len(set(c)) == len(c)]
        own = 'imports' if claim.flow == 'M' else 'exports'
        kind = claim.measure.replace('net_kg_', '')
        parts = (['world ' + own] if 'world' in kind else
                 [own] if kind in ('value_usd', 'net_kg', 'change_rank') else
                 ['imports', 'exports', 'world exports'])
        bases = [kind] if kind in ('value_usd', 'net_kg') else ['value_usd', 'net_kg']
        scopes = ['all', 'outside']
        if self.bloc in (claim.reporter, claim.partner):
            scopes.reverse()
        for basis, basket, chosen, part, side in itertools.product(
                bases, families(claim.basket), near, parts, ('reported', 'mirror')):
            first = None
            for scope in scopes:
                figure = self.figure(claim, basis, basket, chosen, part, side, scope)
                if figure is not None and figure == first:
                    continue
                first = figure
                yield (claim.id, within(claim, figure), show(kind, figure), basis, basket,
                       ':'.join(chosen), self.part_name(claim, part), side, scope)

    def part_name(self, claim, part):
        if part.startswith('world'):
            return part
        importer = (part == 'imports') == (claim.flow == 'M')
        return f"{claim.reporter if importer else claim.partner}'s {part}"


def within(claim, figure):
    if figure is None:
        return ''
    bound = claim.stated.rstrip('0123456789')
    number, tolerance = Fraction(claim.stated[len(bound):]), Fraction(claim.tolerance)
    good = {'': number - tolerance <= figure <= number + tolerance,
            '>': figure > number - tolerance, '>=': figure >= number - tolerance,
            '<': figure < number + tolerance, '<=': figure <= number + tolerance}[bound]
    return 'yes' if good else 'no'


def show(kind, figure):
    if figure is None:
        return ''
    return fixed(figure, 4) if kind.endswith(('share_pct', 'change_pp')) else plain(figure)


# the program


def claims_csv(claims):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(['id', 'text', *Claim._fields[1:]])
    for claim in claims:
        writer.writerow([claim.id, 'a text, "quoted"', *claim[1:]])
    return out.getvalue()


def records(text):
    return list(csv.DictReader(io.StringIO(text), strict=True))


def pipelines(tap, rng, seed, claims, rows, env):
    """Tests that pipelines print the figures of their rows."""
    measures = {claim.id: claim.measure for claim in claims}
    chosen = [row for row in rows if row['pipeline']]
    wrong = []
    for row in rng.sample(chosen, min(PIPELINES, len(chosen))):
        run = subprocess.run(['sh', '-c', row['pipeline']], env=env, capture_output=True, text=True,
                             stdin=subprocess.DEVNULL, check=False)
        column = measures[row['id']]
        if column not in ('value_usd', 'net_kg'):
            column = 'rank' if column.endswith('rank') else column.split('_')[-2] + '_' + \
                column.split('_')[-1]
        printed = [cells[column] for cells in records(run.stdout)]
        if printed != [row['computed']] and not (printed == [] and row['computed'] in ('0', '0.0000')):
            wrong.append(f"{row['pipeline']}\n{printed}, not {row['computed']}\n{run.stderr}")
    tap.ok(chosen and not wrong, f'seed {seed}: the pipelines print the figures', *wrong[:3])


def main():
    tap = Tap()
    env = dict(os.environ, LC_ALL='C')
    env['PATH'] = os.path.abspath(os.environ.get('BIN', 'bin')) + ':' + env['PATH']
    for seed in [int(sys.argv[1])] if len(sys.argv) > 1 else range(SEEDS):
        rng, bloc = random.Random(seed), BLOCS[seed % 2]
        rows = random_trade(rng)
        trade = write_file(f'trade {seed}.csv', trade_csv(rows, rng))
        claims = [random_claim(rng, number, bloc) for number in range(12)]
        stated = write_file(f'claims-{seed}.csv', claims_csv(claims))
        run = subprocess.run([os.path.join(ROOT, 'scripts/claims'), '-q', '--sweep', '--bloc', bloc, stated, trade],
                             env=env, capture_output=True, text=True, check=False)
        got = records(run.stdout)
        judge = Judge(rows, bloc)
        want = sorted(line for claim in claims for line in judge.sweep(claim))
        have = sorted(tuple(row.values())[:9] for row in got)
        found = sum(line[2] != '' for line in want)
        tap.ok(run.returncode == 0 and have == want and found > 100,
               f'seed {seed}: {len(want)} definitions, {found} of them with a figure', run.stderr,
               *(f'only the oracle: {line}' for line in sorted(set(want) - set(have))[:5]),
               *(f'only claims: {line}' for line in sorted(set(have) - set(want))[:5]))
        pipelines(tap, rng, seed, claims, got, env)
    return tap.end()


sys.exit(main())
