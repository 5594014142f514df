import { getErrorWeight } from '../../src/diagnose/error-signs.ts';
import type { Report } from '../../src/model.ts';
import type { NewSignatureOptions } from './run.ts';

export interface Answers {
  /** 1-based. */
  line: number;
  id: string;
  family: string;
  title: string;
}

interface Known {
  lines: readonly string[];
  evidence: Report['evidence'];
  families: readonly string[];
}

/** What is not given is asked for on a terminal; elsewhere it is taken from the line. */
export async function ask(given: NewSignatureOptions, known: Known): Promise<Answers> {
  const suggested = Number(given.line ?? findLine(known));
  if (!Number.isInteger(suggested) || suggested < 1)
    throw new Error(`${given.line} is no line; give the number of one with --line.`);
  const isAsking = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (!isAsking) return suggest(given, known, suggested);
  const { input, select } = await import('@inquirer/prompts');
  const line = given.line
    ? suggested
    : await select({
        message: 'Which line says why?',
        choices: known.evidence.map((each) => ({
          name: `${each.line}  ${each.text.slice(0, 120)}`,
          value: each.line,
        })),
      });
  const guess = suggest(given, known, line);
  const id = given.id ?? (await input({ message: 'Id', default: guess.id }));
  const title = given.title ?? (await input({ message: 'Title', default: toTitle(id) }));
  const families = known.families.map((value) => ({ value }));
  const family =
    given.family ?? (await select({ message: 'Family', choices: families, default: guess.family }));
  return { line, id, family, title };
}

/** Of the lines that stand out the one that looks most like an error. */
function findLine({ evidence }: Known): number | undefined {
  const shown = evidence.filter(({ line }) => line > 0);
  return shown.reduce<(typeof shown)[number] | undefined>(
    (best, each) => (best && getErrorWeight(best.text) >= getErrorWeight(each.text) ? best : each),
    undefined,
  )?.line;
}

function suggest(given: NewSignatureOptions, { lines }: Known, line: number): Answers {
  const words = (lines[line - 1] ?? '').toLowerCase().match(/\b[a-z]{3,}\b/g) ?? ['new'];
  const id = given.id ?? words.slice(0, 4).join('-').slice(0, 50);
  return { line, id, family: given.family ?? 'other', title: given.title ?? toTitle(id) };
}

function toTitle(id: string): string {
  const words = id.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
