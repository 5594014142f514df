import type { Build as AwsBuild } from '@aws-sdk/client-codebuild';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectAws } from '../../src/aws.ts';
import { listChanges } from '../../src/build/list-changes.ts';
import { readBuild } from '../../src/build/read.ts';
import { compareWithGreen, listBuildIds } from '../../src/build/what-changed.ts';
import { getScenario, readScenario, type Scenario } from '../sandbox/aws/index.ts';
import { aws, useAws } from '../use-aws.ts';

const GREEN: AwsBuild = {
  resolvedSourceVersion: '1a2b3c4d5e6f708192a3b4c5d6e7f80912233445',
  serviceRole: 'arn:aws:iam::111122223333:role/service-role/build',
  source: {
    type: 'GITHUB',
    location: 'https://github.com/example-org/shop.git',
    buildspec: 'ci/buildspec.yml',
  },
  environment: {
    type: 'LINUX_CONTAINER',
    image: 'aws/codebuild/standard:6.0',
    computeType: 'BUILD_GENERAL1_SMALL',
    privilegedMode: true,
    environmentVariables: [
      { name: 'STAGE', value: 'test' },
      { name: 'COMMIT', value: '1a2b3c4d5e6f708192a3b4c5d6e7f80912233445' },
    ],
  },
  timeoutInMinutes: 60,
  startTime: new Date('2026-11-20T10:00:00Z'),
  endTime: new Date('2026-11-20T10:05:00Z'),
};
const environment = (rest: object) =>
  ({ ...GREEN, environment: { ...GREEN.environment, ...rest } }) as AwsBuild;

