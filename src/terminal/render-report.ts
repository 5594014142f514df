import pc from 'picocolors';
import type { FixStep, Report } from '../model.ts';
import { getGreenName, renderChange } from '../word-changes.ts';
import { cleanStrings } from './clean.ts';

type Colors = ReturnType<typeof pc.createColors>;

const MARKS = { confirmed: '✔', refuted: '✘', unknown: '?' } as const;

/** A report for a terminal: the cause, the fix, what was checked, the evidence. Plain text when `isColored` is false. */
export function renderReport(input: string, given: Report, isColored: boolean): string {
  const c = pc.createColors(isColored);
  const report = cleanStrings(given);
  const parts = [
    renderHead(input, report, c),
    report.explanation,
    renderFix(report.fix, c),
    section(
      c,
      'Checked',
      report.checks.map(({ result, question, detail }) => `${MARKS[result]} ${question} ${detail}`),
    ),
    section(
      c,
      report.cause === 'unknown' ? 'What stands out' : 'Evidence',
      report.evidence.map(({ line, text }) => `${c.dim(String(line || '-').padStart(5))}  ${clip(text)}`),
    ),
    section(
      c,
      'Also seen',
      report.alternatives.slice(0, 3).map(({ title, cause, line }) => `${title} (${cause}, line ${line})`),
    ),
    section(c, `Changed since ${getGreenName(report)}`, (report.changes ?? []).map(renderChange)),
    section(c, 'Note', report.notes),
    c.dim(renderWhy(report)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderHead(input: string, { title, cause, build }: Report, c: Colors): string {
  const sign = cause === 'none' ? c.green('✔') : cause === 'unknown' ? c.yellow('?') : c.red('✘');
  const where = build
    ? `${build.project}${build.number === undefined ? '' : ` #${build.number}`} ${build.status}`
    : input;
  return `${c.dim(where)}\n${sign} ${c.bold(title)} ${c.dim(cause === 'none' || cause === 'unknown' ? '' : cause)}`.trimEnd();
}

function renderFix(steps: readonly FixStep[], c: Colors): string {
  const lines = steps.flatMap(({ title, command, patch, verify }, index) => [
    `${c.bold(`${index + 1}. ${title}`)}`,
    ...(command ? ['', c.cyan(command), ''] : []),
    ...(patch ? ['', patch, ''] : []),
    ...(verify ? [`   ${c.dim('Shows that it worked:')}`, verify, ''] : []),
  ]);
  return lines.length > 0 ? [c.underline('Fix'), ...lines].join('\n').trimEnd() : '';
}

function section(c: Colors, title: string, lines: readonly string[]): string {
  return lines.length > 0 ? [c.underline(title), ...lines].join('\n') : '';
}

function renderWhy({ confidence, reason, phase, command, exitCode, cause, ...report }: Report): string {
  const { retryable, retryReason } = report;
  if (cause === 'none') return reason;
  const where = [phase, command?.split('\n', 1)[0], exitCode === null ? undefined : `exit status ${exitCode}`]
    .filter(Boolean)
    .join(', ');
  const retry = retryReason
    ? `\n${retryable ? 'Running it again can help' : 'Running it again'}: ${retryReason}`
    : '';
  return `Confidence ${confidence}: ${reason}${where ? `\nFailed in: ${where}` : ''}${retry}`;
}

function clip(text: string): string {
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
