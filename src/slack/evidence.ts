import type { Line, Report } from '../model.ts';
import { type Block, link, paragraph, plain, preformatted, richText } from './blocks.ts';
import { cost, cutMiddle } from './cut.ts';

const URL_ROOM = 450;
const DOCS_ROOM = 150;
const LINE_ROOM = 260;

/** Lines of the log; 0 numbers a line that is in no log but in the message of a phase. */
export type NumberedLine = Pick<Line, 'number' | 'text'>;

/**
 * The decisive lines and a link to the log, and whether they are all there. No block without evidence.
 * Costs at most `room` (800 or more).
 */
export function placeLines(report: Report, room: number): { blocks: Block[]; isWhole: boolean } {
  const lines = getLines(report);
  const at = lines.find((line) => line.number > 0)?.number;
  const about = report.docs ? [plain(' · '), link(report.docs, 'About this cause', DOCS_ROOM)] : [];
  const below = paragraph(link(report.build?.logUrl, getLabel(report, at), URL_ROOM), ...about);
  const shown = fitLines(lines, room - cost(richText(preformatted(''), below)) - 2);
  const isWhole = shown.length === lines.length;
  if (shown.length === 0) return { blocks: [], isWhole };
  return { blocks: [richText(preformatted(shown.join('\n')), below)], isWhole };
}

/** The numbers of lines that `room` takes of these, each on one line, cut in its middle where it is long. */
export function fitLines(lines: readonly NumberedLine[], room: number): string[] {
  const width = String(Math.max(0, ...lines.slice(0, 200).map((line) => line.number))).length;
  const shown: string[] = [];
  let left = room;
  for (const { number, text } of lines.slice(0, 200)) {
    const line = `${number > 0 ? String(number).padStart(width) : ' '.repeat(width)}  ${cutMiddle(text, LINE_ROOM)}`;
    left -= cost(line);
    if (left < 0) break;
    shown.push(line);
  }
  return shown;
}

export function getLines({ evidence }: Report): NumberedLine[] {
  return evidence.map(({ line, text }) => ({ number: line, text }));
}

function getLabel({ build }: Report, line: number | undefined): string {
  const place =
    build?.logUrl === undefined
      ? ''
      : build.logUrl.includes('/cloudwatch/')
        ? ' in CloudWatch'
        : ' in the log';
  return line === undefined ? `Log${place.replace(' in the log', '')}` : `Line ${line}${place}`;
}
