import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getMemberSettings, getSweptRegions } from '../../src/config.ts';
import { MemberClosedError } from '../../src/errors.ts';
import { connectMembers } from '../../src/members.ts';
import { getHistoryName } from '../../src/place.ts';
import { BOT, EXTERNAL_ID, openAccount, ROLE, startWorld, type World } from './world.ts';

const HOME = { account: BOT, region: 'eu-central-1' };
const MEMBER = { account: '444455556666', region: 'us-east-1' };
const SETTINGS = getMemberSettings({ FAULTLINE_MEMBER_ROLE: ROLE, FAULTLINE_EXTERNAL_ID: EXTERNAL_ID });
const MINUTE = 60_000;
let world: World;

beforeAll(async () => {
  world = await startWorld(HOME.region);
  openAccount(world, MEMBER.account, MEMBER.region);
});
afterAll(() => world.stop());

const countSessions = () => world.aws.calls.filter(({ operation }) => operation === 'AssumeRole').length;

describe('the credentials of an account', () => {
  it('are shared by all its regions, and taken anew before they end', async () => {
    let now = Date.now();
    const find = connectMembers(SETTINGS, HOME, () => now);
    const before = countSessions();
    await Promise.all([find(MEMBER)?.(), find({ ...MEMBER, region: 'eu-west-1' })?.()]);
    now += 54 * MINUTE;
    await find(MEMBER)?.();
    expect(countSessions() - before).toBe(1);
    now += 2 * MINUTE;
    await find(MEMBER)?.();
    expect(countSessions() - before).toBe(2);
  });

  it('are asked for again a minute after a refusal, and at once after any other failure', async () => {
    let now = Date.now();
    const find = connectMembers(SETTINGS, HOME, () => now);
    const closed = { ...MEMBER, account: '777788889999' };
    await expect(find(closed)?.()).rejects.toThrow(MemberClosedError);
    openAccount(world, closed.account, closed.region);
    await expect(find(closed)?.()).rejects.toThrow(MemberClosedError);
    now += MINUTE;
    expect(await find(closed)?.()).toMatchObject({ accessKeyId: 'ASIA777788889999EXAMPLE' });
    const other = connectMembers(SETTINGS, HOME, () => now);
    world.aws.faults.fail('sts:AssumeRole', { code: 'ServiceUnavailable', status: 503, times: 3 });
    await expect(other(MEMBER)?.()).rejects.not.toThrow(MemberClosedError);
    expect(await other(MEMBER)?.()).toMatchObject({ accessKeyId: 'ASIA444455556666EXAMPLE' });
  });

  it('are not lost to an event that names the account in another partition', async () => {
    const find = connectMembers(SETTINGS, HOME);
    const before = countSessions();
    await find({ ...MEMBER, region: 'cn-north-1' })?.();
    await find(MEMBER)?.();
    const assumed = world.aws.calls.filter(({ operation }) => operation === 'AssumeRole').slice(before);
    expect(assumed.map(({ input }) => input.RoleArn)).toEqual([
      `arn:aws-cn:iam::${MEMBER.account}:role/${ROLE}`,
      `arn:aws:iam::${MEMBER.account}:role/${ROLE}`,
    ]);
  });

  it('say how to open the account in the region that was asked for, whichever was refused first', async () => {
    const find = connectMembers(SETTINGS, HOME);
    for (const region of ['us-east-1', 'eu-west-3']) {
      const error = await find({ account: '888899990000', region })?.().catch((error: unknown) => error);
      expect(error).toBeInstanceOf(MemberClosedError);
      const { steps } = error as MemberClosedError;
      expect(steps.map(({ command }) => /--region (\S+)/.exec(command ?? '')?.[1])).toEqual([region]);
    }
  });

  it('are none of its own account, nor where nobody told which that is', () => {
    expect(connectMembers(SETTINGS, HOME)({ account: BOT, region: 'us-east-1' })).toBeUndefined();
    expect(connectMembers(SETTINGS, { ...HOME, account: undefined })(MEMBER)).toBeUndefined();
  });

  it('are refused without asking where the account is not listed, or no role is set', async () => {
    const before = countSessions();
    const listed = getMemberSettings({ FAULTLINE_MEMBER_ROLE: ROLE, FAULTLINE_ACCOUNTS: '999900001111' });
    await expect(connectMembers(listed, HOME)(MEMBER)?.()).rejects.toThrow('FAULTLINE_ACCOUNTS');
    await expect(connectMembers(getMemberSettings({}), HOME)(MEMBER)?.()).rejects.toThrow(
      'FAULTLINE_MEMBER_ROLE',
    );
    expect(countSessions()).toBe(before);
  });
});

describe('the settings of accounts and regions', () => {
  it.each([
    ['faultline-reader', 'arn:{partition}:iam::{account}:role/faultline-reader'],
    ['role/ci/faultline-reader', 'arn:{partition}:iam::{account}:role/ci/faultline-reader'],
    ['arn:{partition}:iam::{account}:role/x', 'arn:{partition}:iam::{account}:role/x'],
  ])('take the role %s', (given, role) => {
    expect(getMemberSettings({ FAULTLINE_MEMBER_ROLE: given }).role).toBe(role);
  });

  it.each([
    ['FAULTLINE_MEMBER_ROLE', 'arn:aws:iam::444455556666:role/one-account-only'],
    ['FAULTLINE_MEMBER_ROLE', 'a role'],
    ['FAULTLINE_EXTERNAL_ID', '$(id)'],
    ['FAULTLINE_ACCOUNTS', '44445555666'],
    ['FAULTLINE_REGIONS', 'eu-central-1 frankfurt'],
  ])('name what is wrong with %s=%s', (name, value) => {
    expect(() => [getMemberSettings({ [name]: value }), getSweptRegions({ [name]: value })]).toThrow(name);
  });
});

describe('the name that the history keeps a project under', () => {
  it.each([
    ['its own at home, as ever', { account: BOT, region: HOME.region }, 'web'],
    ['with the region elsewhere', { account: BOT, region: 'us-east-1' }, 'us-east-1/web'],
    ['with account and region', MEMBER, '444455556666/us-east-1/web'],
    ['with both in the same region', { ...MEMBER, region: HOME.region }, '444455556666/eu-central-1/web'],
  ])('is %s', (_what, place, name) => {
    expect(getHistoryName('web', place, HOME)).toBe(name);
  });

  it('is its own wherever nobody told where home is', () => {
    expect(getHistoryName('web', MEMBER, { account: undefined, region: undefined })).toBe('web');
  });
});
