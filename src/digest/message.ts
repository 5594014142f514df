import type { RichTextSection, RichTextText } from '@slack/types';
import { type Block, bold, context, header, paragraph, picture, plain, richText } from '../slack/blocks.ts';
import { barChart } from '../slack/chart.ts';
import { cost, cutEscaped, cutInline } from '../slack/cut.ts';
import { LIMITS } from '../slack/limits.ts';
import type { Message } from '../slack/message.ts';
import { describeDayBars, findDayBars } from './day-bars.ts';
import type { CauseWeek, Digest, ProjectWeek } from './digest.ts';
import { PRICE_NOTE } from './prices.ts';
import { list, row, SENTENCE_ROOM } from './rows.ts';
import { renderDetails } from './thread.ts';
import {
  count,
  listCauses,
  renderBefore,
  renderCause,
  renderDelta,
  renderFixes,
  renderPeriod,
  renderProject,
  renderSpan,
  renderSummary,
} from './words.ts';

const MAX_ROWS = 5;

/** How the chart is shown: by Slack itself, as an uploaded picture (by its file's id), or not. */
export type ChartForm = 'own' | 'none' | { file: string };

/**
 * Takes a digest; returns what Slack is sent. Every text is cut to its room and every list to a few rows, so that
 * text and blocks stay under `LIMITS.messageTotal` characters whatever the history holds.
 */
export function renderDigestMessage(digest: Digest, chart: ChartForm): Message {
  const title = `Builds from ${renderPeriod(digest)}`;
  const summary = renderSummary(digest);
  const [first, ...sums] = summary;
  const text = cutEscaped(`${title}: ${summary.join(' ')}`, 900);
  const rest = [...sums, ...renderPointer(digest)];
  const blocks: Block[] = [
    header(title.slice(0, LIMITS.headerText)),
    richText(paragraph(bold(cutInline(first, SENTENCE_ROOM)), ...rest.map(sentence))),
    ...chartBlocks(digest, chart),
    ...list('What broke most', listCauseRows(digest)),
    ...list(
      'Where',
      digest.projects.slice(0, MAX_ROWS).map((each) => projectRow(each, digest)),
    ),
    context(cutInline(renderFooter(digest), 400)),
  ];
  if (cost(text) + cost(blocks) > LIMITS.messageTotal)
    throw new RangeError(`A digest of ${cost(blocks)} characters is longer than Slack takes.`);
  return { text, blocks, thread: renderDetails(digest) };
}

/** What stands in the thread: whom it concerns should not have to look whether it does. */
function renderPointer({ flaky, unknown }: Digest): string[] {
  const parts = [
    flaky.length > 0 ? count(flaky.length, 'flaky project') : '',
    unknown.length > 0 ? `${count(unknown.length, 'kind')} of failure without a known cause` : '',
  ].filter(Boolean);
  return parts.length > 0 ? [`In the thread: ${parts.join(' and ')}.`] : [];
}

function sentence(text: string): RichTextText {
  return plain(`\n${cutInline(text, SENTENCE_ROOM)}`);
}

function chartBlocks(digest: Digest, form: ChartForm): Block[] {
  const bars = findDayBars(digest);
  if (!bars || form === 'none') return [];
  if (form === 'own') return [barChart(bars)];
  return [picture(form.file, describeDayBars(bars).slice(0, LIMITS.altText))];
}

/** The first causes, and what is not known in any case. */
function listCauseRows(digest: Digest): RichTextSection[] {
  const causes = listCauses(digest).filter(({ cause }, index) => index < MAX_ROWS || cause === 'unknown');
  return causes.map((cause) => causeRow(cause, digest));
}

function causeRow(cause: CauseWeek, digest: Digest): RichTextSection {
  const fixes = renderFixes(cause.fixes);
  return row(cause.title, [
    `${renderCause(cause)}${delta(cause, digest)}.`,
    ...(fixes === '' ? [] : [fixes]),
  ]);
}

function projectRow(project: ProjectWeek, digest: Digest): RichTextSection {
  return row(project.project, [
    `${renderProject(project)}${delta(project, digest)}.`,
    `Most: ${project.topCause}.`,
  ]);
}

function delta(row: CauseWeek | ProjectWeek, digest: Digest): string {
  const change = renderDelta(row, digest);
  return change === '' ? '' : ` (${change})`;
}

function renderFooter(digest: Digest): string {
  const span = renderSpan(digest);
  return digest.lost.minutes > 0 ? `${span} ▲▼ against ${renderBefore(digest)}. ${PRICE_NOTE}` : span;
}
