import { renderDuration } from '../slack/duration.ts';
import { renderBars } from './chart.ts';
import { type DayBars, describeDayBars, findDayBars } from './day-bars.ts';
import type { CauseWeek, Digest, ProjectWeek, UnknownCluster } from './digest.ts';
import { escapeMarkup, findAddress } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import { PRICE_NOTE } from './prices.ts';
import { renderDay } from './week.ts';
import {
  count,
  listCauses,
  renderAnswers,
  renderBefore,
  renderCause,
  renderDelta,
  renderFixes,
  renderMoney,
  renderNumber,
  renderPeriod,
  renderProjects,
  renderRate,
  renderSpan,
  renderSummary,
} from './words.ts';

const PALETTE = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  grid: 'var(--grid)',
  bars: ['var(--quiet)', 'var(--strong)'] as [string, string],
};
const MAX_ROWS = 50;

/** A page that needs nothing but itself: no script, no file, no address from elsewhere but links to the console. */
export function renderDigestPage(digest: Digest): string {
  const title = `Builds from ${renderPeriod(digest)}`;
  const [first, ...sums] = renderSummary(digest);
  const body = [
    `<h1>${escapeMarkup(title)}</h1>`,
    `<p class="lead">${escapeMarkup(first)}</p>`,
    ...sums.map((sum) => `<p>${escapeMarkup(sum)}</p>`),
    renderCharts(digest),
    section(
      'What broke most',
      renderItems(listCauses(digest).map((cause) => renderCauseItem(cause, digest))),
    ),
    section('Projects', renderProjectTable(digest)),
    section('Flaky: green again on the very commit that had failed', renderItems(listFlaky(digest))),
    section(
      'Without a known cause: candidates for signatures',
      renderItems(digest.unknown.map(renderCluster)),
    ),
    section('What people said of the diagnoses', renderAnswerList(digest)),
    `<p class="muted" style="margin-top:2.5rem">${escapeMarkup(renderFooter(digest))}</p>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${body.filter((part) => part !== '').join('\n')}
</main>
</body>
</html>
`;
}

function section(title: string, content: string): string {
  return content === '' ? '' : `<section><h2>${escapeMarkup(title)}</h2>${content}</section>`;
}

function renderCharts(digest: Digest): string {
  const { trend, timezone } = digest;
  const weeks: DayBars = {
    title: 'Failed builds by week',
    yLabel: 'Failed builds',
    categories: trend.map(({ from }) => renderDay(new Date(from), timezone)),
    series: [{ name: 'Failed builds', values: trend.map(({ failures }) => failures) }],
  };
  const days = findDayBars(digest);
  const charts = [...(days ? [days] : []), ...(trend.length > 1 ? [weeks] : [])];
  return charts.length === 0 ? '' : `<div class="charts">${charts.map(renderFigure).join('')}</div>`;
}

function renderFigure(bars: DayBars): string {
  const isKeyed = bars.series.length > 1;
  const keys = bars.series.map(({ name }, index) => {
    const isQuiet = index < bars.series.length - 1;
    return `<span class="key${isQuiet ? ' quiet' : ''}">${escapeMarkup(name)}</span>`;
  });
  const drawing = renderBars(bars, { palette: PALETTE, hasHeading: false });
  // The drawing is for the eye; its words are for everybody else.
  const described = drawing.replace(
    /aria-label="[^"]*"/,
    () => `aria-label="${escapeMarkup(describeDayBars(bars))}"`,
  );
  return `<figure><figcaption>${escapeMarkup(bars.title)}${isKeyed ? keys.join('') : ''}</figcaption>${described}</figure>`;
}

/** The first rows, and how many more there are. */
function renderItems(items: readonly string[]): string {
  if (items.length === 0) return '';
  const rest = items.length - MAX_ROWS;
  const more = rest > 0 ? `<p class="muted">${renderNumber(rest)} more are in the digest as JSON.</p>` : '';
  return `<ul>${items
    .slice(0, MAX_ROWS)
    .map((item) => `<li>${item}</li>`)
    .join('')}</ul>${more}`;
}

function renderCauseItem(cause: CauseWeek, digest: Digest): string {
  const fixes = renderFixes(cause.fixes);
  const delta = renderDelta(cause, digest);
  return `<strong>${escapeMarkup(cause.title)}</strong><p>${escapeMarkup(renderCause(cause))} <span class="muted">${delta}</span></p>${fixes === '' ? '' : `<p class="muted">${escapeMarkup(fixes)}</p>`}`;
}

function renderProjectTable(digest: Digest): string {
  const { projects } = digest;
  if (projects.length === 0) return '';
  const rows = projects.slice(0, MAX_ROWS).map((project) => renderProjectRow(project, digest));
  const head = `<tr><th>Project</th><th class="number">Failed</th><th class="number">Of all</th><th class="number">To green</th><th class="number wide">Cost</th><th class="wide">Most</th></tr>`;
  return `<div class="scroll"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function renderProjectRow(week: ProjectWeek, digest: Digest): string {
  const { project, failures, rate, lost, timeToGreen, topCause } = week;
  const { medianSeconds } = timeToGreen;
  const cells = [
    `<td>${escapeMarkup(project)}</td>`,
    number(`${renderNumber(failures)} <span class="muted">${renderDelta(week, digest)}</span>`),
    number(rate === undefined ? '–' : renderRate(rate)),
    number(medianSeconds === undefined ? '–' : renderDuration(medianSeconds * 1000)),
    number(renderMoney(lost.dollars), ' wide'),
    `<td class="wide">${escapeMarkup(topCause)}</td>`,
  ];
  return `<tr>${cells.join('')}</tr>`;
}

function number(content: string, more = ''): string {
  return `<td class="number${more}">${content}</td>`;
}

function listFlaky({ flaky }: Digest): string[] {
  return flaky.map(
    ({ project, recoveries, titles }) =>
      `<strong>${escapeMarkup(project)}</strong> ${count(recoveries, 'time')}<p class="muted">${escapeMarkup(titles.slice(0, 5).join('; '))}</p>`,
  );
}

function renderCluster({ line, failures, projects, url, build }: UnknownCluster): string {
  const address = findAddress(url);
  const name = escapeMarkup(build.split(':')[0] ?? build);
  const link = address === undefined ? name : `<a href="${address}" rel="noopener noreferrer">${name}</a>`;
  return `${count(failures, 'build')} in ${escapeMarkup(renderProjects(projects, 5))}, such as ${link}<pre>${escapeMarkup(line ?? 'No line stood out.')}</pre>`;
}

function renderAnswerList({ answers }: Digest): string {
  const words = renderAnswers(answers);
  if (words === '') return '';
  const corrections = answers.corrections.map(
    ({ said, was, count: times }) =>
      `${escapeMarkup(said)} was <strong>${escapeMarkup(was)}</strong> <span class="muted">${count(times, 'time')}</span>`,
  );
  return `<p>${escapeMarkup(words)}</p>${renderItems(corrections)}`;
}

function renderFooter(digest: Digest): string {
  return `${renderSpan(digest)} ▲▼ against ${renderBefore(digest)}. ${PRICE_NOTE}`;
}
