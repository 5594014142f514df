import { z } from 'zod';
import { type Scenario, uuidOf } from './scenario.ts';
import type { BuildRecord, ScenarioPhase } from './scenario-schema.ts';

const time = z.string().regex(/^[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d [AP]M$/);

/**
 * The event that CodeBuild puts on the default bus when a build's status changes.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html;
 * the fields that page leaves out are those of events that people have published.
 */
export const buildEventSchema = z.object({
  version: z.literal('0'),
  id: z.uuid(),
  'detail-type': z.literal('CodeBuild Build State Change'),
  source: z.literal('aws.codebuild'),
  account: z.string().regex(/^\d{12}$/),
  time: z.iso.datetime(),
  region: z.string(),
  resources: z.array(z.string()).length(1),
  detail: z.object({
    'build-status': z.enum(['SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'IN_PROGRESS', 'STOPPED']),
    'project-name': z.string(),
    'build-id': z.string().startsWith('arn:'),
    'additional-information': z.object({
      cache: z.object({ type: z.string() }),
      'build-number': z.number(),
      'timeout-in-minutes': z.number(),
      'build-complete': z.boolean(),
      initiator: z.string(),
      'build-start-time': time,
      source: z.object({
        type: z.string(),
        location: z.string().optional(),
        buildspec: z.string().optional(),
      }),
      'source-version': z.string().optional(),
      artifact: z.object({ location: z.string() }),
      environment: z.object({
        image: z.string(),
        'privileged-mode': z.boolean(),
        'image-pull-credentials-type': z.string(),
        'compute-type': z.string(),
        type: z.string(),
        'environment-variables': z.array(z.object({ name: z.string(), type: z.string(), value: z.string() })),
      }),
      'vpc-config': z
        .object({
          'vpc-id': z.string(),
          subnets: z.array(z.string()),
          'security-group-ids': z.array(z.string()),
        })
        .optional(),
      'project-file-system-locations': z.array(z.unknown()),
      logs: z.object({
        'group-name': z.string().optional(),
        'stream-name': z.string().optional(),
        'deep-link': z.string().optional(),
      }),
      phases: z.array(
        z.object({
          'phase-context': z.array(z.string()).optional(),
          'start-time': time,
          'end-time': time.optional(),
          'duration-in-seconds': z.number().optional(),
          'phase-type': z.string(),
          'phase-status': z.string().optional(),
        }),
      ),
      'queued-timeout-in-minutes': z.number(),
    }),
    'current-phase': z.string(),
    'current-phase-context': z.string(),
    version: z.literal('1'),
  }),
});
export type BuildEvent = z.output<typeof buildEventSchema>;

/** The event that AWS sends when the scenario's build ends. Throws where it would not have AWS's form. */
export function getBuildEvent(scenario: Scenario): BuildEvent {
  const { record } = scenario;
  const [, , , region = '', account = ''] = record.arn.split(':');
  const event = buildEventSchema.parse({
    version: '0',
    id: uuidOf(`event ${record.id}`),
    'detail-type': 'CodeBuild Build State Change',
    source: 'aws.codebuild',
    account,
    // EventBridge has whole seconds only.
    time: (record.endedAt ?? record.startedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [record.arn],
    detail: {
      'build-status': record.status,
      'project-name': record.data.project,
      'build-id': record.arn,
      'additional-information': getInformation(record, region),
      'current-phase': record.currentPhase,
      'current-phase-context': '[: ]',
      version: '1',
    },
  });
  // Without the fields that have no value, as it would arrive.
  return JSON.parse(JSON.stringify(event));
}

function getInformation(record: BuildRecord, region: string) {
  const { data } = record;
  const env = data.environment;
  return {
    cache: { type: 'NO_CACHE' },
    'build-number': data.number,
    'timeout-in-minutes': data.timeoutInMinutes,
    'build-complete': true,
    initiator: data.initiator,
    'build-start-time': writeTime(record.startedAt),
    source: { buildspec: data.source.buildspec, location: data.source.location, type: data.source.type },
    'source-version': data.sourceVersion,
    artifact: { location: '' },
    environment: {
      image: env.image,
      'privileged-mode': env.privilegedMode,
      'image-pull-credentials-type': env.imagePullCredentialsType,
      'compute-type': env.computeType,
      type: env.type,
      'environment-variables': env.environmentVariables,
    },
    'vpc-config': data.vpc && {
      'vpc-id': data.vpc.vpcId,
      subnets: data.vpc.subnets,
      'security-group-ids': data.vpc.securityGroupIds,
    },
    'project-file-system-locations': [],
    logs: getLogs(record, region),
    phases: record.phases.map(getPhase),
    'queued-timeout-in-minutes': data.queuedTimeoutInMinutes,
  };
}

function getPhase(phase: ScenarioPhase) {
  if (!phase.endedAt) return { 'start-time': writeTime(phase.startedAt), 'phase-type': phase.type };
  return {
    'phase-context': phase.contexts.map(({ code, message }) => `${code}: ${message}`),
    'start-time': writeTime(phase.startedAt),
    'end-time': writeTime(phase.endedAt),
    'duration-in-seconds': Math.floor((phase.endedAt.getTime() - phase.startedAt.getTime()) / 1000),
    'phase-type': phase.type,
    'phase-status': phase.status,
  };
}

function getLogs({ data, uuid }: BuildRecord, region: string) {
  const { logs } = data;
  const page = `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logEvent:group=`;
  // No published event shows where a log in S3 is; BatchGetBuilds does.
  if (logs.kind !== 'cloudwatch') return { 'deep-link': `${page}null;stream=null` };
  const group = `/aws/codebuild/${data.project}`;
  return { 'group-name': group, 'stream-name': uuid, 'deep-link': `${page}${group};stream=${uuid}` };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sep 1, 2017 4:12:29 PM`, in UTC. */
export function writeTime(date: Date): string {
  const hours = date.getUTCHours();
  const clock = [hours % 12 || 12, pad(date.getUTCMinutes()), pad(date.getUTCSeconds())].join(':');
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${day} ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
