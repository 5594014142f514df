import { randomUUID } from 'node:crypto';

export const TEST_PROJECT = 'faultline-setup-test';

export interface TestPlace {
  region: string;
  account: string;
  partition: string;
}

/**
 * The event of a build that never was, in EventBridge's form: it failed because it has no buildspec, which the event
 * itself says, so that no log is needed. `SUCCEEDED` is the build after it, which makes the project green again.
 */
export function getTestEvent(
  status: 'FAILED' | 'SUCCEEDED',
  { region, account, partition }: TestPlace,
  now: Date,
): Record<string, unknown> {
  const isFailed = status === 'FAILED';
  const id = randomUUID();
  const arn = `arn:${partition}:codebuild:${region}:${account}:build/${TEST_PROJECT}:${id}`;
  // To the millisecond: what comes later must be seen to be later, in another run of the setup too.
  const time = now.toISOString();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'CodeBuild Build State Change',
    source: 'aws.codebuild',
    account,
    time,
    region,
    resources: [arn],
    detail: {
      'build-status': status,
      'project-name': TEST_PROJECT,
      'build-id': arn,
      'current-phase': 'COMPLETED',
      'current-phase-context': '[]',
      'additional-information': {
        'build-complete': true,
        'build-number': isFailed ? 1 : 2,
        'build-start-time': time,
        initiator: 'npm-run-setup',
        'source-version': 'main',
        source: { type: 'NO_SOURCE' },
        phases: getPhases(isFailed, time),
      },
    },
  };
}

/** What the event says of the phases; CodeBuild's words for a build without a buildspec. */
function getPhases(isFailed: boolean, time: string): Record<string, unknown>[] {
  const phase = (type: string, status: string, context: string) => ({
    'phase-type': type,
    'phase-status': status,
    'phase-context': [context],
    'start-time': time,
    'end-time': time,
    'duration-in-seconds': 0,
  });
  const before = ['SUBMITTED', 'QUEUED', 'PROVISIONING'].map((type) => phase(type, 'SUCCEEDED', ': '));
  const source = isFailed
    ? phase('DOWNLOAD_SOURCE', 'FAILED', 'YAML_FILE_ERROR: YAML file does not exist')
    : phase('DOWNLOAD_SOURCE', 'SUCCEEDED', ': ');
  return [...before, source, { 'phase-type': 'COMPLETED', 'start-time': time }];
}
