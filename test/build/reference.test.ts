import { describe, expect, it } from 'vitest';
import { type BuildReference, parseBuildReference } from '../../src/build/reference.ts';

const id = 'flask-app:0b9c1c3e-7a1f-4c0e-8f0e-0a4f5f3c2b1d';
const build = { kind: 'build', id } as const;
const account = '111122223333';
const inRegion = { ...build, account, region: 'eu-central-1' };
const project = { kind: 'project', project: 'flask-app' } as const;

describe('what a person may point at', () => {
  it.each<[string, string, BuildReference]>([
    ['a build id', id, build],
    ['a build id with spaces around', `  ${id}\n`, build],
    ['an ARN', `arn:aws:codebuild:eu-central-1:111122223333:build/${id}`, inRegion],
    [
      'an ARN in China',
      `arn:aws-cn:codebuild:cn-north-1:111122223333:build/${id}`,
      { ...build, account, region: 'cn-north-1' },
    ],
    [
      'the ARN of a batch',
      `arn:aws:codebuild:eu-central-1:111122223333:build-batch/${id}`,
      { ...inRegion, kind: 'batch' },
    ],
    [
      'a console URL',
      `https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/flask-app/build/${encodeURIComponent(id)}/?region=eu-central-1`,
      inRegion,
    ],
    [
      'a console URL of the log tab',
      `https://console.aws.amazon.com/codesuite/codebuild/111122223333/projects/flask-app/build/${encodeURIComponent(id)}/log?region=eu-central-1`,
      inRegion,
    ],
    [
      'a console URL of a batch',
      `https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/flask-app/batch/${encodeURIComponent(id)}/phase`,
      { ...inRegion, kind: 'batch' },
    ],
    [
      'a console URL of old',
      `https://console.aws.amazon.com/codebuild/home?region=eu-central-1#/builds/${id}/view/new`,
      { ...build, region: 'eu-central-1' },
    ],
    ['a project', 'project/flask-app', project],
    [
      'a project of another account, by the name that the history has for it',
      'project/444455556666/us-east-1/flask-app',
      { ...project, account: '444455556666', region: 'us-east-1' },
    ],
    [
      'a project of another region',
      'project/us-gov-west-1/flask-app',
      { ...project, region: 'us-gov-west-1' },
    ],
    [
      'a console URL in China',
      `https://cn-north-1.console.amazonaws.cn/codesuite/codebuild/111122223333/projects/flask-app/build/${encodeURIComponent(id)}/`,
      { ...build, account, region: 'cn-north-1' },
    ],
    [
      'a console URL with a region that is none',
      `https://console.aws.amazon.com/codesuite/codebuild/111122223333/projects/flask-app/build/${encodeURIComponent(id)}/?region=evil.example%2F`,
      { ...build, account },
    ],
    [
      "a project's console URL",
      'https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/flask-app/history',
      { ...project, account, region: 'eu-central-1' },
    ],
    [
      "a project's ARN",
      'arn:aws:codebuild:eu-central-1:111122223333:project/flask-app',
      { ...project, account, region: 'eu-central-1' },
    ],
  ])('is %s', (_what, text, reference) => {
    expect(parseBuildReference(text)).toEqual(reference);
  });

  it.each([
    '',
    'flask-app',
    'project/',
    'https://example.com/',
    'flask-app:not-a-uuid',
    'arn:aws:s3:::bucket',
    'project/$(reboot)',
  ])('is not %j, and the error says what would be', (text) => {
    expect(() => parseBuildReference(text)).toThrow(/Give a log file/);
  });
});
