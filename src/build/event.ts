import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';
import {
  type Build,
  type EnvironmentVariable,
  type LogLocation,
  PHASES,
  type PhaseContext,
  type PhaseRun,
} from '../model.ts';
import { getPartition } from '../place.ts';
import { parseBuildArn } from './arn.ts';
import { getPipeline } from './pipeline.ts';

/** `Sep 1, 2017 4:12:29 PM`, in UTC. https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html */
const EventDate = z
  .string()
  .transform((text) => new Date(/Z$|[+-]\d{2}:?\d{2}$/.test(text) ? text : `${text} UTC`))
  .refine((date) => !Number.isNaN(date.getTime()), 'is not a date such as "Sep 1, 2017 4:12:29 PM"');

/** A fact that may be missing. What is not of its form is left out: a failure is told without it rather than not at all. */
const perhaps = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const EventPhase = z.looseObject({
  'phase-type': z.enum(PHASES),
  'phase-status': perhaps(z.string()),
  'start-time': perhaps(EventDate),
  'end-time': perhaps(EventDate),
  'phase-context': z.array(perhaps(z.string())).catch([]),
});

const EventLogs = z.looseObject({
  'group-name': perhaps(z.string()),
  'stream-name': perhaps(z.string()),
  's3-arn': perhaps(z.string()),
});

const Information = z.looseObject({
  phases: z.array(perhaps(EventPhase)).catch([]),
  logs: perhaps(EventLogs),
  initiator: perhaps(z.string()),
  'build-number': perhaps(z.number()),
  'build-start-time': perhaps(EventDate),
  'timeout-in-minutes': perhaps(z.number()),
  'queued-timeout-in-minutes': perhaps(z.number()),
  'source-version': perhaps(z.string()),
  source: perhaps(
    z.looseObject({
      type: z.string(),
      location: perhaps(z.string()),
      buildspec: perhaps(z.string()),
    }),
  ),
  environment: perhaps(
    z.looseObject({
      image: perhaps(z.string()),
      'compute-type': perhaps(z.string()),
      'privileged-mode': perhaps(z.boolean()),
      'environment-variables': z
        .array(
          perhaps(z.looseObject({ name: z.string(), type: perhaps(z.string()), value: perhaps(z.string()) })),
        )
        .catch([]),
    }),
  ),
  'vpc-config': z.unknown().optional(),
});
const NOTHING = Information.parse({});

