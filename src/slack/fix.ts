import { quote, sh } from '../fix/shell.ts';
import type { FixStep, Report } from '../model.ts';
import { type Block, bold, italic, paragraph, plain, preformatted, richText } from './blocks.ts';
import { cost, cutInline } from './cut.ts';
import { cleanText } from './escape.ts';
import { LIMITS } from './limits.ts';
import { getQuotedValues, prose } from './prose.ts';

/** A step with its place in the fix. */
export interface NumberedStep {
  number: number;
  step: FixStep;
}

export interface FixPart {
  blocks: Block[];
  /** Steps, in order, that did not fit. */
  rest: NumberedStep[];
}

const TITLE_ROOM = 700;
const POINTER_ROOM = 500;

export function numberSteps(fix: readonly FixStep[]): NumberedStep[] {
  return fix.map((step, i) => ({ number: i + 1, step }));
}

/**
 * As many whole steps, in order, as `room` takes. A command is never cut: where the next step does not fit,
 * its title stands alone and the step goes to the rest. Costs at most `room`, when that is 800 or more.
 */
export function fitSteps(report: Report, steps: readonly NumberedStep[], room: number): FixPart {
  const blocks: Block[] = [];
  let left = room - POINTER_ROOM;
  for (const [i, numbered] of steps.entries()) {
    const next = stepBlocks(report, numbered);
    const price = cost(next);
    const isLast = i === steps.length - 1;
    if (price > left + (isLast ? POINTER_ROOM : 0)) {
      return { blocks: [...blocks, pointer(numbered, steps.length - i)], rest: steps.slice(i) };
    }
    blocks.push(...next);
    left -= price;
  }
  return { blocks, rest: [] };
}

/** One step in full, a block for each of its parts. What no block can hold is asked for on the command line. */
export function stepBlocks(report: Report, { number, step }: NumberedStep): Block[] {
  const title = paragraph(
    bold(report.fix.length > 1 ? `${number}. ` : getFixLabel(report)),
    ...prose(step.title, getQuotedValues(report), TITLE_ROOM),
    italic(step.command || step.patch ? (step.changes ? ' (makes a change)' : ' (read-only)') : ''),
  );
  const [command, patch, verify] = [step.command, step.patch, step.verify].map((text) =>
    codeBlock(report, text),
  );
  return [
    richText(title, ...(command ?? [])),
    ...(patch ? [richText(paragraph(plain('Patch, for git apply:')), ...patch)] : []),
    ...(verify ? [richText(paragraph(plain('Check that it worked:')), ...verify)] : []),
  ];
}

/** What is offered for a failure that nobody understood, or that was wanted, is no fix. */
export function getFixLabel({ cause, build }: Report): 'Fix: ' | 'Next: ' {
  return cause === 'unknown' || build?.status === 'STOPPED' ? 'Next: ' : 'Fix: ';
}

/** The command that prints the whole report. */
export function getReportCommand({ build }: Report): string {
  if (build === null) return 'npm run -s faultline -- diagnose YOUR_LOG';
  // An id alone is looked for at home.
  const target = build.elsewhere ? build.arn : build.id;
  const isShort = quote(target).length < 250;
  return sh`npm run -s faultline -- diagnose ${isShort ? target : 'YOUR_BUILD_ID'}`;
}

/** Whether a code block can hold the whole command. */
function isPostable(command: string): boolean {
  return cleanText(command).length <= LIMITS.preformattedText;
}

function codeBlock(report: Report, text: string | undefined) {
  if (text === undefined || text.trim() === '') return undefined;
  if (isPostable(text)) return [preformatted(text.replace(/\n+$/, ''))];
  return [paragraph(plain('Too long for Slack. This prints it:')), preformatted(getReportCommand(report))];
}

function pointer({ number, step }: NumberedStep, count: number): Block {
  const what = count === 1 ? `Step ${number}` : `Steps ${number} to ${number + count - 1}`;
  return richText(paragraph(bold(`${what}, in the thread: `), plain(cutInline(step.title, 200))));
}
