import { describe, expect, it, vi } from 'vitest';
import { findRefusal, type HttpRequest } from '../../src/slack/gate.ts';
import {
  BUILDS,
  type HttpApiEvent,
  SIGNING_SECRET,
  signBlockAction,
  signBody,
  signEvent,
  signPayload,
  signSlashCommand,
  signViewSubmission,
  TEAM,
} from '../sandbox/slack/index.ts';
import { aws, fail, getWhispers, press, read, send, slack, useHandlers } from './slack-fixture.ts';

/** What a request may do, and what it cannot do whatever it says: the claims of docs/security.md. */
useHandlers({
  SLACK_TEAM_ID: TEAM.id,
  FAULTLINE_RETRY: 'on',
  FAULTLINE_RETRY_USERS: 'U0ALICE',
  POWERTOOLS_LOG_LEVEL: 'WARN',
  // So that its lines go over the console, where they can be looked at.
  POWERTOOLS_DEV: 'true',
});

const FORM = 'application/x-www-form-urlencoded';
let asked = 0;
// Each another one: the same again is a replay.
const ask = (options?: object) =>
  signSlashCommand({ command: '/diagnose', text: 'help', triggerId: `${++asked}` }, options);
const withMethod = (method: string): HttpApiEvent => ({
  ...ask(),
  requestContext: { http: { method, path: '/slack/events' }, stage: '$default' },
});
const payload = (change: object) =>
  signPayload({ type: 'block_actions', team: { id: TEAM.id }, user: { id: 'U1' }, actions: [], ...change });
const restarts = () => aws.calls.filter(({ operation }) => operation === 'RetryBuild');

describe('a request that Slack would not send', () => {
  it.each([
    ['of another method', 405, () => withMethod('GET')],
    ['of a megabyte', 413, () => signBody(`text=${'a'.repeat(1_000_000)}`, FORM)],
    ['of another content type', 415, () => signBody('<a/>', 'text/xml')],
    ['of no content type', 415, () => signBody('text=help', '')],
    ['that is no JSON', 400, () => signBody('{"team_id":', 'application/json')],
    ['whose payload is no JSON', 400, () => signBody(`team_id=${TEAM.id}&payload=%7B`, FORM)],
    ['that is a list', 400, () => signBody('[]', 'application/json')],
    ['with numbers for names', 400, () => signBody('{"team_id":7,"type":{}}', 'application/json')],
    ['without a body', 401, () => ({ ...ask(), body: null as unknown as string, isBase64Encoded: false })],
    ['without a signature', 401, () => ({ ...ask(), headers: { 'content-type': FORM } })],
    ['with half a signature', 401, () => ask({ headers: { 'x-slack-signature': 'v0=' } })],
    ['of another version', 401, () => ask({ headers: { 'x-slack-signature': 'v1=00' } })],
    ['without a time', 401, () => ask({ headers: { 'x-slack-request-timestamp': 'soon' } })],
    ['six minutes old', 401, () => ask({ at: Date.now() - 360_000 })],
    ['from six minutes ahead', 401, () => ask({ at: Date.now() + 360_000 })],
    ['of another workspace', 401, () => payload({ team: { id: 'T0OTHER' } })],
    ['of another organization', 401, () => payload({ team: null, enterprise: { id: 'E0OTHER' } })],
    [
      'of a stranger in a shared channel',
      401,
      () => payload({ user: { id: 'U0STRANGER', team_id: 'T0OTHER' } }),
    ],
  ])('gets no further: %s', async (_title, statusCode, make) => {
    const before = [aws.events.length, slack.calls.length];
    expect(await send(make())).toMatchObject({ statusCode, body: '' });
    expect([aws.events.length, slack.calls.length]).toEqual(before);
  });

  it('is told by the log without what it held', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await send(ask({ secret: 'another', headers: { authorization: 'Bearer 1234567890abcdefgh' } }));
    const said = JSON.stringify(warn.mock.calls);
    warn.mockRestore();
    expect(said).toContain('signature');
    expect(said).not.toMatch(/1234567890|diagnose|v0=/);
  });
});

describe('a request that Slack may send', () => {
  it.each([
    ['its form encoded in base64 by API Gateway', () => ask({ base64: true })],
    ['its form as it is', () => ask({ base64: false })],
    [
      'a content type with a charset',
      () => signBody(`team_id=${TEAM.id}&command=%2Fdiagnose&text=help`, `${FORM}; charset=utf-8`),
    ],
    [
      'headers in capitals',
      () => {
        const event = ask();
        const headers = Object.entries(event.headers).map(([name, value]) => [name.toUpperCase(), value]);
        return { ...event, headers: Object.fromEntries(headers) };
      },
    ],
  ])('gets in with %s', async (_title, make) => {
    expect(await send(make())).toMatchObject({ statusCode: 200 });
  });

  it.each([true, false])('gets in whole with letters beyond ASCII, in base64: %s', async (base64) => {
    const challenge = `päß🦊 ${base64}`;
    const event = signBody(JSON.stringify({ type: 'url_verification', challenge }), 'application/json', {
      base64,
    });
    const { statusCode, body } = await send(event);
    expect([statusCode, JSON.parse(body)]).toEqual([200, { challenge }]);
  });

  it('gets in from any workspace of the organization that the app is for', async () => {
    const settings = {
      signingSecret: SIGNING_SECRET,
      isOurs: async (id: string | undefined) => id === 'E0OURS',
      isNew: async () => true,
    };
    const from = (enterprise: string) =>
      payload({ team: { id: 'T0ANY' }, enterprise: { id: enterprise } }) as HttpRequest;
    expect(await findRefusal(from('E0OURS'), settings)).toBeUndefined();
    expect(await findRefusal(from('E0OTHER'), settings)).toBe('workspace');
  });
});

