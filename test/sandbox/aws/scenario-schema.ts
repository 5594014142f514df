import { z } from 'zod';
import { PHASES } from '../../../src/model.ts';

/** A policy document as IAM stores it; iam-simulate judges what is in it. */
const policyDocument = z.record(z.string(), z.unknown());

const roleSchema = z.strictObject({
  path: z.string().default('/service-role/'),
  trust: policyDocument.default({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  }),
  inline: z.record(z.string(), policyDocument).default({}),
  /** ARNs of managed policies; their documents are in `policies`. */
  attached: z.array(z.string()).default([]),
  /** ARN of the managed policy that bounds the role. */
  boundary: z.string().optional(),
});

const variableSchema = z.strictObject({
  name: z.string(),
  type: z.enum(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER']).default('PLAINTEXT'),
  value: z.string(),
});

const sourceSchema = z.strictObject({
  type: z.string(),
  location: z.string().optional(),
  buildspec: z.string().optional(),
  gitCloneDepth: z.number().optional(),
});

const environmentSchema = z.strictObject({
  type: z.string().default('LINUX_CONTAINER'),
  image: z.string().default('aws/codebuild/standard:7.0'),
  computeType: z.string().default('BUILD_GENERAL1_SMALL'),
  privilegedMode: z.boolean().default(true),
  imagePullCredentialsType: z.string().default('CODEBUILD'),
  environmentVariables: z.array(variableSchema).default([]),
});

const logsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cloudwatch'), expired: z.boolean().default(false) }),
  z.strictObject({
    kind: z.literal('s3'),
    bucket: z.string(),
    prefix: z.string(),
    gzip: z.boolean().default(true),
  }),
  z.strictObject({ kind: z.literal('none') }),
]);

const vpcSchema = z.strictObject({
  vpcId: z.string(),
  subnets: z.array(z.string()),
  securityGroupIds: z.array(z.string()),
});

