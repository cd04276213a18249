"""The oracle: a slow reference implementation of aggregate, share, rank, concentration, fill, filter-hs.

Written from docs/contract.md alone: rows are dicts, numbers are Fractions, groups are found by
looking at every row, nothing is clever. "silent:" marks places where the contract is silent and
the oracle follows the filters.

The random tables and the TAP functions that oracle.t and properties.t share follow the filters.
"""
import calendar
import csv
import os
import re
import subprocess
import tempfile
from decimal import Context, Decimal
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Failure(Exception):
    """Bad data: the filter exits with status 1."""


# Trade CSV

class Row(dict):
    """Cells by column; `raw` is the input line."""


class Table:
    def __init__(self, header, columns, rows):
        self.header, self.columns, self.rows = header, columns, rows


def split_line(line):
    return next(csv.reader([line], strict=True))


def needs_quotes(field):
    return field != '' and (field[0] in ' \t' or field[-1] in ' \t' or ',' in field or '"' in field)


def quoted(field):
    return '"' + field.replace('"', '""') + '"'


def join_line(fields):
    if fields == ['']:
        return '""'  # silent: a lone empty field would be a blank line
    return ','.join(quoted(f) if needs_quotes(f) else f for f in fields)


def read(*texts):
    """The table in one or more CSV texts with the same header."""
    header, columns, rows = None, None, []
    for text in texts:
        lines = text.removeprefix('\ufeff').split('\n')
        if lines[-1] == '':
            lines.pop()
        for line in lines:
            line = line.removesuffix('\r').removeprefix('\ufeff')
            fields = split_line(line)
            if header is None:
                header, columns = line, fields
            elif fields != columns:
                row = Row(zip(columns, fields, strict=True))
                row.raw = line
                rows.append(row)
    return Table(header, columns, rows)


# Numbers

def number(text):
    """The exact value of a cell; None if it is empty."""
    if text == '':
        return None
    if not re.fullmatch(r'[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?', text):
        raise Failure(f'{text} is not a number')
    x = Fraction(round(Fraction(Decimal(text)) * 10**9), 10**9)  # round() goes half to even
    if abs(x) >= 10**28:
        raise Failure(f'{text} has more than 28 digits before the point')
    return x


def fixed(x, digits):
    """x with `digits` decimals, rounded once, half to even."""
    n = round(x * 10**digits)
    text = str(abs(n)).zfill(digits + 1)
    if digits > 0:
        text = text[:-digits] + '.' + text[-digits:]
    return '-' + text if n < 0 else text


def plain(x):
    """x to nine decimals, without trailing zeros."""
    text = fixed(x, 9).rstrip('0').rstrip('.')
    return text


def numbers(rows, column):
    return [number(row[column]) for row in rows]


def filled(values):
    return [v for v in values if v is not None]


# Columns and conditions

def names(text):
    return split_line(text) if text else []


def key_of(row, columns):
    return tuple(row[c] for c in columns)


def present(table, wanted):
    return [c for c in wanted if c in table.columns]


def within_of(table, text):
    if text is not None:
        return names(text)
    by_reporter = 'partner' in table.columns
    return present(table, ['period', 'flow'] + (['reporter'] if by_reporter else []))


def columns_left_of_measures(table, named):
    measures = {'value_usd', 'net_kg', *named}
    out = []
    for column in table.columns:
        if column in measures:
            break
        out.append(column)
    return out


def lists(values, cell):
    """Is the cell one of the values, or inside one that is a range?"""
    for value in values:
        range_ = re.fullmatch(r'([0-9]+)-([0-9]+)', value)
        if value == cell:
            return True
        if (range_ and len(range_[1]) == len(range_[2]) == len(cell) and
                re.fullmatch('[0-9]+', cell) and range_[1] <= cell <= range_[2]):
            return True
    return False


def condition(text):
    """COL=V,V or COL!=V,V as column, operator, values."""
    column, operator, values = re.fullmatch('([^=!<>]+)(!=|=|<=|>=|<|>)(.*)', text).groups()
    return column, operator, split_line(values)


COMPARISONS = {'<': lambda a, b: a < b, '<=': lambda a, b: a <= b,
               '>': lambda a, b: a > b, '>=': lambda a, b: a >= b}


def meets(column, operator, values, row):
    if operator in COMPARISONS:
        cell = number(row[column])
        return cell is not None and COMPARISONS[operator](cell, number(values[0]))
    return lists(values, row[column]) == (operator == '=')


def holds(conditions, row):
    return all([meets(*condition(text), row) for text in conditions])


# filter-hs

def code_ranges(text):
    out = []
    for part in text.split(','):
        first, _, last = part.strip().replace('.', '').upper().partition('-')
        out.append((first, last or first))
    return out


def begins_with(code, ranges):
    return any(len(code) >= len(a) and a <= code[:len(a)] <= b for a, b in ranges)


def may_hold(code, ranges):
    """Is the code shorter than a code of the ranges, and may its trade be in the range?"""
    if code == 'TOTAL':
        return len(ranges) > 0
    n = len(code)
    return n > 0 and any(n < len(a) and a[:n] <= code <= b[:n] for a, b in ranges)


YEARS = ['1992', '1996', '2002', '2007', '2012', '2017', '2022']
EDITIONS = {f'HS{text}': f'H{n}' for n, year in enumerate(YEARS) for text in (year, year[2:])}


def read_basket(path):
    """The codes of a basket file by edition; '' is all editions."""
    with open(path, encoding='utf-8') as f:
        table = read(f.read())
    edition, code = (('edition', 'hs') if 'hs' in table.columns else ('hs_revision', 'hs6'))
    basket = {}
    for row in table.rows:
        name = row.get(edition, '')
        name = EDITIONS.get(name, name)
        basket.setdefault(name, []).extend(code_ranges(row[code]))
    return basket


def in_basket(basket, edition, code):
    if begins_with(code, basket.get('', [])):
        return True
    known = [e for e in basket if e != '']
    if not known:
        return False
    if edition == '':
        of_all = [sorted(set(basket.get(f'H{n}', []))) for n in range(7)]
        if any(codes != of_all[0] for codes in of_all):
            raise Failure('no edition')
        edition = 'H0'
    if edition not in known:
        raise Failure('silent: the basket has no codes for this edition')
    return begins_with(code, basket[edition])


def with_x(row, at):
    """The line of a row with x among its flags, the field at this index."""
    fields = re.findall('(?:"(?:[^"]|"")*"|[^,])+|(?<=,)(?=,)|^(?=,)|(?<=,)$', row.raw)
    cell = fields[at].strip('"')
    if 'x' not in cell:
        quotes = '"' if fields[at].startswith('"') else ''
        fields[at] = f'{quotes}{cell}x{quotes}'
    return ','.join(fields)


