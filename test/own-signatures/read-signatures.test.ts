import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { signatures } from '../../diagnostics/index.ts';
import literals from '../../diagnostics/literals.json' with { type: 'json' };
import { renderProblem } from '../../src/own-signatures/problem.ts';
import { readSignatures } from '../../src/own-signatures/read-signatures.ts';
import { makeEntry, writeEntry, writeFile } from './make-file.ts';

const builtIn = { signatures: signatures.slice(0, 30), literals };
const [known = '', other = ''] = builtIn.signatures.map(({ id }) => id);

/** All that is wrong with a file, as people read it. */
function listProblems(text: string): string[] {
  const read = readSignatures(text, builtIn);
  return read.kind === 'good' ? [] : read.problems.map((problem) => renderProblem('f.yml', problem));
}

function readGood(text: string) {
  const read = readSignatures(text, builtIn);
  if (read.kind === 'broken') throw new Error(listProblems(text).join('\n'));
  return read;
}

describe('a file of signatures', () => {
  it('adds its own to the built-in ones', () => {
    const { signatures: all, own } = readGood(writeFile('license', 'quota'));
    expect(own.map(({ id, isOwn }) => [id, isOwn])).toEqual([
      ['license', true],
      ['quota', true],
    ]);
    expect(all).toHaveLength(builtIn.signatures.length + 2);
  });

  it('replaces a built-in one of the same id, and mutes others', () => {
    const { signatures: all } = readGood(writeEntry({ id: known }, { mute: [other] }));
    expect(all.filter(({ id }) => id === known).map(({ isOwn }) => isOwn)).toEqual([true]);
    expect(all.some(({ id }) => id === other)).toBe(false);
  });

  it('may mute only', () => {
    expect(readGood(stringify({ mute: [known] })).signatures).toHaveLength(builtIn.signatures.length - 1);
  });

  it('makes of each field what a built-in signature has', () => {
    const text = writeEntry({
      family: 'acme',
      patterns: [
        {
          line: 'acme: (?P<host>\\S+) is away',
          near: { line: 'code (?P<code>-\\d+)', within: 3 },
          confidence: 'medium',
        },
        { line: 'acme says no', command: 'npm', phases: ['INSTALL'] },
      ],
      phases: ['BUILD'],
      tools: ['acme', 'npm'],
      above: [known],
      explanation: 'The server {host|of the team} is away in {build.project}, code {code}.',
      fix: [
        {
          title: 'Ask {host}',
          command: 'ping {host|localhost}; echo {{host}} $HOME',
          changes: true,
          verify: 'true {code}',
        },
      ],
      retryable: true,
      retryReason: 'It comes back.',
      confidence: 'low',
      checks: [{ kind: 'parameter-missing', name: '/acme/{host}' }, { kind: 'subnet-full' }],
      samples: { matches: ['acme: lic1 is away\ncode -15'], not: ['acme: lic1 is away'] },
    });
    const [own] = readGood(text).own;
    expect(own?.patterns).toMatchObject([
      { strength: 'likely', phases: ['BUILD'], near: { within: 3 } },
      { strength: 'symptom', phases: ['INSTALL'], command: { source: 'npm' } },
    ]);
    expect(own).toMatchObject({
      family: 'acme',
      above: [known],
      retryable: true,
      retryReason: 'It comes back.',
    });
    const situation = { facts: { host: 'lic 1', code: '-15' } };
    expect(own?.explain(situation)).toBe('The server lic 1 is away in the project, code -15.');
    expect(own?.explain({ facts: {} })).toBe('The server of the team is away in the project, code the code.');
    expect(own?.fix(situation)).toEqual([
      {
        title: 'Ask lic 1',
        command: "ping 'lic 1'; echo {host} $HOME",
        changes: true,
        verify: 'true YOUR_CODE',
        patch: undefined,
      },
    ]);
    expect(own?.fix({ facts: {} })[0]).toMatchObject({
      command: 'ping localhost; echo {host} $HOME',
      verify: 'true YOUR_CODE',
    });
    expect(own?.checks?.(situation)).toEqual([
      { kind: 'parameter-missing', name: '/acme/lic 1' },
      { kind: 'subnet-full' },
    ]);
    // What asks for a fact that is not known is not asked.
    expect(own?.checks?.({ facts: {} })).toEqual([{ kind: 'subnet-full' }]);
  });
});

