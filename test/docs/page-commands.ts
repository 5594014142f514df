import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { listBlocks, ROOT, readPages } from './pages.ts';

const SHELLS = new Set(['sh', 'bash', 'shell', 'console', 'zsh']);

export const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** Every command of every page, once; `page` is the first that has it. */
export function listCommands(): { page: string; command: string }[] {
  const found = readPages().flatMap(({ path, text }) =>
    listBlocks(text)
      .filter(({ language }) => SHELLS.has(language))
      .flatMap(({ code }) => code.split('\n').map((line) => ({ page: path, command: getCommand(line) }))),
  );
  const first = new Map(found.filter(({ command }) => command !== '').map((each) => [each.command, each]));
  return [...first.values()];
}

/** Without what is said behind it. */
function getCommand(line: string): string {
  return line.replace(/ +# .*$/, '').trim();
}

/** `npm run NAME -- ARGUMENTS` as what npm starts, without npm between, which takes longer than most commands. */
export function withoutNpm(command: string): string {
  return command.replace(/npm run (?:-s )?([\w:-]+)(?: --(?= ))?/, (_, name: string) =>
    (scripts[name] ?? `no-script-${name}`).replace(/^node /, '"$NODE" '),
  );
}