def selects_partners(conditions):
    """Do the conditions select some partners, without World?"""
    return any(column == 'partner' and operator != '!=' and not lists(values, 'W00')
               for column, operator, values in map(condition, conditions))


def filter_hs(table, **o):
    some = 'flags' in table.columns and selects_partners(o.get('where', []))
    wanted = {'': code_ranges(o['codes'])} if 'codes' in o else read_basket(o['basket_file'])
    except_ = code_ranges(o['except']) if 'except' in o else []
    out = [table.header]
    for row in table.rows:
        code = row[o.get('column', 'hs')]
        if not holds(o.get('where', []), row):
            continue
        keep = in_basket(wanted, row.get('edition', ''), code)
        # silent: a row that may hold trade that -x excludes is excluded
        if begins_with(code, except_) or may_hold(code, except_):
            keep = False
        if keep != o.get('invert', False):
            out.append(with_x(row, table.columns.index('flags')) if some else row.raw)
    return out


# aggregate

def last_day(period):
    year, month = int(period[:4]), int(period[4:] or 12)
    return f'{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}'


def limit(text, last):
    """The first or last day of a date in a bloc file: YYYY-MM-DD, YYYYMM or YYYY."""
    if text == '':
        return '9999-99-99' if last else '0000-00-00'
    if '-' in text:
        return text
    return last_day(text) if last else f'{text[:4]}-{text[4:] or "01"}-01'


def bloc_of(memberships, code, period):
    """The bloc of a code in a period, or None."""
    day = last_day(period) if period is not None else '0000-00-00'
    found = {m['bloc'] for m in memberships if m['member'] == code and
             limit(m.get('from', ''), False) <= day <= limit(m.get('to', ''), True)}
    assert len(found) < 2, 'the tests use no overlapping blocs'
    return found.pop() if found else None


def is_inside(memberships, row):
    """Is the row trade inside a bloc?"""
    blocs = {bloc_of(memberships, row[c], row.get('period')) for c in ('reporter', 'partner')}
    return len(blocs) == 1 and blocs != {None}


def recode(rows, path, intra):
    """The rows with blocs in place of their members."""
    with open(path, encoding='utf-8') as f:
        memberships = read(f.read()).rows
    out = []
    for row in rows:
        blocs = {c: bloc_of(memberships, row[c], row.get('period'))
                 for c in ('reporter', 'partner') if c in row}
        if intra == 'drop' and blocs['reporter'] and blocs['reporter'] == blocs['partner']:
            continue
        out.append(Row(row, **{c: bloc for c, bloc in blocs.items() if bloc}))
    return out


def balanced(rows, column, by_flow):
    """The rows whose value of the column occurs in every period; with by_flow, in their flow."""
    def scope(row):
        return row['flow'] if by_flow else ''

    periods, of_value = {row['period'] for row in rows}, {}
    for row in rows:
        of_value.setdefault((scope(row), row[column]), set()).add(row['period'])
    return [row for row in rows
            if of_value[scope(row), row[column]] == periods]


def has_world_and_parts(rows, keys):
    """Does reporter or partner, if it is not in the key, hold W00 and other codes?"""
    return any(len({row[c] == 'W00' for row in rows}) > 1
               for c in ('reporter', 'partner') if rows and c in rows[0] and c not in keys)


def key_parts(table, text):
    """--by as pairs of column and number of characters (None: all)."""
    if text is None:
        return [(c, None) for c in present(table, ['period', 'flow', 'reporter', 'partner'])]
    parts = []
    for part in names(text):
        if part in table.columns:
            parts.append((part, None))
        else:
            column, _, n = part.rpartition(':')
            parts.append((column, int(n)))
    return parts


def sums_of(table, o):
    return names(o['sum']) if 'sum' in o else present(table, ['value_usd', 'net_kg'])


def measures_of(table, o):
    """The measures: operation, column, name in the output."""
    out = [('sum', c, c) for c in sums_of(table, o)]
    for op in ('min', 'max', 'mean'):
        out += [(op, c, f'{c}_{op}') for c in names(o.get(op, ''))]
    if o.get('count'):
        out.append(('count', None, 'count'))
    for op in ('distinct', 'missing'):
        out += [(op, c, f'{c}_{op}') for c in names(o.get(op, ''))]
    out += [('estimated', 'net_kg', 'net_kg_estimated')] * o.get('estimated', False)
    out += [('unit_value', 'value_usd', 'usd_per_kg')] * o.get('unit_value', False)
    return out


def merged_measures(table, o):
    """The keys and measures of an output of aggregate."""
    out = []
    for c in table.columns:
        if c in sums_of(table, o) or c == 'count' or c.endswith(('_missing', '_estimated')):
            out.append(('sum' if c in sums_of(table, o) else 'add', c, c))
        elif c.endswith(('_min', '_max')):
            out.append((c[-3:], c, c))
    keys = [(c, None) for c in table.columns if c not in [m[1] for m in out]]
    first = min([table.columns.index(m[1]) for m in out], default=0)
    if out and 'flags' in table.columns[first:]:
        keys.remove(('flags', None))
    return (key_parts(table, o['by']) if 'by' in o else keys), out


def mean_periods(rows, row, keys):
    """Over how many periods the mean of a group with that row is taken; None: over its rows."""
    if 'period' not in row or 'period' in keys:
        return None
    same = [c for c in ('flow', 'reporter') if c in keys] if 'reporter' in keys else []
    return len({r['period'] for r in rows if key_of(r, same) == key_of(row, same)})


def unit_value(rows):
    """Dollars for a kilogram, over rows with both, without estimated weights."""
    pairs = [(number(r['value_usd']), number(r['net_kg'])) for r in rows
             if 'e' not in r.get('flags', '')]
    pairs = [(usd, kg) for usd, kg in pairs if usd is not None and kg is not None]
    kg = sum(kg for _, kg in pairs)
    return plain(Fraction(sum(usd for usd, _ in pairs), kg)) if kg > 0 else ''


def fold(rows, op, column, complete, periods=None):
    """One cell of the result."""
    if op == 'unit_value':
        return unit_value(rows)
    if op == 'estimated':
        values = [(number(r[column]), 'e' in r['flags']) for r in rows if r[column] != '']
        return plain(sum(v for v, e in values if e)) if values else ''
    if op == 'count':
        return str(len(rows))
    cells = [row[column] for row in rows]
    if op == 'distinct':
        return str(len({c for c in cells if c != ''}))
    if op == 'missing':
        return str(cells.count(''))
    values = filled(numbers(rows, column))
    if not values or (op == 'sum' and complete and len(values) < len(cells)):
        return ''
    return plain({'sum': sum, 'add': sum, 'min': min, 'max': max,
                  'mean': lambda v: Fraction(sum(v), periods or len(v))}[op](values))


