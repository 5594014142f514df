import type {
  Build as AwsBuild,
  EnvironmentVariable as AwsVariable,
  BuildPhase,
} from '@aws-sdk/client-codebuild';
import {
  type Build,
  type BuildStatus,
  type EnvironmentVariable,
  type LogLocation,
  PHASES,
  type PhaseRun,
} from '../model.ts';
import { parseBuildArn } from './arn.ts';
import { hasStarted, parseS3Arn } from './event.ts';
import { getPipeline } from './pipeline.ts';

/** Narrows BatchGetBuilds' answer, in which everything may be missing, to a build; undefined without a valid ARN. */
export function fromAwsBuild(build: AwsBuild): Build | undefined {
  const arn = parseBuildArn(build.arn ?? '');
  if (!arn) return undefined;
  const phases = (build.phases ?? []).flatMap(toPhase);
  const { environment, source } = build;
  return {
    ...arn,
    arn: build.arn ?? '',
    number: build.buildNumber,
    status: (build.buildStatus ?? 'FAILED') as BuildStatus,
    phases,
    role: build.serviceRole,
    image: environment?.image,
    computeType: environment?.computeType,
    privileged: environment?.privilegedMode,
    inVpc: build.vpcConfig?.vpcId !== undefined,
    vpc: toVpc(build.vpcConfig),
    source: source && {
      type: source.type ?? 'NO_SOURCE',
      location: source.location,
      buildspec: source.buildspec,
      version: build.sourceVersion,
      commit: build.resolvedSourceVersion,
    },
    environment: (environment?.environmentVariables ?? []).map(toVariable),
    initiator: build.initiator,
    pipeline: getPipeline(build.initiator),
    log: toLogLocation(build, phases),
    startedAt: build.startTime,
    endedAt: build.endTime,
    timeoutMinutes: build.timeoutInMinutes,
    queuedTimeoutMinutes: build.queuedTimeoutInMinutes,
    reports: build.reportArns,
    batch: build.buildBatchArn?.split('build-batch/')[1],
  };
}

function toPhase(phase: BuildPhase): PhaseRun[] {
  const type = PHASES.find((name) => name === phase.phaseType);
  if (!type) return [];
  const contexts = (phase.contexts ?? [])
    .map(({ statusCode = '', message = '' }) => ({ code: statusCode, message }))
    .filter(({ code, message }) => code !== '' || message.trim() !== '');
  return [{ type, status: phase.phaseStatus, startedAt: phase.startTime, endedAt: phase.endTime, contexts }];
}

function toVpc(config: AwsBuild['vpcConfig']): Build['vpc'] {
  if (!config?.vpcId) return undefined;
  const { vpcId: id, subnets = [], securityGroupIds: securityGroups = [] } = config;
  return { id, subnets, securityGroups };
}

/** Of a plain variable the value is never read: it may be a secret. */
function toVariable({ name = '', type, value }: AwsVariable): EnvironmentVariable {
  if (type === 'PARAMETER_STORE' || type === 'SECRETS_MANAGER') return { name, type, reference: value };
  return { name, type: 'PLAINTEXT' };
}

/** `logs` tells where the log is; a build that ended early has the group but no stream. */
function toLogLocation({ logs }: AwsBuild, phases: readonly PhaseRun[]): LogLocation {
  const isOff = logs?.cloudWatchLogs?.status === 'DISABLED';
  if (!isOff && logs?.groupName && logs.streamName)
    return { kind: 'cloudwatch', group: logs.groupName, stream: logs.streamName };
  return parseS3Arn(logs?.s3LogsArn) ?? { kind: 'none', why: hasStarted(phases) ? 'off' : 'not-started' };
}
