import type { Aws } from '../aws.ts';
import { MemberClosedError } from '../errors.ts';
import { type ReadLog, readLog } from '../log/read.ts';
import type { Build } from '../model.ts';
import { readBuild } from './read.ts';
import { readPipelineRun } from './read-pipeline.ts';
import { findStopper } from './read-stopper.ts';

export interface Gathered {
  build: Build;
  log: ReadLog;
}

/**
 * Reads all that a diagnosis starts from, side by side: the event already says where the log is, so nothing waits
 * for BatchGetBuilds. Should that be refused, the event's facts must do. Throws nothing.
 */
export async function gatherFromEvent(aws: Aws, event: Build): Promise<Gathered> {
  const reading = readBuild(aws, event.id).catch((error: Error) => error);
  // An event does not tell of a log in S3: then it is BatchGetBuilds that knows.
  const located =
    event.log.kind === 'none' ? reading.then((full) => (full instanceof Error ? event : full)) : event;
  const readingLog = Promise.resolve(located).then((build) => readLog(aws, build));
  const [full, log, around] = await Promise.all([reading, readingLog, readAround(aws, event)]);
  if (!(full instanceof Error)) return { build: { ...mergeBuild(event, full), ...around }, log };
  if (full instanceof MemberClosedError) return { build: event, log: getClosedLog(full) };
  const notes = [...log.notes, `Only the event's facts are known: ${full.message}`];
  return { build: { ...event, ...around }, log: { ...log, notes } };
}

/** Of an account that is not open, what the event says must do; with it comes what opens the account. */
function getClosedLog({ message, steps }: MemberClosedError): ReadLog {
  return { chunks: [], notes: [`${message} Only what the event says is known.`], steps };
}

/** The same for a build that was read by its id. */
export async function gatherFromBuild(aws: Aws, build: Build): Promise<Gathered> {
  const [around, log] = await Promise.all([readAround(aws, build), readLog(aws, build)]);
  return { build: { ...build, ...around }, log };
}

/** What CodeBuild itself does not know: the pipeline around the build, and who stopped it. */
async function readAround(
  aws: Aws,
  build: Build,
): Promise<Pick<Build, 'pipeline' | 'archive' | 'stoppedBy'>> {
  const [around, stoppedBy] = await Promise.all([readPipelineRun(aws, build), findStopper(aws, build)]);
  return { ...around, stoppedBy };
}

/** BatchGetBuilds may lag behind the event: the event's status stands, and its phases where the other has not got as far. */
function mergeBuild(event: Build, full: Build): Build {
  const phases = full.phases.length >= event.phases.length ? full.phases : event.phases;
  return { ...full, status: event.status, phases };
}