ADDS = ('sum', 'count', 'missing', 'estimated', 'add')


def pivoted(rows, keys, measures, o):
    """The result of --pivot flow, without its header; as lists of cells."""
    if any(row['flow'] not in ('M', 'X') for row in rows):
        raise Failure('a flow that has no column')
    keys = [(c, n) for c, n in keys if c != 'flow']
    series = [(c, n) for c, n in keys if c in ('period', 'reporter')]

    def cells(row, parts):
        return tuple(row[c][:n] for c, n in parts)

    out = []
    for key in sorted({cells(row, keys) for row in rows}):
        of_key = [r for r in rows if cells(r, keys) == key]
        columns, sums = [], []
        for flow in 'MX':
            side = [r for r in of_key if r['flow'] == flow]
            silent = not any(r['flow'] == flow and cells(r, series) == cells(of_key[0], series)
                             for r in rows)
            whole = [c for c, n in keys] + ['flow']
            columns.append([fold(side, op, c, o.get('complete'), mean_periods(rows, side[0], whole))
                            if side else '0' if op in ADDS and not silent else ''
                            for op, c, _ in measures])
            sums.append(number(columns[-1][0]) if measures and measures[0][0] == 'sum' else None)
        pairs = [cell for pair in zip(*columns) for cell in pair]
        balance = '' if None in sums else plain(sums[1] - sums[0])
        letters = flags_of(of_key, [c for c, n in keys if n is None])
        out.append(([*key], pairs, letters, balance))
    return out


def flags_of(rows, keys):
    """The letters that the sum of some rows keeps; None if no column holds letters."""
    kept = set('dfmprx')
    if 'partner' in keys:
        kept |= set('ns' if 'reporter' in keys else 'n')
    letters = [set(row.get('flags', '')) for row in rows]
    return ''.join(sorted(kept & set().union(*[f for f in letters if f <= set('defmnprsx')])))


BLOCS_OF_GROUPS = {'EUR': 'EU', 'R4': 'ASEAN'}


def builtin_blocs():
    with open(os.path.join(ROOT, 'src/trade/blocs.csv'), encoding='utf-8') as f:
        return read(f.read()).rows


def split_by(rows, columns, cut=0):
    """The rows of each place: the same columns, the first of them cut."""
    out = {}
    for row in rows:
        cells = [row.get(c) for c in columns]
        if cut and cells[0] is not None:
            cells[0] = cells[0][:cut]
        out.setdefault(tuple(cells), []).append(row)
    return out.values()


def beside_a_member(rows, side):
    """Is a group of countries beside one of its members in some period?"""
    codes = {row[side] for row in rows}
    for m in builtin_blocs():
        groups = {c for c in codes if BLOCS_OF_GROUPS.get(c, c) == m['bloc']}
        period = rows[0].get('period')
        day = last_day(period) if period is not None else None
        if m['member'] in codes and groups and (day is None or limit(m['from'], False) <= day <=
                                                limit(m['to'], True)):
            return True
    return False


def beside_its_prefix(rows, cut):
    codes = {'' if row['hs'] == 'TOTAL' else row['hs'] for row in rows
             if row['hs'] == 'TOTAL' or row['hs'] != ''}
    codes = {c for c in codes if len(c) >= cut}
    return any(a != b and b.startswith(a) for a in codes for b in codes)


def is_detail(row, keys):
    total = {'partner2': 'W00', 'customs': 'C00', 'mode': '0', 'transport': '0'}
    return any(row.get(c, '') not in ('', '0', '-1', t) for c, t in total.items() if c not in keys)


def mixed(rows, test):
    return len({bool(test(row)) for row in rows}) > 1


def counts_twice(table, rows, keys, measures, o):
    """What the rows hold twice, if they are added up."""
    cut = dict(keys)
    whole = [c for c, n in keys if n is None]

    def folded(column):
        return column in table.columns and column not in whole

    series = ['period', 'flow', 'reporter']
    grouped = [c for c in series if c in cut]
    if not any(m[0] in ('sum', 'mean') for m in measures):
        return set()
    shortened = cut.get('period') or 0
    checks = {
        'mirrored': folded('flags') and set(series) <= set(table.columns) and any(
            mixed(g, lambda r: 'm' in r['flags']) for g in split_by(rows, series)),
        'months': folded('period') and shortened != 6 and any(
            mixed(g, lambda r: len(r['period']) == 4) for g in split_by(rows, series, 4)),
        'groups': any(folded(side) and any(beside_a_member(g, side)
                                           for g in split_by(rows, columns))
                      for side, columns in (('reporter', series[:2]), ('partner', series))),
        'nested': folded('hs') and any(beside_its_prefix(g, cut.get('hs') or 0)
                                       for g in split_by(rows, grouped, shortened)),
        'detail': any(mixed(g, lambda r: is_detail(r, whole)) for g in split_by(rows, series)),
        'reconciled': folded('flags') and folded('flow') and any(
            len({r['flow'] for r in g}) > 1 and any('r' in r['flags'] for r in g)
            for g in split_by(rows, grouped, shortened)),
    }
    return {kind for kind, found in checks.items() if found} - set(names(o.get('allow', '')))


def insert(cells, place, cell):
    return cells if place is None else cells[:place] + [cell] + cells[place:]


def with_flags(table, keys, measures):
    """Where the flags go among the measures: behind the sums; None if nowhere."""
    sums = [i for i, m in enumerate(measures) if m[0] == 'sum']
    named = [c for c, _ in keys] + [measures[i][2] for i in sums]
    return sums[-1] + 1 if sums and 'flags' in table.columns and 'flags' not in named else None


def pivot_lines(table, rows, keys, measures, o):
    keys = [(c, n) for c, n in keys if c != 'flow']
    place = with_flags(table, keys + [('flow', None)], measures)
    place = None if place is None else 2 * place
    header = insert([m[2] + side for m in measures for side in ('_M', '_X')], place, 'flags')
    out = [join_line([c for c, _ in keys] + header + ['balance'])]
    for key, cells, letters, balance in pivoted(rows, keys, measures, o):
        out.append(join_line(key + insert(cells, place, letters) + [balance]))
    return out