describe('what is wrong with a file', () => {
  it.each<[string, string, string[]]>([
    ['no YAML', 'signatures: [', ['f.yml:1:14 is no YAML: ']],
    ['an empty file', '', ['f.yml:1:1 should be fields with values, it is empty']],
    ['a list alone', stringify([makeEntry('a')]), ['f.yml:1:1 should be fields with values, it is a list']],
    ['a key that there is not', 'mutee: [x]', ['f.yml:1:1 mutee: is no field here; did you mean mute?']],
    ['a key twice', 'mute: []\nmute: []', ['f.yml:2:1 has the key mute twice']],
    ['a tag', 'mute: !!js/function "x"', ['f.yml:1:7 has a tag (!...); there are none here']],
    ['an include', 'mute: !include /etc/passwd', ['f.yml:1:7 has a tag (!...); there are none here']],
    ['an alias', 'mute: &a [x]\nsignatures: *a', ['f.yml:1:10 has an anchor', 'f.yml:2:13 is an alias']],
    [
      'an entry that is none',
      'signatures: [5]',
      ['f.yml:1:14 signatures[0]: should be fields with values, it is 5'],
    ],
    ['no samples', writeEntry({ samples: undefined }), ['signatures[0].samples: is missing: Tried whenever']],
    [
      'no near-miss',
      writeEntry({ samples: { matches: ['license server a does not answer'] } }),
      ['signatures[0].samples.not: is missing: Pieces of logs that look alike'],
    ],
    [
      'a sample that is not found',
      writeEntry({ samples: { matches: ['nothing'], not: ['x'] } }),
      ['signatures[0].samples.matches[0]: is not found by any of its patterns'],
    ],
    [
      'a near-miss that is found',
      writeEntry({
        samples: {
          matches: ['license server a does not answer'],
          not: ['x\nlicense server b does not answer'],
        },
      }),
      ['signatures[0].samples.not[0]: should not be found, but is: line 2 of it'],
    ],
    [
      'a field misspelt',
      writeEntry({ explenation: 'x' }),
      ['signatures[0].explenation: is no field here; did you mean explanation?'],
    ],
    [
      'a title with a full stop',
      writeEntry({ title: 'It broke.' }),
      ['signatures[0].title: should be one line without a full stop'],
    ],
    [
      'a title too long',
      writeEntry({ title: 'x'.repeat(80) }),
      ['signatures[0].title: is too long: 79 characters at most'],
    ],
    ['an id with capitals', writeEntry({ id: 'License' }), ['signatures[0].id: should be small letters']],
    ['an id of ours', writeEntry({ id: 'unknown' }), ['signatures[0].id: is a word of Faultline']],
    [
      'a number for text',
      writeEntry({ explanation: 5 }),
      ['signatures[0].explanation: should be text (in quotes'],
    ],
    [
      'a pattern that is none',
      writeEntry({ patterns: ['licen(se'] }),
      ['signatures[0].patterns[0]: is no pattern of RE2: missing closing )'],
    ],
    ['a look-ahead', writeEntry({ patterns: ['license(?=d)'] }), ['there is no look-around in RE2']],
    [
      'a pattern that finds all',
      writeEntry({ patterns: ['.*'] }),
      ['signatures[0].patterns[0]: finds an empty line'],
    ],
    [
      'a pattern without text',
      writeEntry({ patterns: ['^\\d+$'] }),
      ['signatures[0].patterns[0]: should contain a text of three characters'],
    ],
    [
      'a pattern too long',
      writeEntry({ patterns: ['license '.repeat(80)] }),
      ['signatures[0].patterns[0]: is 640 characters long'],
    ],
    [
      'a pattern too large',
      writeEntry({ patterns: ['license(\\w{10}){100}'] }),
      ['signatures[0].patterns[0]: is too large'],
    ],
    [
      'a pattern with a field misspelt',
      writeEntry({ patterns: [{ line: 'license', nere: 1 }] }),
      ['signatures[0].patterns[0].nere: is no field here; did you mean near?'],
    ],
    [
      'a phase that there is not',
      writeEntry({ phases: ['BULD'] }),
      ['signatures[0].phases[0]: should be one of SUBMITTED', 'did you mean BUILD?'],
    ],
    [
      'a fact that no pattern captures',
      writeEntry({ explanation: 'On {hots}.' }),
      ['signatures[0].explanation: asks for {hots}, which no pattern captures; there are {host}'],
    ],
    [
      'a fact in quotes',
      writeEntry({ fix: [{ title: 'x', command: 'echo "{host}"' }] }),
      ['signatures[0].fix[0].command: {host} stands in double quotes'],
    ],
    [
      'a question of no kind',
      writeEntry({ checks: [{ kind: 'parameter-mising' }] }),
      ['signatures[0].checks[0].kind: should be one of', 'did you mean parameter-missing?'],
    ],
    [
      'standing above nothing',
      writeEntry({ above: ['no-such'] }),
      ['signatures[0].above[0]: is the id of no signature'],
    ],
    ['standing above itself', writeEntry({ above: ['license'] }), ['signatures[0].above[0]: is its own id']],
    [
      'muting nothing',
      writeEntry({}, { mute: [`${known}x`] }),
      [`mute[0]: is the id of no signature; did you mean ${known}?`],
    ],
    ['an id twice', writeFile('a', 'a'), ['signatures[1].id: is that of signatures[0] already']],
    [
      'a reason without a retry',
      writeEntry({ retryReason: 'x' }),
      ['signatures[0].retryReason: stands beside retryable: true only'],
    ],
  ])('is told: %s', (_what, text, words) => {
    const problems = listProblems(text).join('\n');
    for (const each of words) expect(problems).toContain(each);
    expect(problems).toMatch(/^f\.yml:\d+:\d+ /);
  });

  it('is told all at once, in the order of the file', () => {
    const text = stringify({
      signatures: [
        makeEntry('a', { titel: 'x', fix: [{ title: 'x', command: "'{host}'", changes: 'maybe' }] }),
        makeEntry('b', { above: ['nope'], confidence: 'hihg', explanation: '{x}' }),
      ],
      mute: [7],
    });
    expect(listProblems(text).map((problem) => /^\S+ (\S+):/.exec(problem)?.[1])).toEqual([
      'signatures[0].fix[0].command',
      'signatures[0].fix[0].changes',
      'signatures[0].titel',
      'signatures[1].explanation',
      'signatures[1].above[0]',
      'signatures[1].confidence',
      'mute[0]',
    ]);
  });

  it('is told where two would stand above each other, so that none were left', () => {
    const text = stringify({
      signatures: [
        makeEntry('a', { above: ['b'] }),
        makeEntry('b', { above: ['c'] }),
        makeEntry('c', { above: ['a'] }),
      ],
    });
    expect(listProblems(text)).toHaveLength(3);
  });
});
