import { type Block, link, paragraph, plain, preformatted, richText } from '../slack/blocks.ts';
import { cost, cutEscaped, cutInline, cutMiddle } from '../slack/cut.ts';
import { LIMITS } from '../slack/limits.ts';
import type { ThreadMessage } from '../slack/thread.ts';
import type { Digest, FlakyProject, UnknownCluster } from './digest.ts';
import { list, row } from './rows.ts';
import { count, renderAnswers, renderNumber, renderProjects } from './words.ts';

const MAX_ROWS = 5;
const LINE_ROOM = 320;
const URL_ROOM = 400;

/** What stands below the digest: flaky projects, answers, failures that nobody knows. No message for nothing. */
export function renderDetails(digest: Digest): ThreadMessage[] {
  const { flaky, answers } = digest;
  const parts = [
    {
      text: [flaky.length > 0 ? renderFlaky(flaky) : '', renderAnswers(answers)].join(' ').trim(),
      blocks: [...flakyBlocks(flaky), ...answerBlocks(digest)],
    },
    { text: renderUnknown(digest.unknown), blocks: unknownBlocks(digest.unknown) },
  ].filter(({ blocks }) => blocks.length > 0);
  return parts.map(({ text, blocks }) => {
    const message = { text: cutEscaped(text, 600), blocks };
    if (cost(message) > LIMITS.messageTotal)
      throw new RangeError('A part of the digest is longer than Slack takes.');
    return message;
  });
}

function renderFlaky(flaky: readonly FlakyProject[]): string {
  return `Flaky: ${renderProjects(
    flaky.map(({ project }) => project),
    MAX_ROWS,
  )} turned green on the very commit that had failed.`;
}

function flakyBlocks(flaky: readonly FlakyProject[]): Block[] {
  return list(
    'Flaky: green again on the very commit that had failed',
    flaky
      .slice(0, MAX_ROWS)
      .map(({ project, recoveries, titles }) =>
        row(project, [`${count(recoveries, 'time')}, after: ${titles.slice(0, 3).join('; ')}`]),
      ),
  );
}

function answerBlocks({ answers }: Digest): Block[] {
  const words = renderAnswers(answers);
  if (words === '') return [];
  const corrections = answers.corrections
    .slice(0, MAX_ROWS)
    .map(({ said, was, count: times }) => row(said, [`It was: ${was} (${renderNumber(times)})`]));
  return [richText(paragraph(plain(words))), ...list('What the wrong ones were', corrections)];
}

function renderUnknown(unknown: readonly UnknownCluster[]): string {
  return `Without a known cause: ${count(unknown.length, 'kind')} of failure, candidates for signatures.`;
}

/** A cluster is a heading and its line in a code block: literal, and long enough to write a signature from. */
function unknownBlocks(unknown: readonly UnknownCluster[]): Block[] {
  const blocks = unknown
    .slice(0, MAX_ROWS)
    .map(({ failures, projects, line, url, build }) =>
      richText(
        paragraph(
          plain(`${count(failures, 'build')} in ${cutInline(renderProjects(projects), 200)}, such as `),
          link(url, cutInline(build.split(':')[0] ?? build, 100), URL_ROOM),
          plain(':'),
        ),
        preformatted(cutMiddle(line ?? 'No line stood out.', LINE_ROOM)),
      ),
    );
  if (blocks.length === 0) return [];
  const rest = unknown.length - blocks.length;
  const more = rest > 0 ? ` ${renderNumber(rest)} more are in what faultline digest --json prints.` : '';
  const intro = `${renderUnknown(unknown)}${more}`;
  return [richText(paragraph(plain(intro))), ...blocks];
}
