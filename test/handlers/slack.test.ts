import { describe, expect, it, vi } from 'vitest';
import { signBody, signPayload, signSlashCommand, TEAM } from '../sandbox/slack/index.ts';
import {
  aws,
  command,
  fail,
  getPublic,
  getWhispers,
  hand,
  press,
  read,
  send,
  slack,
  useHandlers,
} from './slack-fixture.ts';

useHandlers({ SLACK_TEAM_ID: TEAM.id });

const requests = () => aws.events.filter((event) => event['detail-type'] === 'Diagnosis Requested');

describe('/diagnose', () => {
  it.each([
    ['a build id', ({ id }: { id: string }) => id],
    ['an ARN', ({ arn }: { arn: string }) => arn],
    [
      'the address of a console page',
      ({ id, project }: { id: string; project: string }) =>
        `<https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/${project}/build/${encodeURIComponent(id)}/?region=eu-central-1>`,
    ],
    ['the name of a project', ({ project }: { project: string }) => project],
    ['project/NAME', ({ project }: { project: string }) => `project/${project}`],
  ])('answers %s, to the asker alone', async (_title, write) => {
    const { record } = await fail('requirements-not-found');
    slack.clear();
    const text = write({ id: record.id, arn: record.arn, project: record.data.project });
    expect(await send(command(text))).toMatchObject({ statusCode: 200 });
    expect(read(getWhispers())).toContain('cd ');
    expect(getPublic()).toEqual([]);
  });

  it('is acknowledged before the worker has begun, however long that takes', async () => {
    const { record } = await fail('requirements-not-found');
    slack.clear();
    aws.faults.delay(1000, ({ service }) => service === 'logs');
    const acknowledged = await hand(command(record.id));
    expect(acknowledged.body).toContain('Looking at it');
    expect(getWhispers()).toEqual([]);
    await aws.settled();
    expect(read(getWhispers())).toContain('cd ');
  });

  it('takes nothing for the last failure of the channel', async () => {
    await fail('requirements-not-found');
    slack.clear();
    await send(command(''));
    expect(read(getWhispers())).toContain('day14/simple_python_app');
  });

  it('says so where the channel had no failure', async () => {
    await send(command('', { channel: 'C0GENERAL' }));
    expect(read(getWhispers())).toContain('No failure was told in this channel');
  });

  it('offers the names that are near', async () => {
    await fail('requirements-not-found', 'payments-api');
    slack.clear();
    await send(command('paymnts-api'));
    expect(read(getWhispers())).toContain(
      'There is no project paymnts-api in eu-central-1. Did you mean payments-api?',
    );
  });

  it.each([
    ['help', 'the last failure in this channel'],
    ['why did it break <!channel>', 'is neither a build nor a project'],
    ['https://example.com/', 'is neither a build nor a project'],
  ])('answers %s at once', async (text, words) => {
    const before = requests().length;
    const { body } = await send(command(text));
    expect(read(JSON.parse(`[${body}]`))).toContain(words);
    // Literal in blocks, escaped in the text.
    expect(JSON.parse(body).text).not.toContain('<');
    expect(requests()).toHaveLength(before);
  });

  it('says what the matter is with a build that is not there', async () => {
    await send(command('api:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e'));
    expect(read(getWhispers())).toContain('CodeBuild knows no build');
  });

  it('tells the asker when the bus takes nothing', async () => {
    aws.faults.fail('events', { code: 'InternalException', status: 500 });
    expect(await send(command('project/api'))).toMatchObject({ statusCode: 200 });
    expect(read(getWhispers())).toContain('could not take this up');
  });

  it('answers a repeated event of a request once', async () => {
    const { record } = await fail('requirements-not-found');
    slack.clear();
    await send(command(record.id));
    const [event] = requests().slice(-1);
    if (event) await aws.emit(event);
    expect(getWhispers()).toHaveLength(1);
  });

  it('is tried again while Slack is down', async () => {
    const { record } = await fail('requirements-not-found');
    slack.clear();
    slack.faults.fail('response_url', 'internal_error', { status: 500 });
    await send(command(record.id));
    expect(getWhispers()).toEqual([]);
    await aws.redeliver();
    expect(getWhispers()).toHaveLength(1);
  });

  it('posts to nobody but Slack', async () => {
    const elsewhere = 'http://169.254.169.254/x';
    const fetched = vi.spyOn(globalThis, 'fetch');
    const before = requests().length;
    // Without a failure in the channel the function itself answers, else the worker.
    for (const text of ['', 'project/api'])
      await send(
        signSlashCommand({ command: '/diagnose', text, channel: 'C0EMPTY', responseUrl: elsewhere }),
      );
    expect(requests()).toHaveLength(before + 1);
    expect(aws.deliveries.at(-1)?.result).toMatchObject({ why: expect.stringContaining('not_slack') });
    expect(JSON.stringify(fetched.mock.calls)).not.toContain(elsewhere);
    fetched.mockRestore();
  });
});

