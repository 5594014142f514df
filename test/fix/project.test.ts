import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  getLargerComputeType,
  largerComputeStep,
  updateEnvironmentStep,
  updateProjectStep,
} from '../../src/fix/project.ts';
import { makeBuild } from './make-build.ts';

const build = makeBuild();

describe('updateEnvironmentStep', () => {
  it('reads the environment, changes one field of it and writes the whole back', () => {
    const { command } = updateEnvironmentStep(
      { title: 'Turn on privileged mode', field: 'privilegedMode', value: true },
      build,
    );

    // An aws that answers the first call and shows the second; a jq that does the one change.
    const script = `aws() { case "$*" in *batch-get-projects*) echo '{"image":"a b"}';; *) printf '%s|' "$@";; esac; }
jq() { printf '%s with %s' "$(cat)" "$2"; }
${command}`;
    const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8' });

    expect(printed.split('|')).toEqual([
      'codebuild',
      'update-project',
      '--name',
      build.project,
      '--environment',
      '{"image":"a b"} with .privilegedMode = true',
      '--region',
      build.region,
      '',
    ]);
  });

  it('leaves placeholders where no build is known', () => {
    const step = updateEnvironmentStep({ title: 'x', field: 'image', value: 'a' }, undefined);
    expect(step.command).toContain('--name YOUR_PROJECT_NAME ');
    expect(step.command).not.toContain('--region');
  });
});

describe('updateProjectStep', () => {
  it('sets options and shows the field that they became', () => {
    const step = updateProjectStep(
      { title: 'x', options: { 'timeout-in-minutes': 120 }, field: 'timeoutInMinutes' },
      build,
    );
    expect(step.command).toBe(
      `aws codebuild update-project --name ${build.project} --timeout-in-minutes 120 --region ${build.region}`,
    );
    expect(step.verify).toContain("'projects[0].timeoutInMinutes'");
  });
});

describe('getLargerComputeType', () => {
  it.each([
    ['BUILD_GENERAL1_SMALL', 'BUILD_GENERAL1_MEDIUM'],
    ['BUILD_GENERAL1_2XLARGE', 'BUILD_GENERAL1_2XLARGE'],
    ['BUILD_LAMBDA_1GB', 'BUILD_GENERAL1_LARGE'],
    [undefined, 'BUILD_GENERAL1_LARGE'],
  ])('gives %s the next larger', (computeType, larger) => {
    expect(getLargerComputeType({ ...build, computeType })).toBe(larger);
    expect(largerComputeStep({ ...build, computeType }).command).toContain(larger);
  });
});
