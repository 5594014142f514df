import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { CHECKS, type Finding } from './finding.ts';

type Colors = ReturnType<typeof pc.createColors>;

export interface RenderOptions {
  isColored: boolean;
  /** Characters of a line; commands are never broken. */
  width: number;
  /** Whether what is fine is listed too. */
  isVerbose: boolean;
}

/** Findings for a terminal: what is broken, with its fix; what nobody could tell; what is fine. */
export function renderFindings(findings: readonly Finding[], options: RenderOptions): string {
  const c = pc.createColors(options.isColored);
  const of = (state: Finding['state']) => findings.filter((finding) => finding.state === state);
  const [broken, unknown, good] = [of('broken'), of('unknown'), of('fine')];
  return [
    ...broken.map((finding) => renderBroken(finding, c, options)),
    ...renderGroup(unknown, c.yellow('?'), c, options),
    ...(options.isVerbose ? renderGroup(good, c.green('✔'), c, options) : []),
    renderSum(broken.length, unknown.length, good.length, c),
  ].join('\n\n');
}

function renderBroken(finding: Finding, c: Colors, { width }: RenderOptions): string {
  const steps = finding.state === 'broken' ? finding.fix : [];
  return [
    `${c.red('✘')} ${c.bold(CHECKS[finding.check])} ${c.dim(clean(finding.about))}`,
    indent(finding.detail, 2, width),
    ...steps.flatMap(({ title, command }) => [
      '',
      indent(punctuate(title, command), 4, width),
      ...(command ? [`    ${c.cyan(clean(command))}`] : []),
    ]),
  ].join('\n');
}

/** An address takes no stop behind it: people copy it. */
function punctuate(title: string, command: string | undefined): string {
  if (command) return `${title}:`;
  return /https?:\S+$/.test(title) ? title : `${title}.`;
}

function renderGroup(
  findings: readonly Finding[],
  sign: string,
  c: Colors,
  { width }: RenderOptions,
): string[] {
  if (findings.length === 0) return [];
  const lines = findings.map(({ check, about, detail }) =>
    [`${sign} ${CHECKS[check]} ${c.dim(clean(about))}`, indent(detail, 2, width)].join('\n'),
  );
  return [lines.join('\n')];
}

function renderSum(broken: number, unknown: number, good: number, c: Colors): string {
  const parts = [
    broken > 0 ? c.red(`${broken} broken`) : c.green('nothing broken'),
    unknown > 0 ? c.yellow(`${unknown} not known`) : '',
    `${good} fine`,
  ];
  return c.bold(parts.filter((part) => part !== '').join(', '));
}

/** Breaks a text into lines, each so far in. */
function indent(text: string, by: number, width: number): string {
  const lines: string[] = [];
  for (const word of clean(text).split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length + by <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(by) + line).join('\n');
}

/** What AWS or Slack answered must not steer the terminal. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}
