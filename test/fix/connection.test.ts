import { describe, expect, it } from 'vitest';
import { isLocal, localSteps, remoteSteps } from '../../src/fix/connection.ts';

describe('isLocal', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['::1', true],
    ['10.0.0.1', false],
    [undefined, false],
  ])('of %s is %s', (host, expected) => {
    expect(isLocal(host)).toBe(expected);
  });
});

describe('the steps of a refused connection', () => {
  it('wait for the port of a service that the build starts itself', () => {
    expect(localSteps('5432')[0]?.command).toContain('nc -z 127.0.0.1 5432');
  });

  it('ask a remote host first, then how it is reached', () => {
    const reach = { title: 'reach', changes: false };
    expect(remoteSteps('db.example', '5432', [reach]).at(-1)).toBe(reach);
  });
});
