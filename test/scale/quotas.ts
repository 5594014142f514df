/** A limit of a service, as its own page says. `perSecond` undefined: the service publishes none. */
export interface Quota {
  name: string;
  perSecond: number | undefined;
  /** What is let through at once before the rate counts. */
  burst: number;
  scope: string;
  canBeRaised: boolean;
  source: string;
}

const LOGS = 'https://docs.aws.amazon.com/general/latest/gr/cwl_region.html';

/** Read on 2026-11-24. */
export const QUOTAS = {
  getLogEvents: {
    name: 'CloudWatch Logs `GetLogEvents`, eu-central-1, eu-west-1, us-west-2',
    perSecond: 10,
    burst: 10,
    scope: 'account and region',
    canBeRaised: false,
    source: LOGS,
  },
  getLogEventsElsewhere: {
    name: 'CloudWatch Logs `GetLogEvents`, most other regions',
    perSecond: 25,
    burst: 25,
    scope: 'account and region',
    canBeRaised: false,
    source: LOGS,
  },
  post: {
    name: 'Slack `chat.postMessage`',
    perSecond: 1,
    burst: 3,
    scope: 'channel',
    canBeRaised: false,
    source: 'https://docs.slack.dev/apis/web-api/rate-limits',
  },
  update: {
    name: 'Slack `chat.update` (tier 3: 50 or more a minute)',
    perSecond: 50 / 60,
    burst: 20,
    scope: 'app and workspace',
    canBeRaised: false,
    source: 'https://docs.slack.dev/reference/methods/chat.update',
  },
  concurrency: {
    name: 'Lambda functions at work at once',
    perSecond: undefined,
    burst: 1000,
    scope: 'account and region',
    canBeRaised: true,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  invocations: {
    name: 'EventBridge invocations, eu-central-1',
    perSecond: 4500,
    burst: 4500,
    scope: 'account and region',
    canBeRaised: true,
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
  },
  assumeRole: {
    name: 'STS `AssumeRole` and its like, of the calling account',
    perSecond: 600,
    burst: 600,
    scope: 'account and region',
    canBeRaised: true,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  lookupEvents: {
    name: 'CloudTrail `LookupEvents` (only for builds that somebody stopped)',
    perSecond: 2,
    burst: 2,
    scope: 'account and region',
    canBeRaised: false,
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html',
  },
} as const satisfies Record<string, Quota>;

/** US dollars, us-east-1, on 2026-11-24, without free tiers. Other regions ask up to a third more. */
export const PRICES = {
  lambdaRequest: { dollars: 0.2e-6, unit: 'invocation', source: 'https://aws.amazon.com/lambda/pricing/' },
  lambdaSecond: {
    dollars: 0.0000133334,
    unit: 'GB-second, arm64',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  writeUnit: {
    dollars: 0.625e-6,
    unit: 'write request unit',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  readUnit: {
    dollars: 0.125e-6,
    unit: 'read request unit',
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  ownEvent: {
    dollars: 1e-6,
    unit: 'event of its own',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  logByte: { dollars: 0.5e-9, unit: 'byte logged', source: 'https://aws.amazon.com/cloudwatch/pricing/' },
  queueRequest: { dollars: 0.4e-6, unit: 'request of SQS', source: 'https://aws.amazon.com/sqs/pricing/' },
} as const;
