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
import { parseBuildArn } from './arn.ts';
import { getPipeline } from './pipeline.ts';

/** `Sep 1, 2017 4:12:29 PM`, in UTC. https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html */
const EventDate = z
  .string()
  .transform((text) => new Date(/Z$|[+-]\d{2}:?\d{2}$/.test(text) ? text : `${text} UTC`))
  .refine((date) => !Number.isNaN(date.getTime()), 'is not a date such as "Sep 1, 2017 4:12:29 PM"');

const EventPhase = z.looseObject({
  'phase-type': z.enum(PHASES),
  'phase-status': z.string().optional(),
  'start-time': EventDate.optional(),
  'end-time': EventDate.optional(),
  'phase-context': z.array(z.string().nullable()).nullish(),
});

const EventLogs = z.looseObject({
  'group-name': z.string().nullish(),
  'stream-name': z.string().nullish(),
  's3-arn': z.string().nullish(),
});

const Information = z.looseObject({
  phases: z.array(EventPhase).default([]),
  logs: EventLogs.optional(),
  initiator: z.string().nullish(),
  'build-number': z.number().optional(),
  'build-start-time': EventDate.optional(),
  'timeout-in-minutes': z.number().optional(),
  'queued-timeout-in-minutes': z.number().optional(),
  'source-version': z.string().nullish(),
  source: z
    .looseObject({ type: z.string(), location: z.string().nullish(), buildspec: z.string().nullish() })
    .optional(),
  environment: z
    .looseObject({
      image: z.string().optional(),
      'compute-type': z.string().optional(),
      'privileged-mode': z.boolean().optional(),
      'environment-variables': z
        .array(z.looseObject({ name: z.string(), type: z.string().optional(), value: z.string().optional() }))
        .nullish(),
    })
    .optional(),
  'vpc-config': z.unknown().optional(),
});

const BuildEvent = z.looseObject({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  time: z.iso.datetime().optional(),
  detail: z.looseObject({
    'build-status': z.enum(['SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'IN_PROGRESS', 'STOPPED']),
    'project-name': z.string().min(1),
    'build-id': z.string(),
    'additional-information': Information.default({ phases: [] }),
  }),
});
type Event = z.infer<typeof BuildEvent>;

/**
 * Reads EventBridge's event of a build that changed its state into the facts that it carries, which are most.
 * Throws InvalidEventError, naming the field, for anything else.
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
  const information = detail['additional-information'];
  const phases = information.phases.map(toPhase);
  return {
    ...arn,
    arn: detail['build-id'],
    project: detail['project-name'],
    number: information['build-number'],
    status: detail['build-status'],
    phases,
    image: information.environment?.image,
    computeType: information.environment?.['compute-type'],
    privileged: information.environment?.['privileged-mode'],
    inVpc: information['vpc-config'] ? true : undefined,
    source: toSource(information),
    environment: (information.environment?.['environment-variables'] ?? []).map(toVariable),
    initiator: information.initiator ?? undefined,
    pipeline: getPipeline(information.initiator ?? undefined),
    log: toLogLocation(information.logs, phases),
    startedAt: information['build-start-time'],
    endedAt:
      phases.find((phase) => phase.type === 'COMPLETED')?.startedAt ??
      (time === undefined ? undefined : new Date(time)),
    timeoutMinutes: information['timeout-in-minutes'],
    queuedTimeoutMinutes: information['queued-timeout-in-minutes'],
  };
}

function toPhase(phase: z.infer<typeof EventPhase>): PhaseRun {
  const contexts = (phase['phase-context'] ?? []).flatMap((text) => toContext(text ?? ''));
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

function toSource(information: Event['detail']['additional-information']): Build['source'] {
  const { source } = information;
  if (!source) return undefined;
  return {
    type: source.type,
    location: source.location ?? undefined,
    buildspec: source.buildspec ?? undefined,
    version: information['source-version'] ?? undefined,
  };
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
  const s3 = parseS3Arn(logs?.['s3-arn'] ?? undefined);
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
