import { describe, expect, it } from 'vitest';
import { readStorm } from '../sandbox/storm-of-projects.ts';
import { aws, getPublic, read, slack, useHandlers } from './slack-fixture.ts';

useHandlers();

const TEN = new Date(Date.UTC(2026, 10, 20, 10));

const minutesLater = (minutes: number) => new Date(TEN.getTime() + minutes * 60_000);

interface Run {
  project: string;
  number?: number;
  minute?: number;
}

function load(scenario: string, { project, number = 1, minute = 0 }: Run) {
  const startedAt = new Date(Date.UTC(2026, 10, 20, 10, minute));
  return aws.load(scenario, { project, number, startedAt, keep: true });
}

function many(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(i).padStart(2, '0')}`);
}

/** The same order for the same seed, so that a failing test fails again. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  const keyed = items.map((item, i) => ({ item, key: Math.sin(seed + i * 7919) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

const posts = () => slack.calls.filter(({ method, error }) => method === 'chat.postMessage' && !error);

describe('a storm of one cause', () => {
  it('is one message with a list, whatever the order of 50 parallel events', async () => {
    const runs = many(50, 'parallel').map((project) => load('requirements-not-found', { project }));
    await Promise.all(shuffle(runs, 3).map((run) => aws.emit(run)));
    expect(aws.deliveries.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(getPublic()).toHaveLength(1);
    const text = read(getPublic());
    expect(text).toContain('50 projects failed alike');
    expect(text).toContain('parallel-00 #1');
    expect(text).toContain('more');
    expect(text).toContain('cd ');
    expect(slack.messages().flatMap(({ thread }) => thread).length).toBeLessThan(5);
  });

  it('shows each of a few, and counts further failures of one', async () => {
    for (const project of many(3, 'few')) await aws.emit(load('docker-daemon-unavailable', { project }));
    await aws.emit(load('docker-daemon-unavailable', { project: 'few-01', number: 2, minute: 10 }));
    expect(getPublic()).toHaveLength(1);
    expect(read(getPublic())).toContain('3 projects failed alike');
    expect(read(getPublic())).toContain('few-01 #2 · 2nd failure');
  });

  it('does not count repeated events', async () => {
    const runs = many(4, 'again').map((project) => load('ecr-login-denied', { project }));
    await Promise.all([...runs, ...runs].map((run) => aws.emit(run)));
    await aws.redeliver();
    expect(getPublic()).toHaveLength(1);
    expect(read(getPublic())).toContain('4 projects failed alike');
    expect(read(getPublic())).not.toContain('2nd failure');
  });

  it('is one message though each project has its own role and parameter, and says which', async () => {
    const runs = readStorm(30, { startedAt: TEN });
    for (const run of runs) aws.load(run, { keep: true });
    const deliveries = await Promise.all(shuffle(runs, 5).map((run) => aws.emit(run)));
    expect(deliveries.flat().filter(({ error }) => error !== undefined)).toEqual([]);
    expect(getPublic()).toHaveLength(1);
    const text = read(getPublic());
    expect(text).toContain('30 projects failed alike');
    expect(text).toMatch(/• cart-api #7 · cart-api-build-role · \/cart-api_Docker_credentials_username/);
    const [, owner] = /The commands below are those of ([\w-]+)\. Each project has its own/.exec(text) ?? [];
    expect(text).toContain(`aws iam put-role-policy --role-name ${owner}-build-role`);
    const greens = runs.map(({ build }) =>
      load('succeeded-build', { project: build.project, number: 8, minute: 30 }),
    );
    await Promise.all(greens.map((run) => aws.emit(run)));
    const told = getPublic().flatMap(({ thread }) => thread.map((reply) => reply.text));
    expect(told.filter((words) => words.includes('All 30 projects are green again'))).toHaveLength(1);
  });

  it('does not swallow what else a project of it fails of', async () => {
    const [first, second] = readStorm(2, { startedAt: minutesLater(60), number: 9 });
    const [, other] = readStorm(2, {
      startedAt: new Date(TEN.getTime() + 300_000),
      number: 8,
      parameter: 'url',
    });
    if (!first || !second || !other) throw new Error('Too few.');
    for (const run of [first, second, other]) await aws.emit(aws.load(run, { keep: true }));
    expect(getPublic()).toHaveLength(2);
    expect(read(getPublic().slice(1))).toContain(`${other.build.project}_Docker_credentials_url`);
  });

  it('is none where two projects fail of tests that are their own', async () => {
    for (const [i, module] of ['test_cart', 'test_login'].entries()) {
      const run = load('tests-with-report', { project: `tests-${i}` });
      const data = JSON.parse(JSON.stringify(run.build).replaceAll('test_cart', module));
      const record = { ...run.record, data };
      await aws.emit(aws.load({ ...run, build: data, record }, { keep: true }));
    }
    expect(getPublic()).toHaveLength(2);
  });

  it('leaves another cause alone', async () => {
    await aws.emit(load('kubectl-unauthorized', { project: 'alone-1' }));
    await aws.emit(load('other-action-denied', { project: 'alone-2' }));
    expect(getPublic()).toHaveLength(2);
  });

  it('is told once when all of it is green, however the green builds come', async () => {
    const projects = many(8, 'over');
    await Promise.all(projects.map((project) => aws.emit(load('docker-hub-push-denied', { project }))));
    const greens = projects.map((project) => load('succeeded-build', { project, number: 2, minute: 30 }));
    await Promise.all([...greens, ...greens].map((run) => aws.emit(run)));
    await aws.redeliver();
    const thread = getPublic().flatMap((message) => message.thread);
    expect(thread.filter((reply) => reply.text.includes('All 8 projects are green again'))).toHaveLength(1);
    expect(thread.filter((reply) => reply.text.includes('is green again'))).toHaveLength(0);
  });

  it('tells each recovery of a few', async () => {
    const projects = many(2, 'pair');
    for (const project of projects) await aws.emit(load('log-in-s3', { project }));
    for (const project of projects)
      await aws.emit(load('succeeded-build', { project, number: 2, minute: 30 }));
    const thread = getPublic()
      .flatMap((message) => message.thread.map(({ text }) => text))
      .join('\n');
    expect(thread).toContain('pair-00 #2 is green again');
    expect(thread).toContain('All 2 projects are green again');
  });

  it('comes through a time without Slack as one message', async () => {
    slack.faults.down();
    const runs = many(6, 'down').map((project) => load('build-timed-out', { project }));
    await Promise.all(runs.map((run) => aws.emit(run)));
    expect(posts()).toEqual([]);
    slack.faults.up();
    await aws.redeliver();
    expect(getPublic()).toHaveLength(1);
    expect(read(getPublic())).toContain('6 projects failed alike');
  });

  it('is told at once by the next where the first lost its build, or could not go on', async () => {
    const isRenewal = ({ operation, input }: { operation: string; input: object }) =>
      operation === 'UpdateItem' && /"SET leaseUntil = :until"/.test(JSON.stringify(input));
    for (const code of ['ConditionalCheckFailedException', 'ValidationException']) {
      aws.faults.fail(isRenewal, { code, times: 1 });
      const [first, second] = many(2, code.toLowerCase());
      if (!first || !second) throw new Error('Too few.');
      const scenario = code.startsWith('C') ? 'role-not-assumable' : 'connection-pending';
      await aws.emit(load(scenario, { project: first }));
      expect(getPublic()).toEqual([]);
      await aws.emit(load(scenario, { project: second }));
      expect(read(getPublic())).toContain('2 projects failed alike');
      await aws.redeliver();
      expect(getPublic()).toHaveLength(1);
      slack.clear();
    }
  });

  it('begins anew when somebody deleted its message', async () => {
    await aws.emit(load('image-pull-failed', { project: 'deleted-1' }));
    slack.clear();
    await aws.emit(load('image-pull-failed', { project: 'deleted-2' }));
    expect(getPublic()).toHaveLength(1);
    expect(read(getPublic())).not.toContain('failed alike');
    expect(read(getPublic())).toContain('deleted-2');
  });
});

describe('the channel', () => {
  const tag = (key: string, value: string) => (project: string) => {
    const scenario = load('parameter-not-found', { project });
    return { ...scenario, project: { ...scenario.project, tags: { [key]: value } } };
  };

  it.each(['C0GENERAL', 'general', '#general'])('is that of the tag faultline:channel: %s', async (value) => {
    const scenario = tag('faultline:channel', value)(`tagged-${value.replace('#', 'hash')}`);
    await aws.emit(aws.load(scenario, { keep: true }));
    expect(slack.messages('C0GENERAL')).toHaveLength(1);
    expect(getPublic()).toEqual([]);
  });

  it('is the default one where the tag names one that takes no message, which its thread says', async () => {
    const scenario = tag('faultline:channel', 'C0NOWHERE')('tagged-wrongly');
    await aws.emit(aws.load(scenario, { keep: true }));
    expect(getPublic()).toHaveLength(1);
    expect(read(getPublic())).toContain('This was meant for C0NOWHERE');
  });

  it.each([
    ['on', 0],
    ['2999-01-01', 0],
    ['2020-01-01', 1],
    ['off', 1],
  ])('hears nothing of a project with the tag faultline:mute: %s', async (value, count) => {
    const scenario = tag('faultline:mute', value)(`mute-by-${value}`);
    await aws.emit(aws.load(scenario, { keep: true }));
    expect(getPublic()).toHaveLength(count);
  });

  it('is found without the permission to read tags', async () => {
    aws.faults.fail('codebuild:BatchGetProjects', { code: 'AccessDeniedException' });
    await aws.emit(load('kubectl-unauthorized', { project: 'no-tags' }));
    expect(getPublic()).toHaveLength(1);
  });
});
