import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { signatures } from '../../diagnostics/index.ts';
import literals from '../../diagnostics/literals.json' with { type: 'json' };
import { compilePattern } from '../../src/own-signatures/pattern.ts';
import { readSignatures } from '../../src/own-signatures/read-signatures.ts';
import { findUnsafeHole } from '../../src/own-signatures/shell-holes.ts';
import { renderCommand } from '../../src/own-signatures/template.ts';
import { troubleshoot } from '../../src/troubleshoot.ts';
import { makeEntry, writeEntry } from './make-file.ts';

const builtIn = { signatures: signatures.slice(0, 10), literals };
const read = (text: string) => readSignatures(text, builtIn);

/** Milliseconds on a busy machine: what takes quadratic time takes minutes. */
const SOON = 5000;
const SIZE = 24_000;
const many = (piece: string) => piece.repeat(SIZE / piece.length);

describe('hostile YAML', () => {
  it.each<[string, string]>([
    ['brackets without end', many('[')],
    ['braces without end', many('{a: ')],
    ['lists in lists', many('- ')],
    ['keys in keys', many('? ')],
    ['tags', many('!x ')],
    ['anchors', many('&x\n')],
    ['aliases', many('*x ')],
    ['errors', many(': :\n')],
    ['commas', `[${many(',')}]`],
    ['closing brackets', many(']')],
    ['quotes', many('"')],
    ['a quoted text without end', `a: "${many('x\n')}`],
    ['documents', many('---\n')],
    ['the same key', many('k: v\n')],
    ['keys', Array.from({ length: SIZE / 8 }, (_, i) => `k${i}: v`).join('\n')],
    [
      'a bomb of aliases',
      `a: &a [x]\n${[...'bcdefghij'].map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]\n`).join('')}`,
    ],
    ['entries in which all is wrong', `signatures:\n${many('- {id: X, a: 1}\n')}`],
    ['entries that are none', `signatures: [${many('5,')}5]`],
    ['patterns', `signatures: [{patterns: [${many('"(",')}""]}]`],
    ['binary', '\u0000\u0001\ufeff\ud800'.repeat(1000)],
  ])('is refused soon: %s', (_what, text) => {
    const start = performance.now();
    expect(read(text).kind).toBe('broken');
    expect(performance.now() - start).toBeLessThan(SOON);
  });

  it('of any kind is refused with a place, never thrown over', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.json().map((json) => stringify(parse(json))),
        ),
        (text) => {
          const result = read(text);
          if (result.kind === 'broken')
            expect(result.problems.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
          expect(result.kind === 'broken' || result.own.length === 0).toBe(true);
        },
      ),
    );
  });

  it('in the place of any field is refused, never thrown over', () => {
    const fields = Object.keys(makeEntry('x'));
    fc.assert(
      fc.property(
        fc.constantFrom(...fields, 'checks', 'above', 'phases', 'tools'),
        fc.jsonValue(),
        (field, value) => {
          const { kind } = read(writeEntry({ [field]: value }));
          expect(['good', 'broken']).toContain(kind);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'prototype'])('changes nothing by the key %s', (key) => {
    for (const text of [
      `${key}: {isOwn: true}`,
      `signatures: [{${key}: {isOwn: true}}]`,
      writeEntry({ explanation: `{${key}}` }),
      writeEntry({ patterns: [`license (?P<${key}>x)`] }),
    ])
      expect(read(text).kind).toBe('broken');
    expect(Reflect.get({}, 'isOwn')).toBeUndefined();
  });
});

describe('a hostile pattern', () => {
  it.each([
    'license (?:(?:(?:abcdefghij){10}){10}){10}',
    `license ${'(x*)*'.repeat(90)}`,
    `license ${'('.repeat(240)}${')'.repeat(240)}`,
    `license [${'\\pL\\pN'.repeat(60)}]{90}`,
    'license a{1000}',
    `license ${'a{100}'.repeat(80)}`,
  ])('is compiled or refused soon: %s', (pattern) => {
    const start = performance.now();
    read(writeEntry({ patterns: [pattern] }));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('finds the texts by which its lines are found', () => {
    const pieces = fc.constantFrom(
      '(?i)',
      '(?:abc|def)',
      '[xyz]+',
      '\\d',
      'word',
      '.',
      '\\.',
      '\\Qa.b\\E',
      '{',
      ']',
      '[[:alpha:]]',
      '\\pL',
      'é',
      'K',
      '(?P<a>foo)',
      'x{2,3}',
      '?',
      '*',
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 6 }),
        fc.array(
          fc.constantFrom(
            'abc',
            'DEF',
            'x',
            '1',
            'word',
            'a.b',
            '{',
            ']',
            'q',
            'é',
            'k',
            'foo',
            'FOO',
            'xx',
            ' ',
          ),
          { maxLength: 9 },
        ),
        (source, text) => {
          const line = text.join('');
          let pattern: ReturnType<typeof compilePattern>;
          try {
            pattern = compilePattern(source.join(''));
          } catch {
            return;
          }
          if (!pattern.test(line) || pattern.literals.length === 0) return;
          expect(pattern.literals.some((literal) => line.toLowerCase().includes(literal))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is given up on a log that is made for it, which is told; the built-in ones go on', async () => {
    const known = readSignatures(
      writeEntry({
        patterns: ['license .*a.{100}[cd](?P<host>.)', 'license server (?P<host>\\S+) does not answer'],
      }),
      { signatures, literals },
    );
    if (known.kind === 'broken') throw new Error('it is good');
    const line = `license ${Array.from({ length: 4000 }, (_, i) => 'ab'[(i * i + (i >> 3)) % 2]).join('')}\n`;
    const chunks = (function* () {
      for (let i = 0; i < 2000; i++) yield Buffer.from(line);
      yield Buffer.from(
        "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'\n",
      );
    })();
    const start = performance.now();
    const report = await troubleshoot(undefined, { chunks, notes: [] } as never, known);
    expect(performance.now() - start).toBeLessThan(SOON);
    expect(report.cause).toBe('requirements-file-missing');
    expect(report.notes.join()).toContain('license took too long on this log');
  });
});

describe('a fact in a command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-facts-'));
  const trap = join(folder, 'sprung');
  afterAll(() => rmSync(folder, { recursive: true }));
  /** Each command in a shell of its own, which reads it as one that was pasted; one process starts them all. */
  const runAll = (commands: readonly string[]) =>
    spawnSync('sh', ['-c', 'for each in "$@"; do sh -c "$each" 2>/dev/null; done', 'sh', ...commands], {
      cwd: folder,
      encoding: 'utf8',
      input: '',
      timeout: 20_000,
    }).stdout;

  it('stays one word, whatever it holds', () => {
    const value = fc
      .string({
        unit: fc.constantFrom(...`'"$\`\\ ;|&<>(){}[]*?!#~=%a-\t`, 'é', '$(id)'),
        minLength: 1,
        maxLength: 12,
      })
      .filter((drawn) => !drawn.startsWith('-'));
    const template = 'printf "%s|" {host} a{host}b "$(printf "%s|" {host})" --x={host}; echo';
    expect(findUnsafeHole(template)).toBeUndefined();
    const hosts = fc.sample(value, 100);
    const printed = runAll(hosts.map((host) => renderCommand(template, { facts: { host } })));
    expect(printed.split('\n')).toEqual([
      ...hosts.map((host) => `${host}|a${host}b|${host}||--x=${host}|`),
      '',
    ]);
  });

  it('is no option, whatever it is called', () => {
    const facts = { reason: '-oProxyCommand=touch /tmp/x' };
    expect(renderCommand('ssh {reason} uptime', { facts })).toBe('ssh YOUR_REASON uptime');
  });

  it('is never run, in whatever command is let through', () => {
    const holes = Array.from({ length: 12 }, () => '{host}');
    const pieces =
      `' " $( ) \` \\ # ; | && x= \${ } $(( )) $' ( <<< >f eval sh\u00a0-c sudo ! {\u00a0 ;} true printf\u00a0%s <<E E`
        .split(' ')
        .map((piece) => piece.replace('\u00a0', ' '));
    const piece = fc.constantFrom(...holes, ...pieces, ' ', ' #', '\n', '\nE\n');
    const spring = `touch ${trap}`;
    const quoted = [`';${spring};'`, `";${spring};"`, `$(${spring})`, `\`${spring}\``, `a[$(${spring})]`];
    const value = fc.constantFrom(...quoted, spring, ['', ...quoted, spring, ''].join('\n'));
    const parts = fc.tuple(fc.array(piece, { minLength: 2, maxLength: 9 }), fc.constantFrom('', ' '), value);
    const commands = fc.sample(parts, 3000).flatMap(([words, space, host]) => {
      const command = `true ${words.join(space)}`;
      if (!command.includes('{host}') || findUnsafeHole(command)) return [];
      return [renderCommand(command, { facts: { host } })];
    });
    expect(commands.length).toBeGreaterThan(100);
    runAll(commands.slice(0, 400));
    const isSprung = existsSync(trap);
    rmSync(trap, { force: true });
    const springs = (command: string) => {
      runAll([command]);
      return existsSync(trap);
    };
    const culprit = isSprung && commands.find(springs);
    expect(culprit).toBe(false);
  });

  it.each([
    'ping {host}',
    'curl -fsS https://{host}/health',
    'echo "$(ping -c 1 {host})" | grep ok',
    'NAME={host} ./run.sh',
    "awk '{print $1}' {host}",
    'docker ps --format "{{.Names}}" --filter name={host}',
    'cat <<< {host}',
    'echo $HOME {host} # what it is',
    'ssh {host}',
    'ssh -p 22 -i key.pem {host} uptime',
    'sudo systemctl restart {host}',
    'sudo -u app systemctl restart {host}',
    'bash ci/restart.sh {host}',
    'timeout 5 ping {host}',
    'env LANG=C ping {host}',
    'xargs -n 1 ping {host}',
    'python3 check.py --host {host}',
    'docker run -e {host} image',
    'git log --grep={host}',
  ])('is let through: %s', (command) => {
    expect(findUnsafeHole(command)).toBeUndefined();
  });

  it.each([
    'echo "{host}"',
    "echo '{host}'",
    'echo `ping {host}`',
    ['echo $', '{X:-{host}}'].join(''),
    'echo $(( {host} + 1 ))',
    'true # {host}',
    'cat <<E\n{host}\nE',
    'echo \\{host}',
    '{host} --version',
    'true && {host}',
    'sudo {host}',
    'eval echo {host}',
    'sh -c {host}',
    'bash -ec {host}',
    'env {host}',
    'env -i LANG=C {host}',
    'sudo -u app {host}',
    'timeout -k 5 10 {host}',
    'xargs -n 1 {host}',
    'find . -name x -exec {host}',
    'bash {host}',
    'source {host}',
    '. {host}',
    'ssh deploy@host.example rm {host}',
    'ssh -p 22 host.example {host}',
    'python3 -c {host}',
    'perl -ne {host}',
    'node --eval {host}',
    'trap {host} EXIT',
    'let {host}',
    '[[ {host} -eq 1 ]]',
  ])('is refused: %s', (command) => {
    expect(findUnsafeHole(command)).toBeDefined();
  });
});