def aggregate(table, **o):
    if o.get('merge'):
        keys, measures = merged_measures(table, o)
    else:
        keys, measures = key_parts(table, o.get('by')), measures_of(table, o)
    if o.get('pivot'):
        keys = [(c, n) for c, n in keys if c != 'flow'] + [('flow', None)]
    rows = table.rows
    if ('flow' in table.columns and 'flow' not in [c for c, _ in keys] and
            not o.get('across_flows') and len({row['flow'] for row in rows}) > 1):
        raise Failure('a sum over flows')
    if o.get('intra') == 'drop' and any('W00' in (r['reporter'], r['partner']) for r in rows):
        raise Failure('World includes the trade inside the bloc')
    summed = rows
    if 'bloc_file' in o and o.get('intra') == 'drop':
        with open(o['bloc_file'], encoding='utf-8') as f:
            memberships = read(f.read()).rows
        summed = [r for r in rows if not is_inside(memberships, r)]
    if counts_twice(table, summed, keys, measures, o):
        raise Failure('trade is counted twice')
    if 'balanced' in o:  # silent: values are balanced before blocs replace members
        by_flow = o['balanced'] != 'flow' and 'flow' in [c for c, _ in keys]
        rows = balanced(rows, o['balanced'], by_flow)
    if 'bloc_file' in o:
        rows = recode(rows, o['bloc_file'], o.get('intra', 'keep'))
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[c][:n] for c, n in keys), []).append(row)
    if any(has_world_and_parts(group, [c for c, _ in keys]) for group in groups.values()):
        raise Failure('World and its parts')
    if o.get('pivot'):
        return pivot_lines(table, rows, keys, measures, o)
    place = with_flags(table, keys, measures)
    out = [list(next(zip(*keys), ())) + insert([m[2] for m in measures], place, 'flags')]
    for key in sorted(groups):
        periods = mean_periods(rows, groups[key][0], [c for c, _ in keys])
        cells = [fold(groups[key], op, c, o.get('complete'), periods) for op, c, _ in measures]
        letters = flags_of(groups[key], [c for c, n in keys if n is None]) if place else ''
        out.append([*key] + insert(cells, place, letters))
    return [join_line(fields) for fields in out]


# share and concentration

def refuse_twice(table, rows, columns, o):
    """Rows of one group that hold the same trade twice."""
    if rows and counts_twice(table, rows, [(c, None) for c in columns], [('sum',)], o):
        raise Failure('counts twice')


def refuse_selected(table, within, o):
    """A share of some selected partners is none of the whole."""
    if 'flags' in table.columns and 'partner' not in within and not o.get('selected'):
        if any('x' in r['flags'] for r in table.rows):
            raise Failure('selected partners')


def knows(table, o, rows, m):
    """Is the sum of the measure that of the group, although some of its rows lack it?"""
    lacking = [r for r in rows if r[m] == '']
    if not lacking or o.get('known'):
        return True
    if 'value_usd' not in table.columns or '' in [r['value_usd'] for r in lacking]:
        return False
    return (sum(numbers(lacking, 'value_usd')) * 1000 <=
            sum(filled(numbers(rows, 'value_usd'))))


# share

class Shares:
    """The groups of a table and the share of each row in its group."""

    def __init__(self, table, o):
        self.table, self.o = table, o
        self.measures = o.get('of', ['value_usd'])
        self.within = within_of(table, o.get('within'))
        total = [] if o.get('total', 'sum') == 'sum' else [o['total']]
        self.sums = not total
        self.totals = [] if self.sums else [r for r in table.rows if holds(total, r)]
        self.parts = [r for r in table.rows if self.sums or not holds(total, r)]
        self.groups = {key_of(r, self.within) for r in table.rows}
        self.judge()

    def judge(self):
        if self.sums:
            refuse_selected(self.table, self.within, self.o)
        compares = 'change' in self.o or 'growth' in self.o
        refuse_twice(self.table, self.parts,
                     [c for c in self.within if c != 'period' or not compares], self.o)
        for row in self.table.rows:
            for m in self.measures:
                if (number(row[m]) or 0) < 0:
                    raise Failure('negative')
        for group in self.groups:
            rows = [r for r in self.parts if key_of(r, self.within) == group]
            for column, countries in self.columns_of_world():
                if len({is_world(r[column], countries) for r in rows}) > 1:
                    raise Failure('World and its parts')

    def columns_of_world(self):
        """The columns in which World may be beside its parts; do they hold countries?"""
        sides = [c for c in present(self.table, ['reporter', 'partner']) if c not in self.within]
        others = [c for c in columns_left_of_measures(self.table, self.measures)
                  if c not in self.within]
        if sides:
            return [(c, True) for c in sides]
        return [(others[0], False)] if len(others) == 1 else []

    def total(self, group, m):
        """The denominator; None if there is none."""
        rows = [r for r in (self.parts if self.sums else self.totals)
                if key_of(r, self.within) == group]
        if not rows and not self.sums or self.sums and not knows(self.table, self.o, rows, m):
            return None
        return sum(filled(numbers(rows, m)))

    def part(self, value, group, m):
        """value / total; None if it is undefined."""
        total = self.total(group, m)
        return Fraction(value, total) if value is not None and total else None

    def share(self, row, m):
        return self.part(number(row[m]), key_of(row, self.within), m)


def all_totals_differ(shares):
    """Fails on two rows that are the same total of one group."""
    o, table = shares.o, shares.table
    if shares.sums:
        return
    tested = condition(o['total'])[0]
    columns = shares.within + [c for c in columns_left_of_measures(table, shares.measures)
                               if c != tested and c not in shares.within]
    keys = [key_of(r, columns) for r in shares.totals]
    if len(set(keys)) < len(keys):
        raise Failure('a second total')


class Silence:
    """Who reports in which period; only with --seen."""

    def __init__(self, shares):
        self.seen, self.value = set(), {}
        table, within = shares.table, shares.within
        with open(shares.o['seen'], encoding='utf-8') as f:
            for row in read(f.read()).rows:
                self.seen.add((row['period'], row['flow'], row['reporter']))
        if 'period' not in within or any('r' in r.get('flags', '') for r in shares.parts):
            return
        for row in shares.parts:
            side = 'partner' if 'm' in row.get('flags', '') else 'reporter'
            if side not in table.columns or side in within:
                continue
            who = self.value.setdefault((row['flow'], row['period']), {})
            who.setdefault(row[side], 0)
            who[row[side]] += number(row[shares.measures[0]]) or 0
        self.mirrored = any('m' in r.get('flags', '') for r in shares.parts)

    def lacks(self, flow, period, other):
        """Is a country of `period`, of a thousandth or more, silent in `other`?"""
        there, here = self.value.get((flow, other)), self.value.get((flow, period))
        if there is None or here is None:
            return False
        reported = {'M': 'X', 'X': 'M'}[flow] if self.mirrored else flow
        return any(value > 0 and value * 1000 >= sum(here.values()) and who not in there and
                   (other, reported, who) not in self.seen for who, value in here.items())

    def between(self, flows, a, b):
        return any(self.lacks(f, a, b) or self.lacks(f, b, a) for f in flows)


