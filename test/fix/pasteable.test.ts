import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { files } from '../../diagnostics/files/index.ts';
import { other } from '../../diagnostics/other/index.ts';
import { source } from '../../diagnostics/source/index.ts';
import { tests } from '../../diagnostics/tests/index.ts';
import type { Situation } from '../../src/signature.ts';
import { makeBuild } from './make-build.ts';

/** One line, as all that a pattern captures is. */
const HOSTILE = 'x\'; $(touch /tmp/owned) `id` && rm -rf "/" #\n| cat';
const NAMES =
  'path url tool variable version test resource parameter repository package offered found line'.split(' ');
const everyFact = (value: string) => Object.fromEntries(NAMES.map((name) => [name, value]));

const situations: [string, Situation][] = [
  ['nothing known', { facts: {} }],
  [
    'plain facts',
    { facts: everyFact('app/requirements.txt'), command: 'pip install -r x', build: makeBuild() },
  ],
  ['a name that objects have', { facts: everyFact('constructor'), command: 'constructor' }],
  ['hostile facts', { facts: everyFact(HOSTILE), command: `sudo mkdir ${HOSTILE}\n| cat` }],
  ['a command that spans lines', { facts: { path: 'a/b' }, command: 'for i in 1 2; do\n  cd a/b\ndone' }],
];

/** Whether a POSIX shell can read the text as commands; runs nothing. */
function isShell(command: string): boolean {
  execFileSync('sh', ['-n'], { input: command, stdio: ['pipe', 'ignore', 'pipe'] });
  return true;
}

describe.each(situations)('with %s', (_title, situation) => {
  it.each([...source, ...files, ...tests, ...other].map((s) => [s.id, s] as const))(
    'the fix of %s pastes into a shell',
    (_id, signature) => {
      expect(signature.explain(situation)).not.toMatch(/undefined|\[object/);
      for (const { command, verify, title, patch } of signature.fix(situation)) {
        expect(title).not.toMatch(/undefined|\[object/);
        if (command) expect(isShell(command)).toBe(true);
        if (verify) expect(isShell(verify)).toBe(true);
        if (patch)
          expect(patch).toMatch(/^--- a\/\S+\n\+\+\+ b\/\S+\n@@ -\d+,\d+ \+\d+,\d+ @@\n(?:[ +-].*\n)+$/);
      }
    },
  );
});
