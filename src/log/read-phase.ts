import { GetLogEventsCommand, type OutputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '../aws.ts';
import type { Build, PhaseType } from '../model.ts';
import { stripAgentPrefix } from './agent-line.ts';
import { cleanLine, stripStepPrefix } from './clean.ts';
import { isLogStart } from './read-cloudwatch.ts';
import { readS3Log } from './read-s3.ts';

/** The phases' clock and the log's are not the same, in milliseconds. */
const LEEWAY = 2000;
/** Of a log in S3, which cannot be read by time, so many bytes are looked at. */
const MAX_BYTES = 20_000_000;

/** The end of a log that was read ahead. */
export interface LogEnd {
  stream: string;
  events: readonly OutputLogEvent[];
}

/**
 * Reads the end of the log of another build of a project, which is where its own is but for the build's id: what
 * `readPhaseLines` then mostly needs. Undefined where the log is not in CloudWatch, or there is none.
 */
export async function readLogEnd(aws: Aws, { log, id }: Build, otherId: string): Promise<LogEnd | undefined> {
  if (log.kind !== 'cloudwatch') return undefined;
  const stream = log.stream.replace(getUuid(id), getUuid(otherId));
  if (stream === log.stream) return undefined;
  const reading = aws.logs.send(
    new GetLogEventsCommand({ logGroupName: log.group, logStreamName: stream, startFromHead: false }),
  );
  return reading.then(
    ({ events = [] }) => ({ stream, events }),
    () => undefined,
  );
}

function getUuid(id: string): string {
  return id.split(':').at(-1) ?? id;
}

/**
 * The lines that a build printed in a phase, cleaned, for comparing: one call. Undefined where it has no log or did
 * not run that phase. No call where the end of the log was read `ahead` and the phase begins in it. Throws what the SDK
 * throws.
 */
export async function readPhaseLines(
  aws: Aws,
  { log, phases }: Build,
  type: PhaseType,
  ahead?: LogEnd | undefined,
): Promise<string[] | undefined> {
  const phase = phases.find((each) => each.type === type);
  if (log.kind === 'none' || !phase?.startedAt) return undefined;
  if (log.kind === 's3') return toLines(await readBeginning(await readS3Log(aws, log)));
  const startTime = phase.startedAt.getTime() - LEEWAY;
  const endTime = (phase.endedAt?.getTime() ?? Date.now()) + LEEWAY;
  const inPhase = ({ timestamp = 0 }: OutputLogEvent) => timestamp >= startTime && timestamp < endTime;
  const known = ahead?.stream === log.stream ? ahead.events : [];
  const [first] = known;
  if (first && ((first.timestamp ?? 0) < startTime || isLogStart(first)))
    return toLines(joinMessages(known.filter(inPhase)));
  const { events = [] } = await aws.logs.send(
    new GetLogEventsCommand({
      logGroupName: log.group,
      logStreamName: log.stream,
      startTime,
      endTime,
      startFromHead: false,
    }),
  );
  return toLines(joinMessages(events));
}

function joinMessages(events: readonly OutputLogEvent[]): string {
  return events.map(({ message = '' }) => message.replace(/\n$/, '')).join('\n');
}

function toLines(text: string): string[] {
  return text.split('\n').map((line) => stripStepPrefix(stripAgentPrefix(cleanLine(line))));
}

async function readBeginning(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(read).toString('utf8');
}