class Changes:
    """Finds the row of another period with the same identity."""

    def __init__(self, shares, against):
        o, table = shares.o, shares.table
        self.shares, self.against = shares, against
        self.silence = Silence(shares) if 'seen' in o else None
        columns = (names(o['identity']) if 'identity' in o else
                   columns_left_of_measures(table, shares.measures))
        self.identity = columns if 'period' in columns else columns + ['period']
        self.periods = sorted({r['period'] for r in table.rows})
        if self.against != 'prev' and self.periods and self.against not in self.periods:
            raise Failure('silent: the data has no such period')
        self.row_of = {}
        for row in shares.parts:
            if key_of(row, self.identity) in self.row_of:
                raise Failure('two rows of one identity in one period')
            self.row_of[key_of(row, self.identity)] = row

    def before(self, period):
        if self.against != 'prev':
            return self.against
        at = self.periods.index(period)
        return self.periods[at - 1] if at > 0 else None

    def moved(self, columns, row, period):
        return key_of(Row(row, period=period), columns)

    def change(self, row, now, m):
        """The share `now` less the share of the row in the reference period, or None."""
        then = self.before(row['period'])
        group = self.moved(self.shares.within, row, then)
        if now is None or then is None or group not in self.shares.groups:
            return None
        flows = [row['flow']] if 'flow' in self.shares.within else ['M', 'X']
        if self.silence and self.silence.between(flows, row['period'], then):
            return None
        old = self.row_of.get(self.moved(self.identity, row, then))
        before = self.shares.share(old, m) if old else self.shares.part(0, group, m)
        return None if before is None else now - before

    def growth(self, row, value, m):
        """The growth of the value since the reference period, or None."""
        then = self.before(row['period'])
        old = self.row_of.get(self.moved(self.identity, row, then)) if then else None
        before = number(old[m]) if old else None
        return value / before - 1 if value is not None and before else None

    def vanished(self):
        """The vanished rows by identity: the identity, and 0 for the measures."""
        out = {}
        for period in self.periods:
            for row in self.shares.parts:
                now = self.moved(self.identity, row, period)
                if (row['period'] != self.before(period) or row['period'] == period or
                        self.moved(self.shares.within, row, period) not in self.shares.groups or
                        now in self.row_of):
                    continue
                gone = Row({c: '' for c in self.shares.table.columns},
                           **{m: '0' for m in self.shares.measures})
                gone.update(zip(self.identity, now))
                gone.group = self.moved(self.shares.within, row, period)
                gone.update(zip(self.shares.within, gone.group))
                out[now] = gone
        return [out[key] for key in sorted(out)]


def share_header(table, o, measures):
    per_cent = not o.get('fraction')
    fields = []
    for m in measures:
        prefix = m + '_' if len(measures) > 1 else ''
        fields.append(prefix + o.get('as', 'share_pct' if per_cent else 'share'))
        if o.get('with_total'):
            fields.append(m + '_total')
        if 'change' in o:
            fields.append(prefix + ('change_pp' if per_cent else 'change'))
        if 'growth' in o:
            fields.append(prefix + ('growth_pct' if per_cent else 'growth'))
    return table.header + ',' + join_line(fields)


def share_line(shares, changes, growths, row, raw, group):
    """A row with the columns that share appends."""
    o = shares.o
    fields = []
    for m in shares.measures:
        now = shares.part(number(row[m]), group, m)
        ratios = [now] + ([changes.change(row, now, m)] if changes else [])
        ratios += [growths.growth(row, number(row[m]), m)] if growths else []
        texts = ['' if x is None else fixed(x * (1 if o.get('fraction') else 100),
                                            int(o.get('digits', 4))) for x in ratios]
        if o.get('with_total'):
            total = shares.total(group, m)
            texts.insert(1, '' if total is None else plain(total))
        fields += texts
    return raw + ',' + ','.join(fields)


def share(table, **o):
    shares = Shares(table, o)
    all_totals_differ(shares)
    changes = Changes(shares, o['change']) if 'change' in o else None
    growths = Changes(shares, o['growth']) if 'growth' in o else None
    only = o.get('only', [])
    out = [share_header(table, o, shares.measures)]
    for row in shares.parts:
        if holds(only, row):
            out.append(share_line(shares, changes, growths, row, row.raw, key_of(row, shares.within)))
    for row in changes.vanished() if o.get('vanished') else []:
        if holds(only, row):
            raw = join_line([row[c] for c in table.columns])
            out.append(share_line(shares, changes, growths, row, raw, row.group))
    return out


# rank

def world_names():
    """The names of World in the table in src, in small letters and digits."""
    with open(os.path.join(ROOT, 'src/trade/countries.csv'), encoding='utf-8') as f:
        world = next(row for row in read(f.read()).rows if row['kind'] == 'world')
    return {folded(name) for name in [world['code'], world['name'], *world['aliases'].split(';')]}


def folded(name):
    return re.sub('[^a-z0-9]', '', name.lower())


WORLD = world_names()


def is_world(name, countries=True):
    """Is it World? Where the column need not hold countries, a number is none."""
    if re.match('[0-9]', name):
        return countries and (re.fullmatch('[0.]*', name) is not None or name == '001')
    return folded(name) in WORLD


def no_countries():
    """Codes that are not countries, from the table in src."""
    with open(os.path.join(ROOT, 'src/trade/countries.csv'), encoding='utf-8') as f:
        return {row['code'] for row in read(f.read()).rows if row['kind'] != 'country'}


NES = no_countries()


def is_unranked(row, conditions):
    for text in conditions:
        column, _, values = condition(text)
        if lists(values, row[column]) or ('nes' in values and row[column] in NES):
            return True
    return False


def rank_of(row, ranked, ties):
    """The rank of a row among the ranked rows of its group, which are in order."""
    if ties == 'ordinal':
        return [id(r) for r in ranked].index(id(row)) + 1
    better = []
    for other in ranked:
        if other.value == row.value:
            break
        better.append(other.value)
    return 1 + (len(set(better)) if ties == 'dense' else len(better))


NOT_ADDED = ('period', 'flow', 'reporter', 'partner', 'edition', 'hs', 'partner2', 'customs',
             'mode', 'transport', 'rank')
