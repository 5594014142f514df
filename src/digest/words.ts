import { renderDuration } from '../slack/duration.ts';
import type { Answers, CauseWeek, Digest, Fixes, Lost, ProjectWeek, TimeToGreen } from './digest.ts';
import { renderDay, renderTime } from './week.ts';

/** The sentences of a digest, shared by Slack, page and terminal. Plain text; whoever shows it escapes it. */

const NUMBER = new Intl.NumberFormat('en-US');
const MONEY = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

export function renderNumber(value: number): string {
  return NUMBER.format(value);
}

/** `1 build`, `12 builds` */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(value)} ${value === 1 ? one : many}`;
}

/** `12 %`; small ones are not rounded to nothing. */
export function renderRate(rate: number): string {
  const percent = rate * 100;
  return percent > 0 && percent < 1 ? '<1 %' : `${Math.round(percent)} %`;
}

/** `16 Nov to 23 Nov` by the clock of the digest. */
export function renderPeriod({ from, to, timezone }: Digest): string {
  const last = new Date(Date.parse(to) - 1);
  return `${renderDay(new Date(from), timezone)} to ${renderDay(last, timezone)}`;
}

/** `Mon 16 Nov 08:00 to Mon 23 Nov 08:00, Europe/Berlin.` */
export function renderSpan({ from, to, timezone }: Digest): string {
  const [begin, end] = [new Date(from), new Date(to)].map(
    (at) => `${renderDay(at, timezone)} ${renderTime(at, timezone)}`,
  );
  return `${begin} to ${end}, ${timezone}.`;
}

/** What a digest compares with: `the week before`, `the 14 days before`. */
export function renderBefore({ days }: Digest): string {
  return days.length === 7 ? 'the week before' : `the ${count(days.length, 'day')} before`;
}

/** `as many as`, `3 more than` or `12 % fewer than` the week before. */
function renderChange(now: number, before: number, digest: Digest): string {
  const when = renderBefore(digest);
  if (before === 0) return `none ${when}`;
  if (now === before) return `as many as ${when}`;
  const word = now > before ? 'more' : 'fewer';
  const difference = Math.abs(now - before);
  const much = before >= 20 ? renderRate(difference / before) : renderNumber(difference);
  return `${much} ${word} than ${when}`;
}

/** `▲3`, `▼12`, `new`; nothing for no change, or where the history does not reach back. */
export function renderDelta(
  { failures, before }: { failures: number; before: number },
  { trend }: Digest,
): string {
  if (trend.length < 2 || failures === before) return '';
  if (before === 0) return 'new';
  return `${failures > before ? '▲' : '▼'}${renderNumber(Math.abs(failures - before))}`;
}

/** A digest in a few sentences, the first of which says how many builds failed. */
export function renderSummary(digest: Digest): [string, ...string[]] {
  const { failures, timeToGreen, lost } = digest;
  return [
    renderFailures(digest),
    ...(failures > 0 ? [renderTimeToGreen(timeToGreen), renderLost(lost)] : []),
  ];
}

/** `42 builds failed in 9 projects, 12 % fewer than the week before: 15 % of all builds.` */
export function renderFailures(digest: Digest): string {
  const { failures, projects, trend, rate } = digest;
  if (failures === 0) return 'No build failed.';
  const where = `${count(failures, 'build')} failed in ${count(projects.length, 'project')}`;
  const before = trend.at(-2);
  const change = before ? `, ${renderChange(failures, before.failures, digest)}` : '';
  return `${where}${change}${rate === undefined ? '' : `: ${renderRate(rate)} of all builds`}.`;
}

/** `Green again after 2 h in the middle, 2 days at worst (api, 3 builds).` */
function renderTimeToGreen({ incidents, medianSeconds, worst }: TimeToGreen): string {
  if (incidents === 0 || medianSeconds === undefined || !worst) return 'Nothing turned green again.';
  const longest = `${renderDuration(worst.seconds * 1000)} (${worst.project}, ${count(worst.builds, 'build')})`;
  if (incidents === 1) return `Once green again, after ${longest}.`;
  return `Green again ${renderNumber(incidents)} times: after ${renderDuration(medianSeconds * 1000)} at the median, ${longest} at worst.`;
}

/** `Failed builds took 381 min, about $4.11.` */
function renderLost({ minutes, dollars, unpriced }: Lost): string {
  const left = unpriced > 0 ? `, ${count(unpriced, 'build')} of unknown price not counted` : '';
  return `Failed builds took ${renderNumber(minutes)} min, about ${renderMoney(dollars)}${left}.`;
}

export function renderMoney(dollars: number): string {
  return MONEY.format(dollars);
}

/** What turned the incidents of a cause green; empty where none did. */
export function renderFixes({ byCommit, bySameCommit, other, examples }: Fixes): string {
  const example = examples.find(({ kind }) => kind === 'commit') ?? examples[0];
  const name = example && `${example.project}${example.number === undefined ? '' : ` #${example.number}`}`;
  const commit = example?.commit?.slice(0, 7);
  const parts = [
    byCommit > 0 ? `a commit ${times(byCommit)}${commit && name ? ` (last ${commit} in ${name})` : ''}` : '',
    bySameCommit > 0 ? `a retry of the same commit ${times(bySameCommit)}` : '',
    other > 0 ? `a later build ${times(other)}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? `Turned green by ${parts.join(', ')}.` : '';
}

function times(value: number): string {
  return value === 1 ? 'once' : value === 2 ? 'twice' : `${renderNumber(value)} times`;
}

/** `in checkout-web, docs-site and 3 more` */
export function renderProjects(projects: readonly string[], most = 2): string {
  const shown = projects.slice(0, most);
  const rest = projects.length - shown.length;
  const names = rest > 0 ? [...shown, `${rest} more`] : shown;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}

/** `11 of 39 builds failed (28 %)` */
export function renderProject({ failures, greens, rate }: ProjectWeek): string {
  if (greens === undefined || rate === undefined) return `${count(failures, 'build')} failed`;
  return `${renderNumber(failures)} of ${count(failures + greens, 'build')} failed (${renderRate(rate)})`;
}

/** `10 diagnoses were called right, 2 wrong.`; empty where nobody answered. */
export function renderAnswers({ right, wrong }: Answers): string {
  if (right + wrong === 0) return '';
  return `${count(right, 'diagnosis was', 'diagnoses were')} called right, ${renderNumber(wrong)} wrong.`;
}

/** Causes as they are shown: what is not known stands last, since it is none. */
export function listCauses({ causes }: Digest): CauseWeek[] {
  const unknown = causes.find(({ cause }) => cause === 'unknown');
  const known = causes.filter((cause) => cause !== unknown);
  return unknown ? [...known, { ...unknown, title: 'No known cause' }] : known;
}

export function renderCause({ failures, projects }: CauseWeek): string {
  return `${count(failures, 'build')} in ${renderProjects(projects)}`;
}
