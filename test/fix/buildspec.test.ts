import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { getBuildspecPath, insertBefore, replaceCommand } from '../../src/fix/buildspec.ts';
import { makeBuild } from './make-build.ts';

const BUILDSPEC = `version: 0.2
phases:
  install:
    runtime-versions:
      python: 3.12
  build:
    commands:
      - echo start
      - pip install -r requirements.txt
      - |
        for d in a b; do
          echo $d
        done
      - 'echo "a: b"'
`;

/** Applies a patch as a reader would and returns the commands of the build phase. */
function apply(patch: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
  writeFileSync(join(folder, 'buildspec.yml'), BUILDSPEC);
  execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: folder, input: patch });
  return parse(readFileSync(join(folder, 'buildspec.yml'), 'utf8')).phases.build.commands;
}

describe('patches of the buildspec', () => {
  it('put a command in front of another, wherever that stands', () => {
    const patch = insertBefore(['cd day14/app'], 'pip install -r requirements.txt');
    expect(apply(patch).slice(0, 3)).toEqual([
      'echo start',
      'cd day14/app',
      'pip install -r requirements.txt',
    ]);
  });

  it('find a block by its first line', () => {
    const patch = insertBefore(['cd day14'], 'for d in a b; do\n  echo $d\ndone');
    expect(apply(patch)[2]).toBe('cd day14');
  });

  it('quote a command as YAML wants it', () => {
    expect(apply(replaceCommand('echo "a: b"', 'echo "c: d"'))[3]).toBe('echo "c: d"');
  });

  it('name the buildspec that the project reads', () => {
    const build = makeBuild({ source: { type: 'GITHUB', buildspec: 'ci/buildspec.yaml' } });
    expect(getBuildspecPath(build)).toBe('ci/buildspec.yaml');
    expect(insertBefore(['a'], 'b', build)).toMatch(
      /^--- a\/ci\/buildspec\.yaml\n\+\+\+ b\/ci\/buildspec\.yaml\n@@/,
    );
  });

  it('take the default name for a buildspec written in the project', () => {
    const build = makeBuild({ source: { type: 'GITHUB', buildspec: 'version: 0.2\nphases: {}' } });
    expect(getBuildspecPath(build)).toBe('buildspec.yml');
  });
});