NOT_ADDED_ENDS = ('_min', '_max', '_mean', '_distinct', '_per_kg', 'change_pp', 'change', 'growth_pct',
                  'growth')


def decimals(cell):
    return len(cell.partition('.')[2])


def whole_of(cut, kept, measure):
    """What shares of the measure are shares of: the printed total, else the sum of the group."""
    printed = {row.get(measure + '_total') for row in cut}
    if len(printed) == 1 and printed != {None} and printed != {''}:
        return number(printed.pop())
    values = filled(numbers(cut + kept, measure))
    return None if any(v < 0 for v in values) else sum(values)


def share_of_others(cut, kept, column, measure, scale):
    """The share as text; None if the column does not hold shares of that measure."""
    whole = whole_of(cut, kept, measure)
    pairs = [(number(row[measure]), row[column]) for row in kept]
    pairs = [(value, cell) for value, cell in pairs if value is not None or cell != '']
    if (not whole or any(value is None for value, _ in pairs) or
            not any(value > 0 for value, _ in pairs) or
            any(fixed(value / whole * scale, decimals(cell)) != cell for value, cell in pairs) or
            len(filled(numbers(cut, column))) != len(filled(numbers(cut, measure)))):
        return None
    digits = max(decimals(row[column]) for row in kept)
    return fixed(sum(filled(numbers(cut, measure))) / whole * scale, digits)


def shares_cell(cut, kept, column, measures):
    """The cell of a column of shares in OTHERS; None if it is no such column."""
    scales = ([100] if column.endswith('share_pct') else [1] if column.endswith('share') else
              [100, 1])
    if len(scales) > 1 and max((decimals(row[column]) for row in kept), default=0) < 2:
        return None  # it would fit by chance
    for scale in scales:
        for measure in measures:
            text = share_of_others(cut, kept, column, measure, scale)
            if text is not None:
                return text
    return '' if len(scales) == 1 else None


def others_cell(cut, kept, column, measures):
    """The cell of OTHERS for the rows cut off, in a column from the first measure on."""
    cells = [row[column] for row in cut]
    if column == 'flags':
        return flags_of(cut, [])
    if column.endswith('_total') and column not in measures:
        return cells[0] if len(set(cells)) == 1 else ''  # silent: the total of the group
    try:
        values = filled(numbers(cut, column))
    except Failure:
        return ''  # silent: text has no sum
    if column.endswith(NOT_ADDED_ENDS) or column in NOT_ADDED:
        return ''  # silent: these have no sum
    if column in measures:
        return plain(sum(values)) if values else ''
    share_text = shares_cell(cut, kept, column, measures)
    if share_text is not None or not values:
        return share_text or ''
    if any('e' in c.lower() for c in cells):
        return plain(sum(values))
    places = {decimals(c) for c in cells if c != ''}
    if len(places) == 1 and max(places) <= 9:
        return fixed(sum(values), max(places))  # silent: they keep their common number of decimals
    return plain(sum(values))


def others_row(table, o, cut, kept, group):
    key = o.get('key', 'value_usd')
    identity = columns_left_of_measures(table, [key])
    measures = [key] + [m for m in present(table, ['value_usd', 'net_kg']) if m != key]
    out = Row()
    for column in table.columns:
        out[column] = ('OTHERS' if column in identity else
                       others_cell(cut, kept, column, measures))
    out.update(zip(within_of(table, o.get('within')), group))
    return out


def in_order(rows, ascending):
    return sorted(rows, key=lambda r: (r.value if ascending else -r.value, r.raw.encode()))


def split_others(table, rows, o):
    """The rows of a group without those of an earlier OTHERS, and these in order."""
    identity = columns_left_of_measures(table, [o.get('key', 'value_usd')])
    named = [c for c in identity if c not in within_of(table, o.get('within'))]
    earlier = [r for r in rows if named and all(r[c] == 'OTHERS' for c in named)]
    sign = 1 if o.get('ascending') else -1
    return ([r for r in rows if r not in earlier],
            sorted(earlier, key=lambda r: (sign * (r.value or 0), r.raw.encode())))


def rank_group(table, rows, o):
    """The rows of a group in order with their rank (None for none), and the rows cut off."""
    rows, earlier = split_others(table, rows, o)
    aside = [r for r in rows if is_unranked(r, o.get('unranked', []))]
    plain_rows = [r for r in rows if not is_unranked(r, o.get('unranked', []))]
    ranked = in_order([r for r in plain_rows if r.value is not None], o.get('ascending'))
    kept, cut, top = [], [], int(o.get('top', 0))
    for row in ranked:
        place = rank_of(row, ranked, o.get('ties', 'competition'))
        if top and place > top:
            cut.append(row)
        else:
            kept.append((row, place))
    kept += [(r, None) for r in in_order([r for r in aside if r.value is not None],
                                         o.get('ascending'))]
    empty = sorted((r for r in plain_rows if r.value is None), key=lambda r: r.raw.encode())
    if top:
        cut += empty  # rows without a rank
    else:
        kept += [(r, None) for r in empty]
    kept += [(r, None) for r in sorted((r for r in aside if r.value is None),
                                       key=lambda r: r.raw.encode())]
    if o.get('others') and (cut or len(earlier) > 1):
        return kept, cut + earlier
    return kept + [(r, None) for r in earlier], cut


def rank(table, **o):
    within = within_of(table, o.get('within'))
    only = o.get('only', [])
    groups = {}
    for row in table.rows:
        row.value = number(row[o.get('key', 'value_usd')])
        groups.setdefault(key_of(row, within), []).append(row)
    ranked = [r for rows in groups.values() for r in split_others(table, rows, o)[0]
              if not is_unranked(r, o.get('unranked', []))]
    refuse_twice(table, ranked, within, o)
    out = [table.header + ',' + o.get('as', 'rank')]
    for group in sorted(groups):
        kept, cut = rank_group(table, groups[group], o)
        out += [f'{row.raw},{place or ""}' for row, place in kept if holds(only, row)]
        if cut and o.get('others'):
            row = others_row(table, o, cut, [r for r, _ in kept], group)
            if holds(only, row):
                out.append(join_line([row[c] for c in table.columns] + ['']))
    return out


# concentration

EXACT = Context(prec=400)
NEARLY_NOTHING = Decimal('1e-200')


def suppliers_column(table, o, within):
    if 'supplier' in o:
        return o['supplier']
    for column in ('partner', 'reporter'):
        if column in table.columns and column not in within:
            return column
    return next(c for c in columns_left_of_measures(table, o.get('of', [])) if c not in within)


