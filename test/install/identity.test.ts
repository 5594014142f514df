import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifyCaller } from '../../src/install/checks/identity.ts';

/** An STS whose clock can be set, and which can refuse. */
const told = { minutes: 0, refusal: '' };
const server = createServer((_request, response) => {
  response.setHeader('date', new Date(Date.now() + told.minutes * 60_000).toUTCString());
  if (told.refusal) {
    response.statusCode = 403;
    response.end(
      `<ErrorResponse><Error><Code>${told.refusal}</Code><Message>No.</Message></Error></ErrorResponse>`,
    );
  } else
    response.end(
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account><Arn>arn:aws-cn:iam::111122223333:user/alice</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>',
    );
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function ask(minutes: number, refusal = '', credentials?: () => Promise<never>) {
  Object.assign(told, { minutes, refusal });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const known = { accessKeyId: 'local', secretAccessKey: 'local' };
  return identifyCaller(
    new STSClient({ endpoint, region: 'eu-central-1', maxAttempts: 1, credentials: credentials ?? known }),
  );
}

describe('who calls AWS', () => {
  it('is told with account and partition', async () => {
    const { account, partition, findings } = await ask(0);
    expect([account, partition]).toEqual(['111122223333', 'aws-cn']);
    expect(findings.map(({ state }) => state)).toEqual(['fine', 'fine']);
  });

  it.each([
    [20, '20 minutes behind'],
    [-20, '20 minutes ahead'],
  ])('has a clock that is wrong when AWS says %i minutes more', async (minutes, words) => {
    const { findings } = await ask(minutes);
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      state: 'broken',
      detail: expect.stringContaining(words),
    });
  });

  it.each([
    ['ExpiredToken', 'have expired'],
    ['InvalidClientTokenId', 'does not accept'],
    ['SignatureDoesNotMatch', 'does not accept'],
  ])('is refused with %s, and told to sign in', async (code, words) => {
    const { isRefused, findings } = await ask(0, code);
    expect([isRefused, findings[0]?.detail]).toEqual([true, expect.stringContaining(words)]);
  });

  it('has no credentials at all', async () => {
    const none = Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
    const { findings } = await ask(0, '', () => Promise.reject(none));
    expect(findings[0]).toMatchObject({
      state: 'broken',
      detail: expect.stringContaining('no AWS credentials'),
    });
  });

  it('is not known where STS does not work, and is not blamed for it', async () => {
    const { isRefused, findings } = await ask(0, 'ServiceUnavailable');
    expect([isRefused, findings[0]?.state]).toEqual([false, 'unknown']);
  });
});
