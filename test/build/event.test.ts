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
      'the account of another build',
      { ...event, account: '444455556666' },
      /account should be .*"111122223333"/,
    ],
    ['the region of another build', { ...event, region: 'us-east-1' }, /region should be .*"eu-central-1"/],
    [
      'the name of another project',
      { ...event, detail: { ...event.detail, 'project-name': '444455556666/eu-central-1/payments' } },
      /project-name should be/,
    ],
    ...[
      'arn:aws-cn:codebuild:eu-central-1:111122223333',
      'arn:aws:codebuild:cn-north-1:111122223333',
      'arn:aws:codebuild:x.example.com#:111122223333',
      'arn:aws:codebuild:localhost:111122223333',
      'arn:aws:codebuild:-:111122223333',
    ].map((arn): [string, unknown, RegExp] => [
      `a build of ${arn}`,
      {
        ...event,
        region: undefined,
        detail: { ...event.detail, 'build-id': `${arn}:build/flask-app:abc` },
      },
      /build-id/,
    ]),
  ])('with %s is refused, and the error names the field', (_what, malformed, message) => {
    expect(() => parseBuildEvent(malformed)).toThrow(message);
  });

  it.each([
    ['a date', { 'build-start-time': 'yesterday' }, 'startedAt'],
    ['a number', { 'build-number': '42' }, 'number'],
    ['a name', { initiator: {} }, 'initiator'],
    ['a source', { source: 'github' }, 'source'],
  ])('is told without %s that is none', (_what, wrong, field) => {
    const information = { ...event.detail['additional-information'], ...wrong };
    const read = parseBuildEvent({
      ...event,
      detail: { ...event.detail, 'additional-information': information },
    });
    expect(read).toEqual({ ...parseBuildEvent(event), pipeline: read.pipeline, [field]: undefined });
  });

  it('is told with the phases that are some, and with nothing but the build where nothing else is', () => {
    const read = (information: unknown) =>
      parseBuildEvent({ ...event, detail: { ...event.detail, 'additional-information': information } });
    const { phases } = event.detail['additional-information'];
    const odd = [{ 'phase-type': 'SCANNING' }, null, { ...phases[6], 'phase-context': 'x', 'end-time': 7 }];
    expect(read({ phases: [...odd, ...phases.slice(7)] }).phases.map(({ type }) => type)).toEqual(
      parseBuildEvent(event)
        .phases.slice(6)
        .map(({ type }) => type),
    );
    for (const nothing of [null, 'x', [], { phases: null, logs: null, environment: null, source: null }])
      expect(read(nothing)).toMatchObject({ id: parseBuildEvent(event).id, phases: [], environment: [] });
  });
});