describe('an answer', () => {
  it('is shared in the channel by its button, and leaves the eyes of the asker', async () => {
    const { record } = await fail('requirements-not-found');
    slack.clear();
    await send(command(record.id));
    await press('share');
    expect(getWhispers()).toEqual([]);
    expect(read(getPublic())).toContain('Shared by <@U0ALICE>');
  });

  it('has more to show', async () => {
    await fail('parameter-store-access-denied');
    await press('more');
    expect(getWhispers().length).toBeGreaterThan(0);
  });
});

describe('a request', () => {
  const refused = async (event: Parameters<typeof send>[0]) => {
    const [events, calls] = [requests().length, slack.calls.length];
    expect(await send(event)).toMatchObject({ statusCode: 401 });
    expect([requests().length, slack.calls.length]).toEqual([events, calls]);
  };
  const say = (options?: object) => signSlashCommand({ command: '/diagnose', text: 'project/api' }, options);

  it('is refused with a signature of another secret', () => refused(say({ secret: 'another' })));
  it('is refused when it is older than five minutes', () => refused(say({ at: Date.now() - 301_000 })));
  it('is refused when its body was changed', () =>
    refused({ ...say({ base64: false }), body: 'text=project%2Fother' }));
  it('is refused without headers', () => refused({ ...say(), headers: {} }));

  it('is refused the second time, however its signature is written', async () => {
    const event = command('help');
    expect(await send(event)).toMatchObject({ statusCode: 200 });
    await refused(event);
    const signature = `${event.headers['x-slack-signature']}=x`;
    await refused({ ...event, headers: { ...event.headers, 'x-slack-signature': signature } });
  });

  it('gets in once when it comes twice at once', async () => {
    const event = command('help');
    const codes = await Promise.all([send(event), send(event)]);
    expect(codes.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
  });

  it.each([
    [
      'a command',
      () => signBody('team_id=T0OTHER&command=%2Fdiagnose&text=help', 'application/x-www-form-urlencoded'),
    ],
    [
      'a press',
      () => signPayload({ type: 'block_actions', team: { id: 'T0OTHER' }, user: { id: 'U1' }, actions: [] }),
    ],
    [
      'an event',
      () =>
        signBody(
          JSON.stringify({ team_id: 'T0OTHER', event: { type: 'app_home_opened' } }),
          'application/json',
        ),
    ],
    ['nobody', () => signBody('command=%2Fdiagnose&text=help', 'application/x-www-form-urlencoded')],
  ])('of another workspace is refused: %s', (_title, make) => refused(make()));

  it('that checks the address is answered', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const answer = await send(signBody(body, 'application/json'));
    expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining('abc') });
  });

  it('asks Slack nothing to know who it is', () => {
    expect(slack.calls.filter(({ method }) => method === 'auth.test')).toEqual([]);
  });
});