const BuildEvent = z.looseObject({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  account: z.string().optional(),
  region: z.string().optional(),
  time: perhaps(z.iso.datetime()),
  detail: z.looseObject({
    'build-status': z.enum(['SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'IN_PROGRESS', 'STOPPED']),
    'project-name': z.string().min(1),
    'build-id': z.string(),
    'additional-information': perhaps(Information),
  }),
});
type Event = z.infer<typeof BuildEvent>;
type Facts = z.infer<typeof Information>;

/**
 * Reads EventBridge's event of a build that changed its state into the facts that it carries, which are most.
 * Throws InvalidEventError, naming the field, for anything else, and where the event contradicts the ARN in it: that
 * says which account is asked, in which region, and which project's history is written.
 */
export function parseBuildEvent(event: unknown): Build {
  const parsed = BuildEvent.safeParse(event);
  if (!parsed.success) throw new InvalidEventError(z.prettifyError(parsed.error));
  const { detail, time } = parsed.data;
  const arn = parseBuildArn(detail['build-id']);
  if (!arn)
    throw new InvalidEventError(
      `detail.build-id should be the ARN of a build, it is "${detail['build-id'].slice(0, 300)}"`,
    );
  refuseContradiction(arn, parsed.data);
  const information = detail['additional-information'] ?? NOTHING;
  const phases = information.phases.flatMap((phase) => (phase ? toPhase(phase) : []));
  return {
    ...arn,
    arn: detail['build-id'],
    number: information['build-number'],
    status: detail['build-status'],
    phases,
    image: information.environment?.image,
    computeType: information.environment?.['compute-type'],
    privileged: information.environment?.['privileged-mode'],
    inVpc: information['vpc-config'] ? true : undefined,
    source: toSource(information),
    environment: (information.environment?.['environment-variables'] ?? []).flatMap((variable) =>
      variable ? toVariable(variable) : [],
    ),
    initiator: information.initiator,
    pipeline: getPipeline(information.initiator),
    log: toLogLocation(information.logs, phases),
    startedAt: information['build-start-time'],
    endedAt:
      phases.find((phase) => phase.type === 'COMPLETED')?.startedAt ??
      (time === undefined ? undefined : new Date(time)),
    timeoutMinutes: information['timeout-in-minutes'],
    queuedTimeoutMinutes: information['queued-timeout-in-minutes'],
  };
}

function refuseContradiction(
  { account, region, partition, project }: NonNullable<ReturnType<typeof parseBuildArn>>,
  { account: sender, region: origin, detail }: Event,
): void {
  const said = [
    ['account', sender ?? account, account],
    ['region', origin ?? region, region],
    ['detail.project-name', detail['project-name'], project],
    ['the partition in detail.build-id', partition, getPartition(region)],
  ] as const;
  const wrong = said.find(([, is, should]) => is !== should);
  if (!wrong) return;
  const [field, is, should] = wrong;
  throw new InvalidEventError(
    `${field} should be that of the build, "${should}", it is "${is.slice(0, 300)}"`,
  );
}

function toPhase(phase: z.infer<typeof EventPhase>): PhaseRun {
  const contexts = phase['phase-context'].flatMap((text) => toContext(text ?? ''));
  return {
    type: phase['phase-type'],
    status: phase['phase-status'],
    startedAt: phase['start-time'],
    endedAt: phase['end-time'],
    contexts,
  };
}

/** `CODE: message`; a phase that went well has `: `. */
function toContext(text: string): PhaseContext[] {
  const [, code, message] = /^([A-Z_]*): ?([\s\S]*)$/.exec(text) ?? [undefined, '', text];
  return code || message?.trim() ? [{ code: code ?? '', message: message ?? '' }] : [];
}

function toSource({ source, 'source-version': version }: Facts): Build['source'] {
  if (!source) return undefined;
  const { type, location, buildspec } = source;
  return { type, location, buildspec, version };
}

/** Of a plain variable the value is never read: it may be a secret. */
function toVariable({
  name,
  type,
  value,
}: {
  name: string;
  type?: string | undefined;
  value?: string | undefined;
}): EnvironmentVariable {
  if (type === 'PARAMETER_STORE' || type === 'SECRETS_MANAGER') return { name, type, reference: value };
  return { name, type: 'PLAINTEXT' };
}

function toLogLocation(
  logs: z.infer<typeof EventLogs> | undefined,
  phases: readonly PhaseRun[],
): LogLocation {
  const group = logs?.['group-name'];
  const stream = logs?.['stream-name'];
  if (group && stream) return { kind: 'cloudwatch', group, stream };
  const s3 = parseS3Arn(logs?.['s3-arn']);
  if (s3) return s3;
  return { kind: 'none', why: hasStarted(phases) ? 'off' : 'not-started' };
}

/** `arn:aws:s3:::bucket/prefix/uuid.gz` */
export function parseS3Arn(arn: string | undefined): LogLocation | undefined {
  const [, bucket, key] = /^arn:aws[\w-]*:s3:::([^/]+)\/(.+)$/.exec(arn ?? '') ?? [];
  return bucket && key ? { kind: 's3', bucket, key } : undefined;
}

/** A log exists from DOWNLOAD_SOURCE on: the container writes it. */
export function hasStarted(phases: readonly PhaseRun[]): boolean {
  return phases.some((phase) => phase.type === 'DOWNLOAD_SOURCE');
}