describe('a payload', () => {
  it('names a build that the history does not know: nothing happens', async () => {
    await fail('requirements-not-found');
    const before = restarts().length;
    await press('retry', { blockId: 'api:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e' });
    expect(read(getWhispers())).toContain('does not remember this build');
    expect(restarts()).toHaveLength(before);
  });

  it('names another channel: the restart is told where the failure was', async () => {
    await fail('docker-daemon-unavailable');
    await press('retry', { channel: 'C0GENERAL', value: '{"users":["U0MALLORY"],"project":"other"}' });
    expect(restarts().length).toBeGreaterThan(0);
    const told = slack.messages().filter((message) => read([message]).includes('restarted the build'));
    expect(told.map(({ channel }) => channel)).toEqual([BUILDS]);
  });

  it('gives nobody a right that the settings do not give', async () => {
    await fail('unknown-failure');
    const before = restarts().length;
    await press('retry', { user: 'U0MALLORY', value: 'U0ALICE' });
    expect(read(getWhispers())).toContain('not among those who may restart');
    expect(restarts()).toHaveLength(before);
  });

  it('names a project that is not red: no record of it is made', async () => {
    const before = aws.calls.filter(({ operation }) => /^(?:Put|Update)Item$/.test(operation)).length;
    await send(signBlockAction({ actionId: 'unmute', value: 'no-such-project', blockId: 'b' }));
    const after = aws.calls.filter(({ operation }) => /^(?:Put|Update)Item$/.test(operation)).length;
    // One: that the request itself was seen.
    expect(after - before).toBeLessThanOrEqual(1);
  });

  it.each([3000, 300_000])('names a build by %s letters: nothing happens', async (length) => {
    await fail('bucket-sync-denied');
    const blockId = 'x'.repeat(length);
    expect(await press('right', { blockId })).toMatchObject({ statusCode: 200 });
    expect(read(getWhispers())).toContain('does not remember this build');
  });

  it('submits a modal for a build that the history does not know: it says so', async () => {
    const view = { callback_id: 'wrong', private_metadata: 'x:y', type: 'modal' };
    const values = { cause: { value: { selected_option: { value: 'disk-full' } } } };
    const { body } = await send(signViewSubmission({ view, values }));
    expect(body).toContain('knows neither this build');
  });

  it('has keys of a prototype: it is read like any other', async () => {
    const body = `{"__proto__":{"isCheck":true},"constructor":{},"team_id":"${TEAM.id}","type":"event_callback","event":{"type":"x"}}`;
    expect(await send(signBody(body, 'application/json'))).toMatchObject({ statusCode: 200 });
  });
});

describe('the log', () => {
  const home = () =>
    signEvent({ type: 'app_home_opened', user: 'U0ALICE', channel: 'D0ALICE', tab: 'home', event_ts: '1' });
  const diagnose = () =>
    signSlashCommand({
      command: '/diagnose',
      text: 'project/api',
      responseUrl: slack.createResponseUrl({}),
    });

  it.each([
    ['a request cannot be handed over', 'events', diagnose, ['not taken up']],
    // Bolt has its own words for that one.
    ['a listener fails', 'dynamodb:Query', home, ['not taken up', 'while Bolt processed an event']],
  ])(
    'has no secret that an error repeats, and no line but its own: %s',
    async (_title, call, make, words) => {
      const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const secret = ['ghp_', 'aB3dE5gH7jK9'.repeat(3)].join('');
      const answer = ['T0', 'aB3dE5gH7jK9'.repeat(2)].join('/');
      const signature = '0123456789abcdef'.repeat(4);
      const message = `for https://u:${secret}@x at https://hooks.slack.com/commands/${answer} with v0=${signature}`;
      aws.faults.fail(call, { code: 'InternalException', status: 400, message });
      await send(make());
      const said = await vi.waitFor(() => {
        const all = JSON.stringify(error.mock.calls);
        for (const word of words) expect(all).toContain(word);
        return all;
      });
      const lines = error.mock.calls.map(([line]) => JSON.parse(line));
      error.mockRestore();
      expect(said).toContain('[redacted');
      for (const each of [secret, answer, signature]) expect(said).not.toContain(each);
      expect(lines.filter(({ service }) => service !== 'faultline')).toEqual([]);
    },
  );
});
