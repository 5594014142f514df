import { describe, expect, it } from 'vitest';
import { parseBuildEvent } from '../../src/build/event.ts';
import { getBuildEvent, listScenarios, readScenario } from '../sandbox/aws/index.ts';

describe('the event of a build', () => {
  it('carries status, phases with their messages, and where the log is', () => {
    const build = parseBuildEvent(getBuildEvent(readScenario('parameter-store-access-denied')));
    expect(build).toMatchObject({
      project: 'flask-app',
      account: '111122223333',
      region: 'eu-central-1',
      status: 'FAILED',
      log: { kind: 'cloudwatch', group: '/aws/codebuild/flask-app' },
    });
    const failed = build.phases.find((phase) => phase.status === 'FAILED');
    expect([failed?.type, failed?.contexts[0]?.message]).toEqual([
      'DOWNLOAD_SOURCE',
      expect.stringContaining('is not authorized to perform: ssm:GetParameters'),
    ]);
  });

  it('never holds the value of a plain variable', () => {
    const event = getBuildEvent(readScenario('requirements-not-found'));
    const secret = 'hunter2-hunter2';
    const detail = structuredClone(event.detail) as {
      'additional-information': { environment: Record<string, unknown> };
    };
    detail['additional-information'].environment['environment-variables'] = [
      { name: 'PASSWORD', type: 'PLAINTEXT', value: secret },
    ];
    expect(JSON.stringify(parseBuildEvent({ ...event, detail }))).not.toContain(secret);
  });

  it.each(listScenarios())('is read whole in the scenario %s', (name) => {
    expect(parseBuildEvent(getBuildEvent(readScenario(name))).id).toMatch(/^flask-app:/);
  });

  const event = getBuildEvent(readScenario('requirements-not-found'));
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /expected object/i],
    ['another source', { ...event, source: 'aws.ec2' }, /source/],
    ['no status', { ...event, detail: { ...event.detail, 'build-status': undefined } }, /build-status/],
    [
      'an id that is no ARN',
      { ...event, detail: { ...event.detail, 'build-id': 'x' } },
      /should be the ARN of a build/,
    ],
    ['another detail type', { ...event, 'detail-type': 'CodeBuild Build Phase Change' }, /detail-type/],
    ['a list for its detail', { ...event, detail: [] }, /detail/],
    [
      'a number for its project',
      { ...event, detail: { ...event.detail, 'project-name': 7 } },
      /project-name/,
    ],
    ['keys of a prototype alone', JSON.parse('{"__proto__":{"source":"aws.codebuild"}}'), /source/],
    [
      'a name too long for the table',
      {
        ...event,
        detail: {
          ...event.detail,
          'build-id': `arn:aws:codebuild:eu-west-1:111122223333:build/${'a'.repeat(9000)}:b`,
        },
      },
      /^.{0,500}$/s,
    ],
    [
      'a date that is none',
      {
        ...event,
        detail: { ...event.detail, 'additional-information': { 'build-start-time': 'yesterday' } },
      },
      /build-start-time/,
    ],
  ])('with %s is refused, and the error names the field', (_what, malformed, message) => {
    expect(() => parseBuildEvent(malformed)).toThrow(message);
  });
});
