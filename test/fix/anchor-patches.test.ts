import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseBuildspec } from '../../src/build/read-buildspec.ts';
import { anchorPatches } from '../../src/fix/anchor-patches.ts';
import {
  insertBefore,
  renderBuildspecPatch,
  renderReplacement,
  replaceCommand,
} from '../../src/fix/buildspec.ts';
import { getRenameStep } from '../../src/fix/rename-in-buildspec.ts';
import { makeBuild } from './make-build.ts';

/** As people write them: four spaces, comments, quotes, blocks, lists at the key's own column. */
const TEXT = `version: 0.2
# Ours since 2019
env:
  parameter-store:
    DB: /shop/prod/db-pasword   # from the console
phases:
    install:
        commands:
            - npm ci   # locked
            - |
              echo one
              echo two
    build:
        commands:
        - "docker build -t $IMAGE ."
        - 'npm run build: all'
artifacts:
  files: ['**/*']
`;

/** What git makes of the file with the patch. */
function gitApply(patch: string, text: string, file = 'buildspec.yml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
  try {
    writeFileSync(join(folder, file), text);
    const { status, stderr } = spawnSync('git', ['apply', '--verbose', '-'], {
      cwd: folder,
      input: patch,
      encoding: 'utf8',
      env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
    });
    if (status !== 0) throw new Error(stderr);
    return readFileSync(join(folder, file), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function apply(patch: string, text = TEXT): string {
  const buildspec = parseBuildspec(text, { file: 'buildspec.yml', where: 'source' });
  const [step] = anchorPatches([{ title: 'Fix', patch, changes: true }], { buildspec });
  const after = gitApply(step?.patch ?? '', text);
  expect(() => parse(after)).not.toThrow();
  return after;
}

describe('a patch of the buildspec that was read', () => {
  it('puts a command before another, with that one’s indentation', () => {
    expect(apply(insertBefore(['cd app'], 'npm ci'))).toContain(
      '        commands:\n            - cd app\n            - npm ci   # locked\n',
    );
  });

  it('puts a command before a block', () => {
    expect(apply(insertBefore(['cd app'], 'echo one\necho two'))).toContain(
      '            - cd app\n            - |\n              echo one\n',
    );
  });

  it('writes a quoted command another way', () => {
    const after = apply(replaceCommand('docker build -t $IMAGE .', 'docker build -t $IMAGE app'));
    expect(after).toContain('        commands:\n        - docker build -t $IMAGE app\n');
  });

  it('leaves the variables of a command alone that the log shows with values', () => {
    const patch = replaceCommand('docker build -t shop:1 .', 'docker build -t shop:1 app');
    const buildspec = parseBuildspec(TEXT, { file: 'buildspec.yml', where: 'source' });
    const steps = [{ title: 'Fix', patch, changes: true }];
    expect(anchorPatches(steps, { buildspec })).toEqual(steps);
  });

  it('selects a runtime in the install phase that is there', () => {
    const lines = [' phases:', '   install:', '+    runtime-versions:', '+      nodejs: 22'];
    expect(parse(apply(renderBuildspecPatch(lines))).phases.install).toMatchObject({
      'runtime-versions': { nodejs: 22 },
      commands: ['npm ci', 'echo one\necho two\n'],
    });
  });

  it('selects a runtime where there is no install phase, or nothing in it', () => {
    const lines = [' phases:', '   install:', '+    runtime-versions:', '+      nodejs: 22'];
    const without = 'version: 0.2\nphases:\n  build:\n    commands:\n      - x\n';
    expect(apply(renderBuildspecPatch(lines), without)).toContain(
      'phases:\n  install:\n    runtime-versions:\n      nodejs: 22\n  build:\n',
    );
    const empty = 'version: 0.2\nphases:\n  install:\n  build:\n    commands:\n      - x\n';
    expect(parse(apply(renderBuildspecPatch(lines), empty)).phases.install).toEqual({
      'runtime-versions': { nodejs: 22 },
    });
  });

  it('adds a variable beside those that there are', () => {
    const lines = [' version: 0.2', '+env:', '+  variables:', '+    CI: "true"'];
    expect(parse(apply(renderBuildspecPatch(lines))).env).toEqual({
      variables: { CI: 'true' },
      'parameter-store': { DB: '/shop/prod/db-pasword' },
    });
  });

  it('says that nothing is to be done where the buildspec says so already', () => {
    const lines = [' version: 0.2', '+env:', '+  parameter-store:', '+    DB: /shop/prod/db-pasword'];
    const buildspec = parseBuildspec(TEXT, { file: 'buildspec.yml', where: 'source' });
    const [step] = anchorPatches([{ title: 'Set DB', patch: renderBuildspecPatch(lines), changes: true }], {
      buildspec,
    });
    expect(step).toEqual({ title: 'Set DB (the buildspec says so already)', changes: false });
  });

  it('corrects a version, and the base directory of the artifacts', () => {
    expect(apply(renderReplacement(['version: 0.2'], ['version: 0.1']))).toMatch(/^version: 0\.1\n# Ours/);
    const lines = [' artifacts:', '+  base-directory: dist'];
    expect(parse(apply(renderBuildspecPatch(lines))).artifacts).toEqual({
      'base-directory': 'dist',
      files: ['**/*'],
    });
  });

  it('writes the near name of a parameter and keeps the comment behind it', () => {
    const buildspec = parseBuildspec(TEXT, { file: 'buildspec.yml', where: 'source' });
    const { patch = '' } = getRenameStep('/shop/prod/db-pasword', '/shop/prod/db-password', {
      facts: {},
      buildspec,
    });
    expect(apply(patch)).toContain('    DB: /shop/prod/db-password   # from the console\n');
    expect(getRenameStep('/shop/prod/db', '/x', { facts: {}, buildspec }).patch).toBeUndefined();
  });

  it('applies to a file without a last newline', () => {
    const text = 'version: 0.2\nphases:\n  build:\n    commands:\n      - npm test';
    expect(apply(insertBefore(['cd app'], 'npm test'), text)).toContain('- cd app\n      - npm test');
  });

  it('stays as it was where the command is not in the buildspec, and for another file', () => {
    const buildspec = parseBuildspec(TEXT, { file: 'buildspec.yml', where: 'source' });
    const steps = [
      { title: 'a', patch: insertBefore(['cd app'], 'mvn package'), changes: true },
      {
        title: 'b',
        patch: '--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1 +1 @@\n-FROM a\n+FROM b\n',
        changes: true,
      },
    ];
    expect(anchorPatches(steps, { buildspec })).toEqual(steps);
  });
});

it('fetches a buildspec that is written in the project, and writes it back', () => {
  const buildspec = parseBuildspec(TEXT, { file: 'buildspec.yml', where: 'project' });
  const build = makeBuild({ source: { type: 'NO_SOURCE', buildspec: TEXT } });
  const step = { title: 'Fix', patch: insertBefore(['cd app'], 'npm ci', build), changes: true };
  const [fetch, patch, write] = anchorPatches([step], { build, buildspec });
  expect(fetch?.command).toBe(
    "aws codebuild batch-get-projects --names shop --query 'projects[0].source.buildspec' --region eu-west-1 --output text > buildspec.yml",
  );
  expect(gitApply(patch?.patch ?? '', TEXT)).toContain('- cd app\n');
  expect(write?.command).toContain("jq -c --rawfile text buildspec.yml '.buildspec = $text'");
  expect(write?.changes).toBe(true);
});
