import { setTimeout as wait } from 'node:timers/promises';
import type { Aws } from '../aws.ts';
import { MemberClosedError } from '../errors.ts';
import type { Build, FixStep } from '../model.ts';
import { type LogWindow, readCloudWatch } from './read-cloudwatch.ts';
import { readS3Log } from './read-s3.ts';

/** A build's log as it could be read, with what the reader should know about the reading. */
export interface ReadLog {
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  notes: string[];
  /** AWS lets nobody of the account read so many logs at a time: later it can be read. */
  isThrottled?: boolean | undefined;
  /** What would let the log be read. */
  steps?: readonly FixStep[] | undefined;
}

/** How long to wait for a log that has not arrived in full, in milliseconds: CloudWatch gets it seconds after the event. */
const ARRIVAL_WAITS = [1000, 2000, 4000];

/**
 * Reads the log of a build: the part from the phase that failed, or all of it when it is short. Never throws
 * for a log that cannot be had: that is a note, and the phases' messages must do.
 */
export async function readLog(
  aws: Aws,
  build: Build,
  waits: readonly number[] = ARRIVAL_WAITS,
): Promise<ReadLog> {
  const { log } = build;
  if (log.kind === 'none')
    return without(
      log.why === 'off' ? 'Logs are switched off for this project.' : 'The build ended before it had a log.',
    );
  try {
    // Its notes are complete once the chunks are read.
    const notes: string[] = [];
    if (log.kind === 's3') return { chunks: await readS3Log(aws, log, notes), notes };
    return await readArrived(aws, build, log, waits);
  } catch (error) {
    if (error instanceof MemberClosedError) return { ...without(error.message), steps: error.steps };
    return { ...without(explainMissing(build, error)), isThrottled: isThrottling(error) };
  }
}

async function readArrived(
  aws: Aws,
  build: Build,
  stream: { group: string; stream: string },
  waits: readonly number[],
): Promise<ReadLog> {
  const window = await readCloudWatch(aws, stream, findFailedStart(build));
  const [delay, ...later] = waits;
  if (!hasArrived(window, build)) {
    if (delay !== undefined) {
      await wait(delay);
      return readArrived(aws, build, stream, later);
    }
    return { chunks: toChunks(window), notes: ['The log had not arrived in full when it was read.'] };
  }
  const notes = window.isFromStart
    ? []
    : ['The log is long: only its end was read, and line numbers count from there.'];
  return { chunks: toChunks(window), notes };
}

/** Whether the log goes on to the end of the phase that failed. Of a build cut short (stopped, timed out) there is no such line. */
function hasArrived({ pages }: LogWindow, build: Build): boolean {
  const failed = build.phases.find((phase) => phase.status === 'FAILED');
  if (!failed || build.status !== 'FAILED' || failed.type === 'PROVISIONING') return true;
  const wanted = new RegExp(`Phase complete: ${failed.type} `);
  return pages.some((page) => page.some((event) => wanted.test(event.message ?? '')));
}

function findFailedStart(build: Build): Date | undefined {
  return build.phases.find((phase) => phase.status !== undefined && phase.status !== 'SUCCEEDED')?.startedAt;
}

/** An event is one or more lines, mostly with its newline. */
function* toChunks({ pages }: LogWindow): Iterable<Uint8Array> {
  for (const page of pages)
    yield Buffer.from(
      page.map(({ message = '' }) => (message.endsWith('\n') ? message : `${message}\n`)).join(''),
    );
}

function without(note: string): ReadLog {
  return { chunks: [], notes: [note] };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html; S3 says SlowDown. */
function isThrottling(error: unknown): boolean {
  return error instanceof Error && /Throttl|SlowDown|TooManyRequests|RequestLimitExceeded/.test(error.name);
}

function explainMissing(build: Build, error: unknown): string {
  const name = error instanceof Error ? error.name : String(error);
  if (/ResourceNotFound|NoSuchKey|NoSuchBucket/.test(name))
    return `The log is gone: ${describe(build)} does not exist (expired, deleted, or never written).`;
  if (/AccessDenied/.test(name))
    return `The log could not be read: Faultline's role needs ${build.log.kind === 's3' ? 's3:GetObject' : 'logs:GetLogEvents'} on ${describe(build)}.`;
  return `The log could not be read (${name}).`;
}

function describe({ log }: Build): string {
  if (log.kind === 's3') return `s3://${log.bucket}/${log.key}`;
  return log.kind === 'cloudwatch' ? `log stream ${log.stream} of ${log.group}` : 'the log';
}
