import { afterEach, describe, expect, it } from 'vitest';
import { BOT, fail, openAccount, startWorld, type World } from './world.ts';

const MEMBER = '444455556666';
let world: World | undefined;
afterEach(() => world?.stop());

describe.each([
  {
    partition: 'aws-cn',
    home: 'cn-north-1',
    there: 'cn-northwest-1',
    console: 'https://console.amazonaws.cn/',
  },
  {
    partition: 'aws-us-gov',
    home: 'us-gov-west-1',
    there: 'us-gov-east-1',
    console: 'https://console.amazonaws-us-gov.com/',
  },
])('in $partition', ({ partition, home, there, console }) => {
  it('a build of another account and region is read, checked, linked and fixed there', async () => {
    world = await startWorld(home);
    openAccount(world, MEMBER, there);
    await fail(world, 'parameter-store-access-denied', { account: MEMBER, region: there });
    const text = world.read();
    const assumed = world.aws.calls.filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed.map(({ input }) => input.RoleArn)).toEqual([
      `arn:${partition}:iam::${MEMBER}:role/faultline-reader`,
    ]);
    expect(text).toContain(`${console}codesuite/codebuild/${MEMBER}/projects/flask-app/build/`);
    expect(text).toContain(`${console}cloudwatch/home?region=${there}#logsV2`);
    expect(text).toContain(`arn:${partition}:ssm:${there}:${MEMBER}:parameter/`);
    expect(text).toContain('simulated with the fix');
    expect(text).not.toMatch(/arn:aws:|console\.aws\.amazon\.com/);
    expect(text).not.toContain(BOT);
  });
});
