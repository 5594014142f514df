import { stat } from 'node:fs/promises';
import type { Aws } from '../aws.ts';
import { gatherFromBuild } from '../build/gather.ts';
import { readBuilds } from '../build/read.ts';
import { parseBuildReference } from '../build/reference.ts';
import { FaultlineError } from '../errors.ts';
import { readFileChunks } from '../log/read-file.ts';
import { unpack } from '../log/unpack.ts';
import type { Report } from '../model.ts';
import { redact } from '../redact.ts';
import { type Tools, troubleshoot } from '../troubleshoot.ts';

/** What became of one target: a report, or the error that kept it from being read. */
export type Outcome =
  | { input: string; report: Report }
  | { input: string; error: { code: string; message: string } };

export interface Surroundings {
  /** The clients of a region, or of the default one, in the account told or in one's own. Throws when there is neither. */
  aws: (region: string | undefined, account?: string | undefined) => Promise<Aws>;
  tools: (aws: Aws | undefined) => Tools;
  stdin: AsyncIterable<Uint8Array>;
}

/** Diagnoses a target: a log file, `-`, or whatever names a build. One outcome, or one for each failed build of a batch. Never throws. */
export async function diagnoseTarget(input: string, surroundings: Surroundings): Promise<Outcome[]> {
  try {
    const reports = await getReports(input, surroundings);
    return reports.map((report) => ({ input, report }));
  } catch (error) {
    return [{ input, error: explain(error) }];
  }
}

async function getReports(input: string, { aws: connect, tools, stdin }: Surroundings): Promise<Report[]> {
  const stream = input === '-' ? stdin : await findFile(input);
  const notes: string[] = [];
  if (stream)
    return [await troubleshoot(undefined, { chunks: unpack(stream, notes), notes }, tools(undefined))];
  const reference = parseBuildReference(input);
  const aws = await connect(reference.region, reference.account);
  const builds = await readBuilds(aws, reference);
  const gathered = await Promise.all(builds.map((build) => gatherFromBuild(aws, build)));
  return Promise.all(gathered.map(({ build, log }) => troubleshoot(build, log, tools(aws))));
}

async function findFile(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory())
    throw new FaultlineError('not-a-file', `${path} is a directory; give a log file.`);
  if (!found && /\.(?:log|txt|gz|out)$/.test(path))
    throw new FaultlineError('file-not-found', `There is no file ${path}.`);
  return found ? readFileChunks(path) : undefined;
}

/** SDK errors by name, as far as a reader can do something about them; without secrets that they may repeat. */
export function explain(error: unknown): { code: string; message: string } {
  const { code, message } = describe(error);
  return { code, message: redact(message) };
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof FaultlineError) return { code: error.code, message: error.message };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const code = (error as NodeJS.ErrnoException).code;
  if (name === 'CredentialsProviderError')
    return {
      code: 'no-credentials',
      message: `No AWS credentials: ${message} Set AWS_PROFILE or log in with aws sso login.`,
    };
  if (/ExpiredToken|InvalidClientTokenId|UnrecognizedClient/.test(name))
    return { code: 'bad-credentials', message: `AWS does not accept the credentials: ${message}` };
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return { code: 'aws-unreachable', message: `AWS cannot be reached: ${message}` };
  if (code === 'EACCES') return { code: 'file-not-readable', message };
  return { code: 'failed', message: `${name}: ${message}` };
}