const phaseStatus = z.enum(['SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED', 'CLIENT_ERROR']);
const buildStatus = z.enum(['SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'IN_PROGRESS', 'STOPPED']);

/** A phase that the log does not tell, or whose outcome the log does not tell. */
const phaseSchema = z.strictObject({
  type: z.enum(PHASES),
  status: phaseStatus.default('SUCCEEDED'),
  seconds: z.number().default(0),
  code: z.string().default(''),
  message: z.string().default(''),
});

const reportSchema = z.strictObject({
  name: z.string(),
  type: z.enum(['TEST', 'CODE_COVERAGE']).default('TEST'),
  cases: z.array(
    z.strictObject({
      prefix: z.string().optional(),
      name: z.string(),
      status: z.enum(['SUCCEEDED', 'FAILED', 'ERROR', 'SKIPPED', 'UNKNOWN']).default('SUCCEEDED'),
      message: z.string().default(''),
    }),
  ),
});

/** A build of the project before this one, and what was different about it. */
const earlierSchema = z.strictObject({
  /** How many numbers before. */
  before: z.number().int().default(1),
  minutesBefore: z.number().default(60),
  status: z.enum(['SUCCEEDED', 'FAILED']).default('SUCCEEDED'),
  image: z.string().optional(),
  commit: z.string().optional(),
  sourceVersion: z.string().optional(),
  environmentVariables: z.array(variableSchema).optional(),
  /** File beside scenario.json with its log, its times as if it had run when the scenario's own build did. */
  log: z.string().optional(),
});

const GITHUB = { type: 'GITHUB', location: 'https://github.com/example-org/flask-app.git', gitCloneDepth: 1 };

/** What differs from the build that every scenario starts from. */
const buildSchema = z.strictObject({
  /** As it stands in the log; another run of the scenario gets one of its own there too. */
  uuid: z.uuid(),
  project: z.string().default('flask-app'),
  number: z.number().int().default(42),
  status: buildStatus.optional(),
  role: z.string().default('codebuild-flask-app-service-role'),
  initiator: z.string().default('alice'),
  source: sourceSchema.default({ ...GITHUB, buildspec: 'day14/simple_python_app/buildspec.yml' }),
  sourceVersion: z.string().default('main'),
  resolvedSourceVersion: z.string().optional(),
  environment: environmentSchema.prefault({}),
  logs: logsSchema.default({ kind: 'cloudwatch', expired: false }),
  vpc: vpcSchema.optional(),
  timeoutInMinutes: z.number().default(60),
  queuedTimeoutInMinutes: z.number().default(480),
  startedAt: z.iso.datetime().default('2026-11-20T08:58:40Z'),
  phases: z.array(phaseSchema).default([]),
  batch: z.string().optional(),
  /** Who called StopBuild, as CloudTrail knows. */
  stoppedBy: z.string().optional(),
  /** Test reports that it wrote. */
  reports: z.array(reportSchema).default([]),
});

const actionSchema = z.strictObject({
  name: z.string(),
  category: z.string(),
  provider: z.string(),
  project: z.string().optional(),
  status: z.enum(['Succeeded', 'Failed', 'InProgress', 'Abandoned']).default('Succeeded'),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  /** Set for the action that runs the scenario's build. */
  runsBuild: z.boolean().default(false),
});

const pipelineSchema = z.strictObject({
  execution: z.string(),
  status: z.string().default('Failed'),
  role: z.string().default('flask-app-pipeline-role'),
  artifactBucket: z.string(),
  artifactKey: z.string().default('flask-app-pipeline/SourceArti/Xy7Qk2b'),
  revision: z.string().default('8d4c1f0b6a3e4c55b7e0d2a9c1f3e5a7b9d0c2e4'),
  stages: z.array(z.strictObject({ name: z.string(), actions: z.array(actionSchema) })),
});

const parameterSchema = z.strictObject({
  type: z.enum(['String', 'SecureString', 'StringList']).default('String'),
  keyId: z.string().optional(),
  /** Left out for nearly all: the bot never reads values but its own two. */
  value: z.string().optional(),
  version: z.number().default(1),
});

const repositorySchema = z.strictObject({
  policy: policyDocument.optional(),
  immutable: z.boolean().default(false),
  images: z.array(z.strictObject({ digest: z.string(), tags: z.array(z.string()) })).default([]),
});

const keySchema = z.strictObject({
  state: z
    .enum(['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable'])
    .default('Enabled'),
  manager: z.enum(['CUSTOMER', 'AWS']).default('CUSTOMER'),
});

const secretSchema = z.strictObject({
  keyId: z.string().optional(),
  deleted: z.boolean().default(false),
  stages: z.array(z.string()).default(['AWSCURRENT']),
});

/** A VPC: its route tables by the subnets that follow them, its endpoints, its security groups. */
const networkSchema = z.strictObject({
  subnets: z.record(z.string(), z.strictObject({ free: z.number().default(200) }).prefault({})),
  routeTables: z.array(
    z.strictObject({
      id: z.string(),
      main: z.boolean().default(false),
      subnets: z.array(z.string()).default([]),
      /** Destination -> target: `nat-...`, `igw-...`, `tgw-...`; `blackhole` in front where it is gone. */
      routes: z.record(z.string(), z.string()).default({}),
    }),
  ),
  endpoints: z.record(z.string(), z.string()).default({}),
  /** Id -> ports that traffic may go out to; -1 for all. */
  securityGroups: z.record(z.string(), z.array(z.number())).default({}),
});

const fileSchema = z.union([z.string(), z.strictObject({ text: z.string(), executable: z.boolean() })]);

const accountSchema = z.strictObject({
  /** Leaves out what base.json has for every scenario. */
  withoutBase: z.boolean().default(false),
  roles: z.record(z.string(), roleSchema.prefault({})).default({}),
  policies: z.record(z.string(), policyDocument).default({}),
  serviceControlPolicies: z.array(policyDocument).default([]),
  parameters: z.record(z.string(), parameterSchema).default({}),
  secrets: z.record(z.string(), secretSchema.prefault({})).default({}),
  /** Key id -> its state. */
  keys: z.record(z.string(), keySchema.prefault({})).default({}),
  /** VPC id -> what is in it. */
  networks: z.record(z.string(), networkSchema).default({}),
  /** Name of a connection -> its status. */
  connections: z.record(z.string(), z.enum(['PENDING', 'AVAILABLE', 'ERROR'])).default({}),
  /** Service -> name of the quota -> value. */
  quotas: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  /** Buckets that are in another region. */
  bucketRegions: z.record(z.string(), z.string()).default({}),
  repositories: z.record(z.string(), repositorySchema.prefault({})).default({}),
  /** Bucket -> key -> text. */
  buckets: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  pipelines: z.record(z.string(), pipelineSchema).default({}),
  /** Bucket -> key -> path -> text: a zip. */
  archives: z.record(z.string(), z.record(z.string(), z.record(z.string(), fileSchema))).default({}),
  /** GitHub's `owner/name` -> path -> text, at the commit of the build; earlier commits by id, oldest first. */
  github: z
    .record(
      z.string(),
      z.strictObject({
        files: z.record(z.string(), fileSchema),
        earlierCommits: z.array(z.string()).default([]),
        token: z.string().optional(),
      }),
    )
    .default({}),
  /** CodeCommit repository -> path -> text. */
  code: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});

export const scenarioSchema = z.strictObject({
  title: z.string(),
  build: buildSchema,
  earlier: z.array(earlierSchema).default([]),
  /** Tags and the like of the CodeBuild project. */
  project: z.strictObject({ tags: z.record(z.string(), z.string()).default({}) }).prefault({}),
  /** A batch around the build: the other builds in it, by identifier. */
  batch: z
    .strictObject({
      id: z.string(),
      identifier: z.string(),
      others: z.array(z.strictObject({ identifier: z.string(), status: buildStatus })),
    })
    .optional(),
  account: accountSchema.prefault({}),
});

/** What is in the account in every scenario: the role that CodeBuild generates, with its base policy. */
export const baseSchema = accountSchema.pick({ roles: true, policies: true });

export type ScenarioData = z.output<typeof scenarioSchema>;
export type BuildData = z.output<typeof buildSchema>;
export type Role = z.output<typeof roleSchema>;
export type Policy = z.output<typeof policyDocument>;
export type StoredParameter = z.output<typeof parameterSchema> & { lastModified: Date };
export type Secret = z.output<typeof secretSchema>;
export type Key = z.output<typeof keySchema>;
export type Network = z.output<typeof networkSchema>;
export type Repository = z.output<typeof repositorySchema>;
export type Pipeline = z.output<typeof pipelineSchema> & { at: Date; build?: string | undefined };

/** A phase with its times, as both the event and BatchGetBuilds tell it. */
export interface ScenarioPhase {
  type: (typeof PHASES)[number];
  status?: string | undefined;
  startedAt: Date;
  endedAt?: Date | undefined;
  contexts: { code: string; message: string }[];
}

/** One build as the account holds it: the scenario's facts with times worked out. */
export interface BuildRecord {
  id: string;
  uuid: string;
  arn: string;
  data: BuildData;
  status: z.output<typeof buildStatus>;
  startedAt: Date;
  endedAt?: Date | undefined;
  currentPhase: string;
  phases: ScenarioPhase[];
}

export interface Project {
  name: string;
  data: BuildData;
  tags: Record<string, string>;
  updated: Record<string, unknown>;
}

export interface Batch {
  id: string;
  arn: string;
  project: string;
  status: string;
  startedAt: Date;
  endedAt?: Date | undefined;
  builds: { identifier: string; status: string; arn: string }[];
}
