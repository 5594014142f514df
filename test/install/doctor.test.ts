import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/install/finding.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { breakages, deployed, stack } from './breakages.ts';
import { STACK } from './deploy.ts';
import { aws, examine, slack, useInstallation } from './installed.ts';

useInstallation();

function listBroken(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ state }) => state === 'broken');
}

/** What a person reads of a finding and its fix. */
function read(finding: Finding | undefined): string {
  const fix = finding?.state === 'broken' ? finding.fix : [];
  return [finding?.detail, ...fix.flatMap(({ title, command }) => [title, command])].join('\n');
}

describe('doctor', () => {
  it('finds a whole installation fine, and says so of each part', async () => {
    aws.faults.clear();
    const findings = await examine();
    expect(findings.filter(({ state }) => state !== 'fine')).toEqual([]);
    expect(findings.length).toBeGreaterThan(25);
    expect(slack.messages()).toEqual([]);
    expect(slack.scheduled).toEqual([]);
  });

  it('finds the stack of plain CloudFormation, and deploys it in its way', async () => {
    const { stacks } = deployed();
    stacks.set('faultline', stack());
    stacks.delete(STACK);
    slack.changeChannel(BUILDS, { isMember: false });
    const findings = await examine();
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'stack', about: 'faultline', state: 'fine' }),
    );
    const [channel] = listBroken(findings);
    expect(read(channel)).toContain(
      'aws cloudformation deploy --template-file .build/faultline.packaged.yml --stack-name faultline',
    );
    expect(read(channel)).toContain('--parameter-overrides Channel=YOUR_CHANNEL_ID');
  });

  it.each(breakages)('says how to repair it when $what, and blames nothing else', async (breakage) => {
    breakage.break();
    if (breakage.check === 'role') aws.faults.clear();
    const broken = listBroken(await examine());
    expect(broken.map(({ check }) => check)).toEqual([breakage.check]);
    for (const words of breakage.says) expect(read(broken[0])).toContain(words);
  });
});
