import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { Buildspec, BuildspecCommand } from '../model.ts';

/** Takes the text of a buildspec; returns its commands with their lines, or what is wrong with its YAML. */
export function parseBuildspec(text: string, { file, where }: Pick<Buildspec, 'file' | 'where'>): Buildspec {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [problem] = document.errors;
  const error = problem && {
    line: lines.linePos(problem.pos[0]).line,
    message: problem.message.split(/ at line|\n/, 1)[0] ?? problem.message,
  };
  const phases = isMap(document.contents) ? document.get('phases') : undefined;
  const commands = isMap(phases)
    ? phases.items.flatMap((phase) => listCommands(phase as Pair<Node, Node>, text, lines))
    : [];
  return { file, where, text, commands, error };
}

/** `commands` and `finally` of one phase. https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html */
function listCommands(
  { key, value }: Pair<Node, Node | null>,
  text: string,
  lines: LineCounter,
): BuildspecCommand[] {
  if (!isMap(value)) return [];
  const phase = isScalar(key) ? String(key.value) : '';
  return ['commands', 'finally'].flatMap((list) => {
    const items = value.get(list, true);
    if (!isSeq(items)) return [];
    return items.items.flatMap((item) => {
      if (!isScalar(item) || !item.range) return [];
      const [start, end] = item.range;
      return {
        phase,
        text: String(item.value),
        firstLine: lines.linePos(start).line,
        lastLine: lines.linePos(start + text.slice(start, end).trimEnd().length - 1).line,
      };
    });
  });
}

/**
 * The command of the buildspec that a log shows as having run: of the phase's own first. The log may have spaces
 * otherwise, values in place of variables, or only the first lines of a block.
 */
export function findBuildspecCommand(
  { commands }: Pick<Buildspec, 'commands'>,
  logged: string,
  phase?: string | undefined,
): BuildspecCommand | undefined {
  const wanted = tidy(logged);
  if (wanted === '') return undefined;
  const own = commands.filter((command) => command.phase === phase?.toLowerCase());
  const inOrder = [...own, ...commands.filter((command) => !own.includes(command))];
  return (
    inOrder.find(({ text }) => tidy(text) === wanted) ??
    inOrder.find(({ text }) => text.includes('$') && fillsIn(text, wanted)) ??
    inOrder.find(({ text }) => text.includes('\n') && tidy(text).startsWith(`${wanted} `))
  );
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Whether `logged` is the command with something in place of each variable. */
function fillsIn(command: string, logged: string): boolean {
  const parts = tidy(command).split(/\$\{\w+\}|\$\w+/);
  if (parts.join('').length < 4) return false;
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const found = i === 0 ? (logged.startsWith(part) ? 0 : -1) : logged.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at === logged.length || parts.at(-1) === '' || logged.endsWith(parts.at(-1) ?? '');
}
