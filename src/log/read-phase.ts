import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '../aws.ts';
import type { Build, PhaseType } from '../model.ts';
import { stripAgentPrefix } from './agent-line.ts';
import { cleanLine, stripStepPrefix } from './clean.ts';
import { readS3Log } from './read-s3.ts';

/** The phases' clock and the log's are not the same, in milliseconds. */
const LEEWAY = 2000;
/** Of a log in S3, which cannot be read by time, so many bytes are looked at. */
const MAX_BYTES = 20_000_000;

/**
 * The lines that a build printed in a phase, cleaned, for comparing: one call. Undefined where it has no log or did
 * not run that phase. Throws what the SDK throws.
 */
export async function readPhaseLines(
  aws: Aws,
  { log, phases }: Build,
  type: PhaseType,
): Promise<string[] | undefined> {
  const phase = phases.find((each) => each.type === type);
  if (log.kind === 'none' || !phase?.startedAt) return undefined;
  if (log.kind === 's3') return toLines(await readBeginning(await readS3Log(aws, log)));
  const { events = [] } = await aws.logs.send(
    new GetLogEventsCommand({
      logGroupName: log.group,
      logStreamName: log.stream,
      startTime: phase.startedAt.getTime() - LEEWAY,
      endTime: (phase.endedAt?.getTime() ?? Date.now()) + LEEWAY,
      startFromHead: false,
    }),
  );
  return toLines(events.map(({ message = '' }) => message.replace(/\n$/, '')).join('\n'));
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
