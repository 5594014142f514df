import { describe, expect, it } from 'vitest';
import { signatures } from '../diagnostics/index.ts';
import type { Comparison } from '../src/build/what-changed.ts';
import { getRetryVerdict } from '../src/retry-verdict.ts';

const find = (id: string) => signatures.find((signature) => signature.id === id);
const same: Comparison = { green: { id: 'shop:1' }, isSameCommit: true, changes: [] };

describe('whether a retry can help', () => {
  it('is said with a reason by every signature that says so', () => {
    const silent = signatures.filter(({ retryable, retryReason }) => retryable === true && !retryReason);
    expect(silent.map(({ id }) => id)).toEqual([]);
    expect(signatures.filter((s) => s.retryReason && !/^[A-Z].*\.$/.test(s.retryReason))).toEqual([]);
  });

  it('is yes for a server’s error, and no where the server says that a thing is not there', () => {
    const server = find('remote-server-error');
    expect(getRetryVerdict(server, { status: '503' }, undefined)).toMatchObject({ retryable: true });
    expect(getRetryVerdict(server, { status: '404' }, undefined)).toEqual({
      retryable: false,
      retryReason: 'A server that answers 404 does so again.',
    });
    expect(getRetryVerdict(server, { status: '429' }, undefined).retryable).toBe(true);
  });

  it('is no for a connection that the VPC does not let out', () => {
    const facts = { wayOut: 'The subnets have no route out.' };
    expect(getRetryVerdict(find('network-timeout'), facts, undefined).retryable).toBe(false);
  });

  it('is yes for tests and unknown failures of the very commit that was green', () => {
    for (const signature of [undefined, find('tests-failed')])
      expect(getRetryVerdict(signature, {}, same).retryable).toBe(true);
    expect(getRetryVerdict(find('iam-access-denied'), {}, same).retryable).toBe(false);
    const changed = { ...same, changes: [{ what: 'image', before: 'a', after: 'b' }] };
    expect(getRetryVerdict(undefined, {}, changed).retryable).toBe(false);
  });

  it('tells how often it helped before', () => {
    const { retryReason } = getRetryVerdict(find('docker-rate-limited'), {}, undefined, 3);
    expect(retryReason).toMatch(/ A retry alone made this project green 3 times before\.$/);
  });
});
