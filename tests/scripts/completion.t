#!/usr/bin/env -S PYTHONPATH=tests PYTHONDONTWRITEBYTECODE=1 python3
"""Completion: the shells offer every option and word of --help, in a terminal if they need one."""
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from oracle import Tap

TAP = Tap()
BIN = os.path.abspath(os.environ.get('BIN', 'bin'))
GENERATOR = os.path.abspath('scripts/completion')
PROGRAMS = [os.path.join(BIN, name) for name in (
    'fetch-normalise', 'filter-hs', 'fill', 'aggregate', 'share', 'rank', 'concentration', 'table',
    'reliance-refresh', 'reliance-plot', 'reliance-report', 'reliance-claims', 'reliance-run')
] + [os.path.abspath('scripts/on-spark')]
SAMPLE = '''#!/usr/bin/env python3
import argparse
p = argparse.ArgumentParser()
p.add_argument("-o", "--output", metavar="FILE", help="it's a file: [x] \\\\ `y` $z")
p.add_argument("-k", "--kind", choices=["bars", "lines"])
p.add_argument("--a-long-name-that-leaves-no-room", metavar="DIR", help="a folder " * 30)
p.add_argument("--one")
p.add_argument("-t", "--two", action="store_true", help="%% of all")
p.add_argument("file", nargs="*")
p.parse_args()
'''
PATIENCE = 120  # seconds
# the typed keys, and the arguments that the program gets
TYPED = [
    ('fill --ban\t', ['--band']),
    ('concentration --supp\t who', ['--supplier', 'who']),
    ('concentration --floor 1% --uncta\t', ['--floor', '1%', '--unctad']),
    ('fetch-normalise --world o\t', ['--world', 'only']),
    ('table --form\t ht\t', ['--format', 'html']),
    ('rank --ties=ord\t', ['--ties=ordinal']),
    ('share --change pr\t', ['--change', 'prev']),
    ('aggregate --intra k\t --cou\t', ['--intra', 'keep', '--count']),
    ('share -g period ro\t', ['-g', 'period', 'rows.csv']),
    ('filter-hs -B ro\t', ['-B', 'rows.csv']),
    ('filter-hs -b coking\t', ['-b', 'coking-coal']),
    ('fetch-normalise -r JP\t -f D\t', ['-r', 'JPN', '-f', 'DX']),
    ('aggregate --bloc-file ro\t', ['--bloc-file', 'rows.csv']),
    ('reliance-refresh --from fo\t', ['--from', 'folder']),
    ('reliance-plot --kind ar\t ro\t', ['--kind', 'area', 'rows.csv']),
    ('sample -o ro\t --kind=l\t -k b\t', ['-o', 'rows.csv', '--kind=lines', '-k', 'bars']),
    ('sample --a-long-name-that-leaves-no-room fo\t', ['--a-long-name-that-leaves-no-room', 'folder']),
    ('reliance-refresh --prefer e\t fo\t', ['--prefer', 'error', 'folder']),
]


class Sandbox:
    """A folder with files to complete, the completions, and fake programs that note their arguments."""

    def __init__(self, folder):
        self.folder, self.env = folder, dict(os.environ, LC_ALL='C', HOME=folder, TERM='xterm')
        self.env.update(PATH=f'{folder}/fake:{os.environ["PATH"]}', COLUMNS='200', LINES='50',
                        XDG_DATA_DIRS=f'{folder}/share:/usr/share', XDG_CONFIG_HOME=f'{folder}/config')
        for name in ('fake', 'files/folder', 'share/fish/vendor_completions.d', 'zsh', 'bash'):
            os.makedirs(f'{folder}/{name}')
        with open(f'{folder}/files/rows.csv', 'w', encoding='ascii'):
            pass
        for program in PROGRAMS:
            name = os.path.basename(program)
            fake = f'{folder}/fake/{name}'
            with open(fake, 'w', encoding='ascii') as file:
                file.write(f'#!/bin/sh\nprintf "%s\\n" "$@" >{folder}/noted.new\n'
                           f'mv {folder}/noted.new {folder}/noted\n')
            os.chmod(fake, 0o755)
            for shell, path in (('bash', f'bash/{name}'), ('zsh', f'zsh/_{name}'),
                                ('fish', f'share/fish/vendor_completions.d/{name}.fish')):
                text = subprocess.run([GENERATOR, shell, program], check=True, capture_output=True,
                                      stdin=subprocess.DEVNULL).stdout
                with open(f'{folder}/{path}', 'wb') as file:
                    file.write(text)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *command):
        """The output lines of a shell that needs no terminal."""
        return subprocess.run(command, env=self.env, cwd=self.path('files'), capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE,
                              check=False).stdout.split('\n')

    def take(self, name):
        """Waits for a file, removes it and returns its lines; None if it does not come."""
        path, end = self.path(name), time.monotonic() + PATIENCE
        while not os.path.exists(path):
            if time.monotonic() > end:
                return None
            time.sleep(0.02)
        with open(path, encoding='utf-8') as file:
            lines = file.read().split('\n')[:-1]
        os.remove(path)
        return lines