describe('what differs from a green build', () => {
  it('is nothing for the same build again', () => {
    expect(listChanges(GREEN, { ...GREEN })).toEqual([]);
  });

  it.each<[string, AwsBuild, object]>([
    [
      'another image',
      environment({ image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/builder:3' }),
      { what: 'image', after: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/builder:3' },
    ],
    [
      'another version of the image',
      environment({ image: 'aws/codebuild/standard:7.0' }),
      { what: 'image version' },
    ],
    ['less memory', environment({ computeType: 'BUILD_GENERAL1_MEDIUM' }), { what: 'compute type' }],
    [
      'privileged mode',
      environment({ privilegedMode: false }),
      { what: 'privileged mode', before: 'on', after: 'off' },
    ],
    [
      'another role',
      { ...GREEN, serviceRole: 'arn:aws:iam::111122223333:role/other' },
      { what: 'role', before: 'build', after: 'other' },
    ],
    [
      'another timeout',
      { ...GREEN, timeoutInMinutes: 5 },
      { what: 'timeout', before: '60 min', after: '5 min' },
    ],
    [
      'another buildspec',
      { ...GREEN, source: { ...GREEN.source, type: 'GITHUB', buildspec: 'version: 0.2\nphases:\n' } },
      { what: 'buildspec', before: 'ci/buildspec.yml', after: 'written in the project' },
    ],
    [
      'a build that takes much longer',
      { ...GREEN, endTime: new Date('2026-11-20T10:20:00Z') },
      { what: 'duration', before: '5 min', after: '20 min' },
    ],
  ])('is %s', (_, build, change) => {
    expect(listChanges(GREEN, build)).toEqual([expect.objectContaining(change)]);
  });

  it('names variables and never shows a value', () => {
    const build = environment({
      environmentVariables: [
        { name: 'STAGE', value: 'production' },
        { name: 'TOKEN', type: 'PARAMETER_STORE', value: '/shop/token' },
        { name: 'COMMIT', value: '4f1d2c7b9a8e6d5c3b2a190f8e7d6c5b4a3f2e1d' },
      ],
    });
    const changes = listChanges(GREEN, build);
    expect(changes).toEqual([
      { what: 'variable STAGE', before: 'set', after: 'set to another value' },
      { what: 'variable TOKEN', before: 'not set', after: 'set' },
    ]);
  });

  it('tells the commits between where the source counts them, else the two ids', () => {
    const build = { ...GREEN, resolvedSourceVersion: '4f1d2c7b9a8e6d5c3b2a190f8e7d6c5b4a3f2e1d' };
    expect(listChanges(GREEN, build, 3)).toEqual([
      { what: 'commit', before: '1a2b3c4', after: '4f1d2c7 (3 commits later)' },
    ]);
    expect(listChanges(GREEN, build)).toEqual([{ what: 'commit', before: '1a2b3c4', after: '4f1d2c7' }]);
  });
});

describe('the comparison with the last green build', () => {
  useAws();
  beforeEach(() => {
    aws.faults.clear();
    aws.account.builds.clear();
  });

  const compare = async ({ record }: Scenario, options = {}) => {
    const connected = connectAws({ endpoint: aws.url })('eu-central-1');
    const build = await readBuild(connected, record.id);
    aws.calls.length = 0;
    return compareWithGreen(connected, build, options);
  };

  it('takes two calls, and passes over failed builds', async () => {
    const found = await compare(aws.load('unknown-after-image-change'));
    expect(found).toMatchObject({
      green: { number: 75 },
      isSameCommit: true,
      changes: [{ what: 'image version' }],
      greenLines: undefined,
    });
    expect(aws.calls.map(({ operation }) => operation)).toEqual(['ListBuildsForProject', 'BatchGetBuilds']);
  });

  it('reads the phase of the green log once, when it is wanted', async () => {
    const found = await compare(aws.load('unknown-after-image-change'), { phase: 'BUILD' });
    expect(found?.greenLines).toContain('  channel ............. green');
    expect(found?.greenLines?.join('\n')).not.toContain('Collecting Flask');
    expect(aws.calls.filter(({ service }) => service === 'logs')).toHaveLength(1);
  });

  it.each([
    ['of the build before, where that is not known to have failed', 1, 1],
    ['of another, where the guess was wrong', 0, 2],
  ])('reads the green log beside the builds: %s', async (_, known, reads) => {
    const { record } = aws.load('unknown-after-image-change');
    const connected = connectAws({ endpoint: aws.url })('eu-central-1');
    const build = await readBuild(connected, record.id);
    const newest = await listBuildIds(connected, build.project);
    aws.calls.length = 0;
    const ahead = { newest, failed: new Set(newest.slice(1, 1 + known)) };
    const found = await compareWithGreen(connected, build, { phase: 'BUILD', ahead });
    expect(found?.greenLines).toContain('  channel ............. green');
    expect(found?.greenLines?.join('\n')).not.toContain('Collecting Flask');
    const logs = aws.calls.filter(({ service }) => service === 'logs');
    expect(aws.calls.filter(({ service }) => service === 'codebuild')).toHaveLength(1);
    expect(logs).toHaveLength(reads);
  });

  it('prefers a green build of the same branch', async () => {
    const { name, log, ...data } = readScenario('unknown-after-image-change');
    const earlier = [
      { before: 1, minutesBefore: 30, status: 'SUCCEEDED', sourceVersion: 'other' },
      { before: 2, minutesBefore: 60, status: 'SUCCEEDED' },
    ] as const;
    const scenario = getScenario(name, { ...data, earlier: [...earlier] }, log);
    expect((await compare(aws.load(scenario)))?.green.number).toBe(75);
  });

  it('is none where no build was green, or nobody may ask', async () => {
    expect(await compare(aws.load('unknown-failure'))).toBeUndefined();
    const scenario = aws.load('unknown-after-image-change');
    const connected = connectAws({ endpoint: aws.url })('eu-central-1');
    const build = await readBuild(connected, scenario.record.id);
    aws.faults.fail('codebuild', { code: 'AccessDeniedException' });
    expect(await compareWithGreen(connected, build)).toBeUndefined();
  });
});
