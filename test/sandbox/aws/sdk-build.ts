import { partitionOf } from './account.ts';
import { epoch } from './call.ts';
import type { Batch, BuildRecord, Project } from './scenario-schema.ts';

/**
 * A build as BatchGetBuilds tells it: the same facts as the event, in the SDK's names.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html
 */
export function toSdkBuild(record: BuildRecord, region: string) {
  const { data } = record;
  return {
    id: record.id,
    arn: record.arn,
    buildNumber: data.number,
    startTime: epoch(record.startedAt),
    endTime: epoch(record.endedAt),
    currentPhase: record.currentPhase,
    buildStatus: record.status,
    sourceVersion: data.sourceVersion,
    resolvedSourceVersion: data.resolvedSourceVersion,
    projectName: data.project,
    phases: record.phases.map((phase) => ({
      phaseType: phase.type,
      phaseStatus: phase.status,
      startTime: epoch(phase.startedAt),
      endTime: epoch(phase.endedAt),
      durationInSeconds:
        phase.endedAt && Math.floor((phase.endedAt.getTime() - phase.startedAt.getTime()) / 1000),
      contexts: phase.endedAt && phase.contexts.map(({ code, message }) => ({ statusCode: code, message })),
    })),
    source: { ...data.source, insecureSsl: false },
    secondarySources: [],
    secondarySourceVersions: [],
    artifacts: { location: '' },
    secondaryArtifacts: [],
    cache: { type: 'NO_CACHE' },
    environment: data.environment,
    serviceRole: roleArn(record),
    logs: getLogs(record, region),
    timeoutInMinutes: data.timeoutInMinutes,
    queuedTimeoutInMinutes: data.queuedTimeoutInMinutes,
    buildComplete: record.status !== 'IN_PROGRESS',
    initiator: data.initiator,
    vpcConfig: data.vpc,
    encryptionKey: `arn:${partitionOf(region)}:kms:${region}:${accountOf(record)}:alias/aws/s3`,
    exportedEnvironmentVariables: [],
    reportArns: data.reports.map((report) => getReportArn(record, report.name)),
    fileSystemLocations: [],
    buildBatchArn:
      data.batch &&
      `arn:${partitionOf(region)}:codebuild:${region}:${accountOf(record)}:build-batch/${data.batch}`,
  };
}

/** `report-group/PROJECT-NAME:UUID`: CodeBuild names the group after the project and the section. */
export function getReportArn({ arn, data, uuid }: BuildRecord, name: string): string {
  return `${arn.split(':build/')[0]}:report/${data.project}-${name}:${uuid}`;
}

/** The project as BatchGetProjects tells it. */
export function toSdkProject(project: Project, region: string, account: string) {
  const { data, tags, name } = project;
  return {
    name,
    arn: `arn:${partitionOf(region)}:codebuild:${region}:${account}:project/${name}`,
    source: { ...data.source, insecureSsl: false },
    sourceVersion: data.sourceVersion,
    artifacts: { type: data.source.type === 'CODEPIPELINE' ? 'CODEPIPELINE' : 'NO_ARTIFACTS' },
    cache: { type: 'NO_CACHE' },
    environment: data.environment,
    serviceRole: `arn:${partitionOf(region)}:iam::${account}:role/service-role/${data.role}`,
    timeoutInMinutes: data.timeoutInMinutes,
    queuedTimeoutInMinutes: data.queuedTimeoutInMinutes,
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    created: epoch(new Date('2026-01-12T09:00:00Z')),
    lastModified: epoch(new Date('2026-11-02T14:30:00Z')),
    vpcConfig: data.vpc,
    ...project.updated,
  };
}

/** The batch as BatchGetBuildBatches tells it. */
export function toSdkBatch(batch: Batch) {
  return {
    id: batch.id,
    arn: batch.arn,
    projectName: batch.project,
    buildBatchStatus: batch.status,
    startTime: epoch(batch.startedAt),
    endTime: epoch(batch.endedAt),
    currentPhase: batch.status,
    complete: batch.status !== 'IN_PROGRESS',
    buildGroups: batch.builds.map(({ identifier, status, arn }) => ({
      identifier,
      dependsOn: [],
      ignoreFailure: false,
      currentBuildSummary: { arn, buildStatus: status, requestedOn: epoch(batch.startedAt) },
    })),
  };
}

function roleArn(record: BuildRecord): string {
  return `arn:${record.arn.split(':')[1]}:iam::${accountOf(record)}:role/service-role/${record.data.role}`;
}

function accountOf(record: BuildRecord): string {
  return record.arn.split(':')[4] ?? '';
}

function getLogs({ arn, data, uuid }: BuildRecord, region: string) {
  const { logs } = data;
  const account = arn.split(':')[4] ?? '';
  const off = { status: 'DISABLED' };
  const page = `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups`;
  if (logs.kind === 's3') {
    const key = `${logs.prefix}/${uuid}.gz`;
    return {
      deepLink: page,
      s3DeepLink: `https://s3.console.aws.amazon.com/s3/object/${logs.bucket}/${key}?region=${region}`,
      s3LogsArn: `arn:${partitionOf(region)}:s3:::${logs.bucket}/${key}`,
      cloudWatchLogs: off,
      s3Logs: { status: 'ENABLED', location: `${logs.bucket}/${logs.prefix}`, encryptionDisabled: false },
    };
  }
  const on = { cloudWatchLogs: { status: 'ENABLED' }, s3Logs: { ...off, encryptionDisabled: false } };
  if (logs.kind === 'none') return { deepLink: page, ...on };
  const group = `/aws/codebuild/${data.project}`;
  // The console escapes the group's name twice, with $ in place of %.
  const escaped = encodeURIComponent(encodeURIComponent(group)).replaceAll('%', '$');
  return {
    groupName: group,
    streamName: uuid,
    deepLink: `${page}/log-group/${escaped}/log-events/${uuid}`,
    cloudWatchLogsArn: `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${group}:log-stream:${uuid}`,
    ...on,
  };
}
