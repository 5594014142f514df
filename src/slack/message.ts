import type { ActionsBlockElement } from '@slack/types';
import type { Report } from '../model.ts';
import { actions, type Block, bold, paragraph, plain, richText } from './blocks.ts';
import { changeLine } from './changes.ts';
import { checkLines } from './checks.ts';
import { contextLine } from './context-line.ts';
import { cost, cutInline } from './cut.ts';
import { getLines, type NumberedLine, placeLines } from './evidence.ts';
import { renderFallback } from './fallback.ts';
import { fitSteps, numberSteps } from './fix.ts';
import { headline, type Repeat } from './headline.ts';
import { LIMITS } from './limits.ts';
import { getQuotedValues, prose } from './prose.ts';
import {
  renderStormFallback,
  type StormList,
  stormCommands,
  stormHeadline,
  stormList,
  stormOwner,
} from './storm.ts';
import { renderThread, type ThreadMessage } from './thread.ts';

export interface Message {
  /** Notification and fallback: the report in plain words. */
  text: string;
  blocks: Block[];
  /** Posted below the message, in order. */
  thread: ThreadMessage[];
}

export interface MessageOptions {
  /** Buttons, made by the Slack app; none by default. */
  actions?: ActionsBlockElement[] | undefined;
  /** What the block of the buttons is called. */
  actionsId?: string | undefined;
  /** The projects that the same cause broke at once: the message is theirs, not that of one build. */
  storm?: StormList | undefined;
  /** The incident, when this is not its first build. */
  repeat?: Repeat | undefined;
  /** More lines of the log around the decisive ones, for the thread. */
  excerpt?: readonly NumberedLine[] | undefined;
}

const EXPLANATION_ROOM = 950;
const EVIDENCE_ROOM = 1200;
const UNKNOWN_EVIDENCE_ROOM = 2200;
/** The least that `fitSteps` takes. */
const FIX_ROOM = 800;
/** Slack's limit less the braces and commas that join the parts. */
const TOTAL = LIMITS.messageTotal - 100;

/**
 * Takes a report; returns what Slack is sent. Whatever the report holds, every part is cut to its room before
 * it is placed and the fix takes what the others leave, so that text and blocks together stay under
 * `LIMITS.messageTotal` characters of JSON. Throws a RangeError for buttons that Slack would refuse.
 */
export function renderMessage(report: Report, options: MessageOptions = {}): Message {
  const { storm } = options;
  const text = storm ? renderStormFallback(report, storm) : renderFallback(report, options.repeat);
  const isUnknown = report.cause === 'unknown';
  const owner = storm && stormOwner(report, storm);
  const top = [
    richText(storm ? stormHeadline(report, storm) : headline(report, options.repeat)),
    richText(cause(report, owner?.name)),
    ...(owner ? [stormCommands(owner)] : []),
  ];
  const buttons = actions(options.actions ?? [], options.actionsId);
  // What holds for one build alone makes room for the list.
  const bottom = [...(storm ? [stormList(storm)] : changeLine(report)), contextLine(report), ...buttons];
  const checks = storm ? [] : checkLines(report);
  const left = TOTAL - cost(text) - cost([...top, ...checks, ...bottom]);
  const { blocks: lines, isWhole } = placeLines(
    report,
    Math.min(isUnknown ? UNKNOWN_EVIDENCE_ROOM : EVIDENCE_ROOM, left - FIX_ROOM),
  );
  const fix = fitSteps(report, report.cause === 'none' ? [] : numberSteps(report.fix), left - cost(lines));
  // What is not known is better shown before it is acted on.
  const middle = isUnknown ? [...lines, ...fix.blocks, ...checks] : [...fix.blocks, ...checks, ...lines];
  return {
    text,
    blocks: [...top, ...middle, ...bottom],
    thread: renderThread(report, fix.rest, options.excerpt ?? (isWhole ? [] : getLines(report))),
  };
}

/** Takes the report, and its project where the message is that of several. */
function cause(report: Report, owner: string | undefined) {
  const sentence = prose(report.explanation, getQuotedValues(report), EXPLANATION_ROOM);
  const said = sentence.length > 0 ? sentence : [plain(cutInline(report.title, 200) || 'No explanation.')];
  const whose = owner === undefined ? [] : [bold(`${owner}:`), plain(' ')];
  if (report.cause !== 'unknown') return paragraph(...whose, ...said);
  return paragraph(...whose, bold('We do not know the cause.'), plain(' '), ...said);
}
