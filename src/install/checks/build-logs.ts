import { DescribeLogGroupsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { connectAws } from '../../aws.ts';
import { FAILED, listBuilds } from '../../build/read.ts';
import { getAwsEndpoint } from '../../config.ts';
import { sh } from '../../fix/shell.ts';
import { type Context, inRegion } from '../context.ts';
import { type Examination, fine, judge, type Problem, step, unknown, type Verdict } from '../finding.ts';

const MAX_GROUPS = 5;

interface Log {
  group: string;
  stream: string;
}

/** Whether the logs of the projects that failed lately can be read, and be decrypted. */
export function listLogExaminations(context: Context): Examination[] {
  return [{ check: 'build-logs', about: 'in CloudWatch', examine: () => examineLogs(context) }];
}

async function examineLogs(context: Context): Promise<Verdict> {
  const logs = await findLogs(context);
  if (logs.length === 0) return fine('No failed build has a log in CloudWatch, so none is there to be read.');
  const problems = await Promise.all(logs.map((log) => findLogProblem(log, context)));
  const unread = problems.filter((problem) => typeof problem === 'string');
  const verdict = judge(
    problems.filter((problem) => typeof problem !== 'string'),
    `Read from ${logs.map(({ group }) => group).join(', ')}.`,
  );
  return verdict.state === 'fine' && unread[0] !== undefined ? unknown(unread[0]) : verdict;
}

/** One log a group, the newest. */
async function findLogs({ clients }: Context): Promise<Log[]> {
  const { builds } = await listBuilds(connectAws({ endpoint: getAwsEndpoint() })(clients.region));
  const logs = new Map<string, Log>();
  for (const { status, log } of builds) {
    if (FAILED.has(status) && log.kind === 'cloudwatch' && !logs.has(log.group)) logs.set(log.group, log);
  }
  return [...logs.values()].slice(0, MAX_GROUPS);
}

/** A problem, a reason why it cannot be told, or nothing. A log that has expired is no problem. */
async function findLogProblem(
  { group, stream }: Log,
  context: Context,
): Promise<Problem | string | undefined> {
  const { logs } = context.clients;
  const locked = await findLockedKey(group, context);
  if (locked) return locked;
  try {
    await logs.send(new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, limit: 1 }));
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ResourceNotFoundException') return undefined;
    if (/kms|\bkey\b/i.test(message))
      return {
        what: `The log group ${group} cannot be decrypted: ${message}`,
        fix: [
          step(
            "Let CloudWatch Logs use the key again (the key's policy), or take it off the group",
            sh`aws logs disassociate-kms-key --log-group-name ${group} ${inRegion(context)}`,
          ),
        ],
      };
    return `Not checked: the log group ${group} answered ${name}. Whether Faultline's role may read it, the finding about the role says.`;
  }
}

/** A group is encrypted with a key that nobody can use. Nothing where that may not be asked. */
async function findLockedKey(
  group: string,
  { clients, installation }: Context,
): Promise<Problem | undefined> {
  const key = await clients.logs
    .send(new DescribeLogGroupsCommand({ logGroupNamePrefix: group }))
    .then(({ logGroups = [] }) => logGroups.find(({ logGroupName }) => logGroupName === group)?.kmsKeyId)
    .catch(() => undefined);
  if (!key) return undefined;
  const state = await clients.kms
    .send(new DescribeKeyCommand({ KeyId: key }))
    .then(({ KeyMetadata }) => KeyMetadata?.KeyState)
    .catch(() => undefined);
  if (state === undefined || state === 'Enabled') return undefined;
  const at = inRegion({ installation });
  const enable = step('Enable it', sh`aws kms enable-key --key-id ${key} ${at}`);
  return {
    what: `The log group ${group} is encrypted with a key that is ${state}: its logs cannot be read.`,
    fix:
      state === 'PendingDeletion'
        ? [step('Keep the key', sh`aws kms cancel-key-deletion --key-id ${key} ${at}`), enable]
        : [enable],
  };
}