class Terminal:
    """A shell in a pseudo-terminal."""

    def __init__(self, sandbox, command):
        self.sandbox = sandbox
        self.master, slave = pty.openpty()
        self.shell = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=sandbox.env,
                                      cwd=sandbox.path('files'), start_new_session=True)
        os.close(slave)
        self.seen = b''
        threading.Thread(target=self.drain, daemon=True).start()

    def drain(self):
        try:
            while data := os.read(self.master, 65536):
                self.seen += data
        except OSError:
            pass  # the shell has exited

    def type(self, text):
        os.write(self.master, text.encode())

    def words_of(self, line):
        """Types a line and Enter; the arguments of the program that it runs."""
        self.type(line + '\r')
        return self.sandbox.take('noted')

    def end(self):
        self.type('\x15exit\r')
        try:
            self.shell.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.shell.kill()
        os.close(self.master)


def helps(program):
    """The options of --help with the words of their arguments."""
    text = subprocess.run([program, '--help'], capture_output=True, text=True, check=True,
                          stdin=subprocess.DEVNULL, env=dict(os.environ, COLUMNS='200')).stdout
    options = {}
    for name, argument in re.findall(r'^ +(?:-\w(?: [^ ,]+(?:,[^ ,]+)*)?, )?--([a-z-]+)(?:[ ]([^ \n]+))?', text, re.M):
        choices = re.split('[|,]', argument.strip('{}')) if re.search('[|{]', argument) else []
        options['--' + name] = {c for c in choices if c.islower() or c.isdigit() or c in 'AM'}
    return options


def offered_by_bash(sandbox, name, before, word):
    # calls the function as readline does
    return sandbox.run('bash', '--norc', '-c', '''compopt() { :; }; . "$1"
        COMP_WORDS=("$2" ${3:+"$3"} "$4") COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        "_reliance_${2//[^A-Za-z0-9]/_}" "$2" "$4" "${3:-$2}"
        printf '%s\\n' "${COMPREPLY[@]}"''', 'bash', sandbox.path(f'bash/{name}'), name, before, word)


def offered_by_fish(sandbox, name, before, word):
    lines = sandbox.run('fish', '-c', 'complete -C "$argv"', f'{name} {before} {word}'.replace('  ', ' '))
    return [line.split('\t')[0] for line in lines]


class Zsh:
    """zsh in a terminal; compadd notes every word that zsh offers."""

    def __init__(self, sandbox):
        with open(sandbox.path('.zshrc'), 'w', encoding='ascii') as file:
            file.write(f'''PS1= RPS1= PROMPT_EOL_MARK=
fpath=({sandbox.folder}/zsh $fpath)
autoload -U compinit
compinit -u -D
unsetopt beep list_beep
setopt no_always_last_prompt
compadd() {{
	if (( ! ${{argv[(I)-[OAD]]}} )); then
		local -a hits
		builtin compadd -O hits "$@"
		print -rl -- $hits >>{sandbox.folder}/offered.new
	fi
	builtin compadd "$@"
}}
note() {{ zle complete-word; : >>{sandbox.folder}/offered.new; mv {sandbox.folder}/offered.new {sandbox.folder}/offered }}
zle -N note
bindkey '^N' note
: >{sandbox.folder}/ready
''')
        sandbox.env['ZDOTDIR'] = sandbox.folder
        self.sandbox, self.terminal = sandbox, Terminal(sandbox, ['zsh', '-i'])
        TAP.ok(sandbox.take('ready') is not None, 'zsh starts', self.terminal.seen)

    def offered(self, _, name, before, word):
        self.terminal.type(f'\x15{name} {before + " " if before else ""}{word}\x0e')
        out = self.sandbox.take('offered') or []
        self.terminal.type('\x15')
        return [line.rstrip('=') for line in out]


