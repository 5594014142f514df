import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BUILDS } from '../sandbox/slack/index.ts';
import { ask, BOT, fail, openAccount, startWorld, type World } from './world.ts';

const HOME = 'eu-central-1';
const MEMBER = '444455556666';
const CLOSED = '777788889999';
let world: World;

beforeAll(async () => {
  world = await startWorld(HOME);
  openAccount(world, MEMBER, 'us-east-1');
});
afterAll(() => world.stop());
beforeEach(() => {
  world.slack.clear();
  world.aws.calls.length = 0;
});

const callsOf = (service: string) => world.aws.calls.filter((call) => call.service === service);
const operations = (service: string) => callsOf(service).map(({ operation }) => operation);
const commands = () => [...world.read().matchAll(/aws [a-z-]+ [a-z-]+ [^"\\]*/g)].map(([text]) => text);

describe('a build of another account', () => {
  it('is read, checked and told with the role there, in its own region', async () => {
    await fail(world, 'parameter-store-access-denied', { account: MEMBER, region: 'us-east-1' });
    const text = world.read();
    expect(text).toContain(`${MEMBER}, us-east-1`);
    expect(text).toContain('aws iam put-role-policy');
    expect(text).toContain(`arn:aws:ssm:us-east-1:${MEMBER}:parameter`);
    expect(text).toContain('IAM allows it');
    const asked = [...callsOf('codebuild'), ...callsOf('logs'), ...callsOf('iam')];
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set([`ASIA${MEMBER}EXAMPLE`]));
    expect(new Set(callsOf('logs').map(({ region }) => region))).toEqual(new Set(['us-east-1']));
    expect(commands().filter((text) => text.includes(HOME) || text.includes(BOT))).toEqual([]);
  });

  it('takes one session for all clients, and none for the next build', async () => {
    await fail(
      world,
      'requirements-not-found',
      { account: MEMBER, region: 'us-east-1' },
      { project: 'next' },
    );
    expect(operations('sts')).toEqual([]);
    expect(world.slack.messages(BUILDS)).toHaveLength(1);
  });

  it('has no button that would start it again: the role there only reads', async () => {
    await fail(
      world,
      'requirements-not-found',
      { account: MEMBER, region: 'us-east-1' },
      { project: 'calm' },
    );
    expect(world.read()).not.toContain('"retry"');
  });

  it('is another incident than a build of the same name at home, each of which is told to be over', async () => {
    const at = (minute: number, number: number) => ({
      project: 'twin',
      number,
      startedAt: new Date(Date.UTC(2026, 10, 20, 10, minute)),
    });
    const there = { account: MEMBER, region: 'us-east-1' };
    await fail(world, 'unknown-failure', {}, at(0, 1));
    await fail(world, 'docker-daemon-unavailable', there, at(1, 1));
    expect(world.slack.messages(BUILDS)).toHaveLength(2);
    await fail(world, 'succeeded-build', {}, at(20, 2));
    const threads = () => world.slack.messages(BUILDS).map(({ thread }) => JSON.stringify(thread));
    expect(threads().filter((text) => text.includes('green again'))).toHaveLength(1);
    await fail(world, 'succeeded-build', there, at(30, 2));
    expect(threads().filter((text) => text.includes('green again'))).toHaveLength(2);
    expect(world.read()).toContain(`${MEMBER}/us-east-1/twin`);
  });
});

describe('a build of another region of its own account', () => {
  it('is read there, without a role', async () => {
    await fail(world, 'parameter-store-access-denied', { region: 'us-west-2' });
    expect(world.read()).toContain('us-west-2');
    expect(world.read()).toContain('aws iam put-role-policy');
    expect(operations('sts')).toEqual([]);
    expect(new Set(callsOf('logs').map(({ region }) => region))).toEqual(new Set(['us-west-2']));
  });
});

describe('a build of an account that is not open', () => {
  it('is told with what the event says and the command that opens it, and is not tried again', async () => {
    const scenario = await fail(
      world,
      'parameter-store-access-denied',
      { account: CLOSED, region: 'eu-west-1' },
      { project: 'closed' },
    );
    const text = world.read();
    expect(text).toContain(`Account ${CLOSED} is not open to Faultline`);
    expect(text).toContain(
      'aws cloudformation deploy --template-file docs/examples/member-account.template.yml',
    );
    expect(text).toContain(`BotAccount=${BOT} BotRegion=${HOME}`);
    expect(text).toContain('--region eu-west-1');
    expect(text).toContain(`diagnose ${scenario.record.arn}`);
    // The event's own phases say it.
    expect(text).toContain('ssm:GetParameters');
    expect(operations('codebuild')).toEqual([]);
    expect(await world.aws.redeliver()).toEqual([]);
    await world.aws.emit(scenario);
    expect(world.slack.messages(BUILDS)).toHaveLength(1);
  });

  it('is told how to open it where its role asks for another external id', async () => {
    openAccount(world, '333344445555', 'eu-west-1', 'of-somebody-else');
    await fail(
      world,
      'requirements-not-found',
      { account: '333344445555', region: 'eu-west-1' },
      { project: 'refused' },
    );
    expect(world.read()).toContain('does not trust Faultline with this external id');
    expect(world.read()).toContain('ExternalId=one-of-our-own');
  });

  it('costs one call a minute, however many of its builds fail', async () => {
    for (const project of ['closed-1', 'closed-2'])
      await fail(world, 'requirements-not-found', { account: CLOSED, region: 'eu-west-1' }, { project });
    expect(callsOf('sts').length).toBeLessThanOrEqual(1);
  });
});

describe('/diagnose', () => {
  it.each([
    ['an ARN', (arn: string) => arn],
    ['the name that messages call the project', () => `project/${MEMBER}/us-east-1/asked`],
  ])('takes %s of another account', async (_what, getTarget) => {
    const { record } = world.aws.load('parameter-store-access-denied', {
      account: MEMBER,
      region: 'us-east-1',
      project: 'asked',
      keep: true,
    });
    await ask(world, getTarget(record.arn));
    const text = JSON.stringify(world.slack.messages());
    expect(text).toContain(`${MEMBER}, us-east-1`);
    expect(text).toContain('simulated with the fix');
  });

  it('says how an account is opened that is not', async () => {
    await ask(world, `project/${CLOSED}/eu-west-1/asked`);
    expect(JSON.stringify(world.slack.messages())).toContain(`Account ${CLOSED} is not open to Faultline`);
    expect(JSON.stringify(world.slack.messages())).toContain('aws cloudformation deploy');
  });
});
