import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import literals from '../../diagnostics/literals.json' with { type: 'json' };
import { readSignatures } from '../../src/own-signatures/read-signatures.ts';
import { entrySchema } from '../../src/own-signatures/schema.ts';
import { BARE } from '../bare-environment.ts';

const root = new URL('../../', import.meta.url).pathname;
const text = readFileSync(`${root}docs/writing-signatures.md`, 'utf8');
const blocks = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind, code]) => ({
  kind,
  code: code ?? '',
}));
const commands = blocks.filter(({ kind }) => kind === 'sh').flatMap(({ code }) => code.trim().split('\n'));
const run = promisify(execFile);

describe('docs/writing-signatures.md', () => {
  it.each(blocks.filter(({ kind }) => kind === 'yaml').map(({ code }) => code))(
    'has an example that loads: %#',
    (code) => {
      expect(readSignatures(code, { signatures, literals })).toMatchObject({
        kind: 'good',
        own: [{ isOwn: true }],
      });
    },
  );

  it('explains every field', () => {
    const missing = Object.keys(entrySchema.shape).filter(
      (field) => !text.includes(`| \`${field}\``) && !text.includes(`\`${field}\``),
    );
    expect(missing).toEqual([]);
  });

  // Without npm between, which takes longer than the command. new-signature has its own test.
  it.each(commands.filter((command) => command.includes('npm run -s faultline --')))(
    'has a command that works: %s',
    async (command) => {
      const { stdout } = await run(
        'sh',
        ['-c', command.replace('npm run -s faultline --', '"$NODE" handlers/cli.ts')],
        {
          cwd: root,
          env: { ...BARE, HOME: root, NODE: process.execPath, AWS_REGION: 'eu-central-1' },
        },
      );
      expect(stdout).not.toBe('');
    },
  );

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
      scripts: Record<string, string>;
    };
    const names = commands.map((command) => /npm run (?:-s )?([\w:-]+)/.exec(command)?.[1] ?? command);
    expect(names.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
