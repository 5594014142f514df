import { describe, expect, it } from 'vitest';
import { sh } from '../../src/fix/shell.ts';
import { applyFixPatch } from './apply-patch.ts';
import { findCommandFaults, judgeHostile, judgeKnown } from './find-faults.ts';
import { HOSTILE } from './hostile-facts.ts';
import { recordCalls } from './record-calls.ts';

describe('a recorded command', () => {
  it('tells the words of every program, past quotes, pipes and substitutions', () => {
    const [recorded] = recordCalls([`aws a --b "$(jq -r '.c d' e)" | docker login -p - > /tmp/out`]);

    expect(recorded?.calls).toContainEqual(['jq', '-r', '.c d', 'e']);
    expect(recorded?.calls).toContainEqual(['aws', 'a', '--b', 'a value']);
    expect(recorded?.calls).toContainEqual(['docker', 'login', '-p', '-']);
  });

  it('is followed to both sides of && and ||', () => {
    const [recorded] = recordCalls(['git pull && make one || make two; [ -e x ] || make three']);

    expect(recorded?.calls).toEqual(
      expect.arrayContaining([
        ['make', 'one'],
        ['make', 'two'],
        ['make', 'three'],
      ]),
    );
  });

  it('that does not parse says why', () => {
    expect(recordCalls(["echo 'a"])[0]?.syntax).toMatch(/unexpected EOF/);
  });
});

describe('a hostile value', () => {
  it.each(Object.entries(HOSTILE))('that is quoted stays one word: %s', (_, value) => {
    const [recorded] = recordCalls([sh`echo ${value}`]);

    // A program cannot be given a NUL byte.
    expect(recorded?.calls).toEqual([['echo', value.replaceAll('\0', '')]]);
  });

  it.each([
    ['executed', '$(faultline_canary)'],
    ['executed', '`faultline_canary`'],
    ['split', 'a torn_off b'],
    ['smuggled in', '--option=x'],
  ])('that is not quoted is found: %s', (fault, value) => {
    expect(findCommandFaults([`git show ${value}`], judgeHostile).join()).toContain(fault);
  });
});

describe('an aws command', () => {
  it.each([
    ['aws iam get-rule --role-name a', 'is not in test/fix/aws-commands.json'],
    ['aws iam get-role --role a', 'there is no --role'],
    ['aws iam get-role', '--role-name is missing'],
    ['aws iam get-role --role-name a b', '--role-name takes one value'],
    ['aws iam get-role --role-name', '--role-name has no value'],
    ["aws iam get-role --role-name a --query 'Rule.Arn'", 'the answer has Role'],
    ["aws iam get-role --role-name a --query 'Role.['", '--query Role.['],
    ['aws codebuild import-source-credentials --token t --server-type SVN --auth-type OAUTH', 'knows no SVN'],
    ['aws ec2 describe-subnets --filters Nome=a,Values=b', 'knows no Nome'],
    ['aws cloudformation wait stack-eaten --stack-name a', 'wait/stack-eaten is not in'],
    ['aws iam get-role --role-name $(aws sts get-caller-identity)', '--role-name takes one value'],
  ])('that is wrong is found: %s', (command, fault) => {
    expect(findCommandFaults([command], judgeKnown).join()).toContain(fault);
  });

  it.each([
    "aws iam get-role --role-name a --query 'Role.Arn' --output text --region eu-west-1",
    'aws ec2 describe-subnets --filters Name=subnet-id,Values=a,b Name=vpc-id,Values=c',
    'sudo -E aws sts get-caller-identity',
    'aws s3 ls s3://bucket/key --recursive',
  ])('that is right is let through: %s', (command) => {
    expect(findCommandFaults([command], judgeKnown)).toEqual([]);
  });
});

describe('a patch', () => {
  it.each([
    ['no diff at all', 'npm ci', 'no unified diff'],
    ['nothing to hold on to', '--- a/x.yml\n+++ b/x.yml\n@@ -1,0 +1,1 @@\n+a\n', 'only adds lines'],
    ['a wrong count', '--- a/buildspec.yml\n+++ b/buildspec.yml\n@@ -1,3 +1,2 @@\n-a\n+b\n', 'invalid line'],
    [
      'no YAML afterwards',
      '--- a/buildspec.yml\n+++ b/buildspec.yml\n@@ -1,1 +1,1 @@\n-artifacts:\n+phases:\n',
      'must be unique',
    ],
  ])('with %s is refused', (_, patch, reason) => {
    expect(() => applyFixPatch(patch)).toThrow(new RegExp(reason));
  });
});