def judge_suppliers(rows, within, supplier):
    """Fails on rows that would make an index wrong."""
    seen = set()
    if 'flow' not in within and len({row.get('flow') for row in rows}) > 1:
        raise Failure('two flows')
    for row in rows:
        name, key = row[supplier], key_of(row, within + [supplier])
        if name in ('', 'OTHERS') or is_world(name, supplier in ('reporter', 'partner')):
            raise Failure('not a supplier')
        if key in seen:
            raise Failure('a second row of a supplier')
        seen.add(key)
    for group in {key_of(row, within) for row in rows}:
        if has_world_and_parts([r for r in rows if key_of(r, within) == group], within + [supplier]):
            raise Failure('World and its parts')


def rounded_root(x, digits):
    """A number of 400 digits rounded half to even; the last digits may hide a tie."""
    scaled = EXACT.multiply(x, Decimal(10) ** digits)
    below = int(scaled)
    rest = EXACT.subtract(EXACT.subtract(scaled, Decimal(below)), Decimal('0.5'))
    tie = abs(rest) < NEARLY_NOTHING
    return fixed(Fraction(below + (below % 2 if tie else rest > 0), 10**digits), digits)


def unctad_index(h, n, digits):
    def root(x):
        return EXACT.sqrt(EXACT.divide(Decimal(x.numerator), Decimal(x.denominator)))
    least = root(Fraction(1, n))
    return rounded_root(EXACT.divide(EXACT.subtract(root(h), least), EXACT.subtract(Decimal(1), least)),
                        digits)


def is_counted(value, total, floor):
    if floor.endswith('%'):
        return value > 0 and Fraction(value, total) * 100 >= number(floor[:-1])
    return value > 0 and value >= number(floor)


def concentration_cells(values, unranked, whole, o):
    """The result for the suppliers of a group, which are pairs of name and value; `unranked` are
    values that are in the total only. `whole`: the sum is the whole."""
    digits, unit = int(o.get('digits', 4)), 1 if o.get('fraction') else 100
    known = [(name, v) for name, v in values if v is not None]
    total = sum(v for _, v in known) + sum(filled(unranked))
    counted = [v for _, v in known if is_counted(v, total, o.get('floor', '0'))]
    out = [plain(total) if whole and (known or filled(unranked)) else '', str(len(counted))]
    optional = [o.get('normalised', False), o.get('unctad', False)]
    if not whole or sum(v for _, v in known) == 0:
        return out + [''] * (5 + sum(optional))
    order = sorted(known, key=lambda x: (-x[1], x[0].encode()))
    h = sum(Fraction(v, total)**2 for _, v in known)
    n = sum(v > 0 for _, v in known)
    relative = n > 1 and sum(filled(unranked)) == 0
    out += [order[0][0]] + [fixed(Fraction(sum(v for _, v in order[:k]), total) * unit, digits)
                            for k in (1, 3)]
    out += [fixed(h * unit**2, digits), fixed(1 / h, digits)]
    if optional[0]:
        out.append(fixed((h - Fraction(1, n)) / (1 - Fraction(1, n)) * unit**2, digits)
                   if relative else '')
    if optional[1]:
        out.append(unctad_index(h, n, digits) if relative else '')
    return out


def concentration_header(measures, o):
    share_of = 'share' if o.get('fraction') else 'share_pct'
    plain_names = ['total', 'suppliers', 'top1', 'top1_' + share_of, 'top3_' + share_of, 'hhi',
                   'effective_suppliers']
    plain_names += ['hhi_normalised'] * o.get('normalised', False) + ['unctad'] * o.get('unctad', False)
    return [f'{m}_{name}' if len(measures) > 1 else name for m in measures for name in plain_names]


def concentration(table, **o):
    within, measures = within_of(table, o.get('within')), o.get('of', ['value_usd'])
    supplier = suppliers_column(table, o, within)
    for row in table.rows:
        if any((number(row[m]) or 0) < 0 for m in measures):
            raise Failure('negative')
    judge_suppliers(table.rows, within, supplier)
    refuse_selected(table, within, o)
    refuse_twice(table, table.rows, within, o)
    unranked = o.get('unranked', [])
    out = [join_line(within + concentration_header(measures, o))]
    for group in sorted({key_of(row, within) for row in table.rows}):
        rows = [r for r in table.rows if key_of(r, within) == group]
        cells = [cell for m in measures for cell in concentration_cells(
            [(row[supplier], number(row[m])) for row in rows if not is_unranked(row, unranked)],
            [number(row[m]) for row in rows if is_unranked(row, unranked)],
            knows(table, o, rows, m), o)]
        out.append(join_line([*group] + cells))
    return out


# fill

MIRROR = {'M': 'X', 'X': 'M'}
CIF = '1.06'


def groups_of_countries():
    """The codes and names of groups in the table in src."""
    with open(os.path.join(ROOT, 'src/trade/countries.csv'), encoding='utf-8') as f:
        return {row['code'] for row in read(f.read()).rows if row['kind'] == 'group'}


GROUPS = groups_of_countries()


def is_one(name):
    return not is_world(name) and name.upper() not in GROUPS


def told(row):
    """The series that a row tells from the other side."""
    return row['period'], MIRROR[row['flow']], row['partner']


def own(row):
    return row['period'], row['flow'], row['reporter']


def ratios_around(series, rows, reported):
    """What partners report of a country by what it reports, of each year around one, in order."""
    period, flow, country = series
    out = []
    for year in range(int(period[:4]) - 3, int(period[:4]) + 4):
        both = [r for r in rows if r['period'][:4] == f'{year}' and told(r) in reported and own(r) in reported]
        theirs = sum(filled([number(r['value_usd']) for r in both if told(r)[1:] == (flow, country)]))
        mine = sum(filled([number(r['value_usd']) for r in both if own(r)[1:] == (flow, country)]))
        if theirs and mine:
            out.append(Fraction(theirs, mine))
    return sorted(out)


def band_of(value, ratios, codes):
    """The cells of --band."""
    if value is None or len(ratios) < 2:
        return ['', '']
    wider = Fraction(3, 2) if len(codes) == 1 and len(min(codes)) >= 6 else Fraction(5, 4)
    return [plain(value / (ratios[-1] * wider)), plain(value * wider / ratios[0])]


