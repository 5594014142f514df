import { describe, expect, it } from 'vitest';
import { getFingerprint } from '../../src/diagnose/fingerprint.ts';

const session = (id: string) => `arn:aws:sts::111122223333:assumed-role/build/AWSCodeBuild-${id}`;
const lines = (...texts: string[]) => texts.map((text, i) => ({ number: i + 1, text }));

describe('the fingerprint', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    [
      "the session's name",
      { principal: session('0b9c1c3e-7a1f-4c0e-8f0e-0a4f5f3c2b1d') },
      { principal: session('7c783539-19db-436c-aedc-a96642c08f6a') },
    ],
    [
      'the source folder',
      { path: '/codebuild/output/src513/src/app/x.txt' },
      { path: '/codebuild/output/src8842/src/app/x.txt' },
    ],
    ['the line of the file', { path: 'a.ts', line: '3' }, { path: 'a.ts', line: '14' }],
    [
      'the name of the artifact',
      { resource: 'arn:aws:s3:::b/app/SourceArti/PNjKe3z' },
      { resource: 'arn:aws:s3:::b/app/SourceArti/x8fQ2aa' },
    ],
    ['the order of the facts', { path: 'a', action: 'b' }, { action: 'b', path: 'a' }],
  ])('is the same in the next run, whatever %s', (_what, first, second) => {
    expect(getFingerprint('x', first, [])).toBe(getFingerprint('x', second, []));
  });

  it.each<[string, string, Record<string, string>, string, Record<string, string>]>([
    ['another cause', 'x', {}, 'y', {}],
    ['another parameter', 'x', { parameter: '/app/user' }, 'x', { parameter: '/app/password' }],
    ['another action', 'x', { action: 's3:GetObject' }, 'x', { action: 's3:PutObject' }],
  ])('differs for %s', (_what, causeA, a, causeB, b) => {
    expect(getFingerprint(causeA, a, [])).not.toBe(getFingerprint(causeB, b, []));
  });

  it('tells unknown failures apart by their lines, not by times and ids in them', () => {
    const first = getFingerprint('unknown', {}, lines('relcheck: 3 rules broken in 4.2 s, run 9f8e7d6c5b4a'));
    expect(getFingerprint('unknown', {}, lines('relcheck: 7 rules broken in 11.0 s, run 1a2b3c4d5e6f'))).toBe(
      first,
    );
    expect(getFingerprint('unknown', {}, lines('relcheck: cannot read its rules'))).not.toBe(first);
  });
});
