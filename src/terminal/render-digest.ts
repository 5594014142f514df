import pc from 'picocolors';
import type { Digest } from '../digest/digest.ts';
import { PRICE_NOTE } from '../digest/prices.ts';
import {
  count,
  listCauses,
  renderAnswers,
  renderCause,
  renderDelta,
  renderFixes,
  renderPeriod,
  renderProject,
  renderProjects,
  renderSummary,
} from '../digest/words.ts';
import { cleanForTerminal } from './clean.ts';

const MAX_ROWS = 10;
const BAR = 30;

/** A digest for a terminal. Plain text when `isColored` is false. */
export function renderDigest(digest: Digest, isColored: boolean): string {
  const c = pc.createColors(isColored);
  const { failures, projects, flaky, unknown, answers } = digest;
  const [first, ...sums] = renderSummary(digest);
  const section = (title: string, rows: readonly string[]) =>
    rows.length === 0
      ? ''
      : [c.underline(title), ...rows.slice(0, MAX_ROWS).map(cleanForTerminal)].join('\n');
  const parts = [
    [c.dim(renderPeriod(digest)), c.bold(first)].join('\n'),
    sums.map(cleanForTerminal).join('\n'),
    failures > 0 ? section('By day', listDays(digest)) : '',
    section(
      'What broke most',
      listCauses(digest).map((cause) => {
        const fixes = renderFixes(cause.fixes);
        const line = `${cause.title}: ${renderCause(cause)} ${renderDelta(cause, digest)}`.trimEnd();
        return fixes === '' ? line : `${line}\n  ${fixes}`;
      }),
    ),
    section(
      'Projects',
      projects.map((project) =>
        `${project.project}: ${renderProject(project)} ${renderDelta(project, digest)}`.trimEnd(),
      ),
    ),
    section(
      'Flaky: green again on the very commit that had failed',
      flaky.map(
        ({ project, recoveries, titles }) => `${project}: ${count(recoveries, 'time')}, ${titles.join('; ')}`,
      ),
    ),
    section(
      'Without a known cause',
      unknown.map(
        ({ failures: times, projects: where, line }) =>
          `${count(times, 'build')} in ${renderProjects(where)}\n  ${line ?? 'No line stood out.'}`,
      ),
    ),
    renderAnswers(answers),
    failures > 0 ? c.dim(PRICE_NOTE) : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function listDays({ days }: Digest): string[] {
  const highest = Math.max(1, ...days.map((day) => day.failures));
  return days
    .slice(-MAX_ROWS)
    .map(
      ({ day, failures }) =>
        `${day.padEnd(10)}  ${'█'.repeat(Math.round((failures / highest) * BAR))} ${failures}`,
    );
}