def everything_is_offered(sandbox, shell, offered):
    for program in PROGRAMS:
        name, options = os.path.basename(program), helps(program)
        got = {word for word in offered(sandbox, name, '', '--') if word.startswith('--')}
        TAP.ok(len(options) > 3 and got == set(options), f'{shell} offers the options of {name}',
               f'missing: {sorted(set(options) - got)}', f'unexpected: {sorted(got - set(options))}')
        for option, words in options.items():
            if words:
                got = set(offered(sandbox, name, option, '')) - {''}
                TAP.ok(got == words, f'{shell} offers the words of {name} {option}', got, words)


def typing_works(shell, terminal):
    for line, words in TYPED:
        got = terminal.words_of(line)
        bare = [word.rstrip('/') for word in got or []]  # zsh removes the last slash of a folder
        TAP.ok(bare == words, f'{shell}: {line!r} becomes {" ".join(words)}', got, terminal.seen[-400:])


def in_bash(sandbox):
    everything_is_offered(sandbox, 'bash', offered_by_bash)
    terminal = Terminal(sandbox, ['bash', '--norc', '--noprofile', '-i'])
    terminal.type(f'PS1=; bind "set bell-style none"; for f in {sandbox.folder}/bash/*; do . $f; done\r')
    typing_works('bash', terminal)
    terminal.end()


def in_zsh(sandbox):
    zsh = Zsh(sandbox)
    everything_is_offered(sandbox, 'zsh', zsh.offered)
    typing_works('zsh', zsh.terminal)
    zsh.terminal.end()


def in_fish(sandbox):
    """fish prints what it offers; a word is complete if it is the only offer."""
    everything_is_offered(sandbox, 'fish', offered_by_fish)
    for line, words in TYPED:
        line = line[:line.index('\t')]
        name, _, typed = line.partition(' ')
        before, _, word = typed.rpartition(' ')
        got = offered_by_fish(sandbox, name, before, word)
        TAP.ok(len(got) == 2 and got[0].rstrip('/') in words, f'fish: {line!r} becomes {" ".join(words)}', got)


def installation(folder):
    """make install installs a file for each program and shell, under the installed names."""
    done = subprocess.run(['make', '-s', 'install', f'B={BIN}', f'DESTDIR={folder}', 'PREFIX=/usr',
                           'NAME_PREFIX=our-'], capture_output=True, text=True, check=False)
    TAP.ok(done.returncode == 0, 'make install', done.stderr)
    for name in sorted(os.listdir(f'{folder}/usr/bin')):
        for path, begin in ((f'bash-completion/completions/{name}', f'\ncomplete -F .* {name}\n'),
                            (f'zsh/site-functions/_{name}', f'^#compdef {name}\n'),
                            (f'fish/vendor_completions.d/{name}.fish', f'\ncomplete -c {name} -s h ')):
            try:
                with open(f'{folder}/usr/share/{path}', encoding='utf-8') as file:
                    text = file.read()
            except OSError as error:
                text = str(error)
            TAP.ok(re.search(begin, text) is not None, f'installed: {path}', text)


def main():
    with tempfile.TemporaryDirectory() as folder:
        installation(folder)
    sample = tempfile.TemporaryDirectory()
    PROGRAMS.append(os.path.join(sample.name, 'sample'))
    with open(PROGRAMS[-1], 'w', encoding='ascii') as file:
        file.write(SAMPLE)
    os.chmod(PROGRAMS[-1], 0o755)
    for shell, tests in (('bash', in_bash), ('zsh', in_zsh), ('fish', in_fish)):
        if shutil.which(shell) is None:
            TAP.ok(True, f'completion # SKIP {shell} is not installed')
            continue
        with tempfile.TemporaryDirectory() as folder:
            tests(Sandbox(folder))
    return TAP.end()


sys.exit(main())
