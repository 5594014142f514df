import { describe, expect, it } from 'vitest';
import { findBuildspecCommand, parseBuildspec } from '../../src/build/read-buildspec.ts';

const read = (text: string) => parseBuildspec(text, { file: 'buildspec.yml', where: 'source' });
const TEXT = `version: 0.2
phases:
  pre_build:
    commands:
      - npm ci
      - >
        docker login
        -u AWS $REGISTRY
  build:
    on-failure: ABORT
    commands:
      - npm ci
      - docker build -t \${REPOSITORY}:$TAG .
    finally:
      - docker logout
`;

describe('a buildspec', () => {
  it('has its commands with phase and lines, those of finally among them', () => {
    expect(read(TEXT).commands.map(({ phase, firstLine, lastLine }) => [phase, firstLine, lastLine])).toEqual(
      [
        ['pre_build', 5, 5],
        ['pre_build', 6, 8],
        ['build', 12, 12],
        ['build', 13, 13],
        ['build', 15, 15],
      ],
    );
  });

  it.each([
    '',
    'hello',
    'phases: 3',
    'phases:\n  build: x',
    'phases:\n  build:\n    commands: y',
    '[1]',
    'null',
  ])('that is none has no commands: %j', (text) => {
    expect(read(text).commands).toEqual([]);
  });

  it('says where it is no YAML', () => {
    expect(
      read('version: 0.2\nphases:\n  build:\n    commands:\n      - echo "Tag: $TAG": x: y\n').error?.line,
    ).toBe(5);
  });

  it('may be JSON', () => {
    expect(read('{"version": 0.2,\n"phases": {"build": {"commands": ["make"]}}}').commands).toEqual([
      { phase: 'build', text: 'make', firstLine: 2, lastLine: 2 },
    ]);
  });
});

describe('the command that a log shows', () => {
  const find = (logged: string, phase?: string) => findBuildspecCommand(read(TEXT), logged, phase)?.firstLine;

  it('is the phase’s own where several read alike', () => {
    expect(find('npm ci', 'BUILD')).toBe(12);
    expect(find('npm ci', 'PRE_BUILD')).toBe(5);
    expect(find('npm ci')).toBe(5);
  });

  it('may have other spaces and line ends', () => {
    expect(find('docker login  -u AWS\n$REGISTRY ')).toBe(6);
  });

  it('may have values where the buildspec has variables', () => {
    expect(find('docker build -t 111122223333.dkr.ecr/shop:1.2 .')).toBe(13);
    expect(find('docker build -t a:b c')).toBeUndefined();
  });

  it('is not found when it is not there', () => {
    expect(find('make')).toBeUndefined();
    expect(find('')).toBeUndefined();
  });
});
