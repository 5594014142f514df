import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { signatures } from '../../diagnostics/index.ts';
import { cleanLine } from '../../src/log/clean.ts';
import { diagnoseText } from '../diagnostics/diagnose-text.ts';
import { addToIndex } from './add-to-index.ts';
import { ask } from './ask.ts';
import { generalise } from './generalise.ts';
import { renderLogFile, renderSignatureFile, type Sketch } from './render-files.ts';
import { writeVerdict } from './write-verdict.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface NewSignatureOptions {
  line?: string;
  id?: string;
  family?: string;
  title?: string;
  fix?: string;
  tests: boolean;
}

/** Writes a built-in signature from a log: its file, its logs, its line in the index. Then its tests run. */
async function writeNew(file: string, given: NewSignatureOptions): Promise<number> {
  const log = readFileSync(file, 'utf8');
  const today = await diagnoseText(log);
  const families = readdirSync(join(ROOT, 'diagnostics'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const lines = log.split('\n');
  const { line: number, id, family, title } = await ask(given, { lines, evidence: today.evidence, families });
  const line = cleanLine(lines[number - 1] ?? '');
  if (line.trim() === '') throw new Error(`${file} has no text in line ${number}.`);
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))
    throw new Error(`${id} is no id: small letters, digits and hyphens.`);
  if (signatures.some((each) => each.id === id)) throw new Error(`There is a signature ${id} already.`);
  if (!families.includes(family))
    throw new Error(`There is no family ${family}; there are ${families.join(', ')}.`);
  const causes = [today.cause, ...today.alternatives.map(({ cause }) => cause)];
  const above = causes.filter((cause) => cause !== 'unknown' && cause !== 'none');
  const sketch: Sketch = { id, family, title, line, generalised: generalise(line), above, fix: given.fix };
  const written = [
    `diagnostics/${family}/${id}.ts`,
    `test/logs/${family}/${id}.log`,
    `diagnostics/${family}/index.ts`,
  ];
  const [code = '', logs = '', index = ''] = written.map((each) => join(ROOT, each));
  writeFileSync(code, renderSignatureFile(sketch));
  writeFileSync(logs, renderLogFile(log, sketch));
  writeFileSync(index, addToIndex(readFileSync(index, 'utf8'), id));
  console.log(`Written: ${written.join(', ')}`);
  run('biome', ['check', '--write', code, index]);
  const cause = await writeVerdict(code, logs);
  console.log(
    cause === id
      ? `${id} wins its log.`
      : `${cause} wins the log: correct the pattern, or what it stands above.`,
  );
  if (!given.tests) return cause === id ? 0 : 1;
  const failed = run('vitest', ['run', 'test/diagnostics', 'test/match/literals', '-t', ` ${id} |catalogue`]);
  console.log(
    failed ? 'Its tests fail.' : 'Now read the three files, and run npm run docs:signatures and npm test.',
  );
  return failed ? 1 : 0;
}

function run(tool: string, args: string[]): number {
  const bin = join(ROOT, 'node_modules', '.bin', tool);
  const { status } = spawnSync(existsSync(bin) ? bin : tool, args, { cwd: ROOT, stdio: 'inherit' });
  return status ?? 1;
}

const program = new Command('new-signature')
  .description('Writes a built-in signature from a log: its file, its logs and its line in the index.')
  .argument('<log>', 'a log file of a build that failed')
  .option('--line <number>', 'the line that says why; the one that stands out when left out')
  .option('--id <id>', 'small letters and hyphens, such as licence-expired')
  .option('--family <family>', 'a folder of diagnostics/')
  .option('--title <title>', 'what broke, in under 80 characters')
  .option('--fix <command>', 'a command; {fact} stands for a fact of the line')
  .option('--no-tests', 'do not run its tests')
  .exitOverride()
  .action(async (log: string, options: NewSignatureOptions) => {
    process.exitCode = await writeNew(log, options);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