def filled_cells(table, row, rows, reported, codes, o):
    period, flow, country = told(row)
    ratios = ratios_around((period, flow, country), rows, reported)
    n = len(ratios)
    cif = number(o.get('cif', CIF))
    ratio = (ratios[(n - 1) // 2] + ratios[n // 2]) / 2 if n else cif if flow == 'X' else 1 / cif
    value = number(row['value_usd'])
    flags = ''.join(sorted({*row['flags'], 'f'} - {'n', 's'}))
    new = dict(row, flow=flow, reporter=country, partner=row['reporter'], flags=flags,
               value_usd='' if value is None else plain(value / ratio))
    return [new[c] for c in table.columns] + (band_of(value, ratios, codes) if o.get('band') else [])


def reported_by(path):
    """The series of a list of --seen, in which a month counts for its year."""
    if path is None:
        return set()
    with open(path, encoding='utf-8') as f:
        rows = read(f.read()).rows
    return {(p, r['flow'], r['reporter']) for r in rows for p in (r['period'], r['period'][:4])}


def fill(table, **o):
    for row in table.rows:
        if set(row['flags']) & set('fmr') or (number(row['value_usd']) or 0) < 0:
            raise Failure('not as a side reported it')
    ends = ['value_usd_low', 'value_usd_high'] if o.get('band') else []
    out = [','.join([table.header, *ends])]
    out += [','.join([row.raw] + [row['value_usd'] for _ in ends]) for row in table.rows]
    known = [row for row in table.rows if row['flow'] in MIRROR and is_one(row['reporter'])]
    rows = [row for row in known if is_one(row['partner']) and row['reporter'] != row['partner']]
    codes = {row['hs'] for row in rows} if 'hs' in table.columns else set()
    seen = reported_by(o.get('seen'))
    reported = {own(row) for row in known} | {told(row) for row in rows if told(row) in seen}
    flows = {series[:2] for series in reported}
    silent = [row for row in rows if told(row) not in reported and told(row)[:2] in flows]
    silent.sort(key=lambda row: [row[c].encode() for c in table.columns])
    return out + [join_line(filled_cells(table, row, rows, reported, codes, o)) for row in silent]


TOOLS = {'aggregate': aggregate, 'share': share, 'rank': rank, 'concentration': concentration,
         'fill': fill, 'filter-hs': filter_hs}


# Random tables

COLUMNS = ['period', 'flow', 'reporter', 'partner', 'edition', 'hs', 'value_usd', 'net_kg', 'flags',
           'note']
COUNTRIES = ['USA', 'CHN', 'DEU', 'JPN', 'S19', '_X', 'XX', "Côte d'Ivoire", 'Korea, Rep. of',
             'the "other" one', ' blank ', 'usa']
CODES = ['28', '2805', '280530', '2846', '284610', '28461000', '284690', '8505', '850511',
         '85051100', '9999AA', 'TOTAL', '27', '0101', '010121']
NOTES = ['', 'plain', 'a,b', ' lead', 'trail\t', 'a "quoted" word', 'é', '12', '5.50']


def random_number(rng, negative):
    """A cell; often one of a few values, to get ties."""
    kind = rng.randrange(12)
    if kind < 4:
        text = rng.choice(['0', '1', '10', '100', '100.0', '12.5', '0.1', '0.2', '1e2',
                           '1788192308.939'])
    elif kind < 5:
        text = ''
    elif kind < 7:
        text = str(rng.randrange(10**rng.randrange(1, 18)))
    elif kind < 11:
        digits = rng.randrange(1, 10)
        text = f'{rng.randrange(10**6)}.{rng.randrange(10**digits):0{digits}}'
    else:
        text = f'{rng.randrange(1000)}.{rng.randrange(10**9):09}{rng.choice(["5", "50", "51", "4999"])}'
    return '-' + text if negative and text and rng.random() < 0.2 else text


def random_row(rng, months, negative, world):
    year = str(rng.randrange(2012, 2025) if rng.random() < 0.2 else rng.randrange(2020, 2024))
    return {
        'period': year + f'{rng.randrange(1, 13):02}' if months else year,
        'flow': rng.choice('MX'),
        'reporter': rng.choice(COUNTRIES[:3] + COUNTRIES[7:8]),
        'partner': 'W00' if world and rng.random() < 0.2 else rng.choice(COUNTRIES),
        'edition': rng.choice(['H4', 'H5', 'H6']),
        'hs': rng.choice(CODES),
        'value_usd': random_number(rng, negative),
        'net_kg': random_number(rng, negative),
        'flags': rng.choice(['', 'e', 'm', 'de', 'n', 'px', 'r', 's', 'efmx']),
        'note': rng.choice(NOTES),
    }


def random_rows(rng, n, months=False, negative=False, world=False, unique=()):
    """At most n rows; no two agree in all columns of `unique`."""
    rows = {}
    for i in range(n):
        row = random_row(rng, months, negative, world)
        rows.setdefault(key_of(row, unique) if unique else i, row)
    return list(rows.values())


def random_line(rng, fields):
    """A record; sometimes with quotes that it does not need."""
    return ','.join(quoted(f) if needs_quotes(f) or rng.random() < 0.02 else f for f in fields)


def random_lines(rng, columns, rows):
    """Header line and record lines."""
    return [random_line(rng, columns)] + [random_line(rng, [r[c] for c in columns]) for r in rows]


def text_of(lines):
    return ''.join(line + '\n' for line in lines)


# Running the filters, TAP

BIN = os.environ.get('BIN', 'bin')
WORK = tempfile.TemporaryDirectory()


def path_of(name):
    return os.path.join(WORK.name, name)


def write_file(name, data):
    with open(path_of(name), 'wb') as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    return path_of(name)


def arguments(options):
    """The options as arguments; 'codes' is the first operand of filter-hs."""
    out = []
    for name, value in options.items():
        option = '--' + name.replace('_', '-')
        if name == 'codes':
            continue
        if value is True:
            out.append(option)
        else:
            for v in value if isinstance(value, list) else [value]:
                out += [option, v]
    return out + (['--', options['codes']] if 'codes' in options else [])


def run(tool, args, data='', **more):
    """Status, stdout and stderr of a filter; `data` goes to its stdin."""
    data = data if isinstance(data, bytes) else data.encode()
    p = subprocess.run([os.path.join(BIN, tool), *args], input=data, capture_output=True,
                       timeout=60, **more)
    return p.returncode, p.stdout, p.stderr.decode(errors='replace')


def output(tool, args, data='', **more):
    """stdout of a filter that must succeed."""
    status, out, err = run(tool, args, data, **more)
    if status != 0:
        raise AssertionError(f'{tool} {args}: status {status}, {err}')
    return out


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def ok(self, good, text, *diagnostics):
        self.n += 1
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.n} - {text}')
        if not good:
            for line in '\n'.join(str(d) for d in diagnostics).split('\n'):
                print('# ' + line)

    def end(self):
        """Prints the plan. Returns the exit status."""
        print(f'1..{self.n}')
        return 1 if self.failed else 0
