import fc from 'fast-check';
import { type BuildStatus, PHASES, type Report, type ReportBuild } from '../../src/model.ts';
import { sampleBuild } from './reports.ts';

const FRAGMENTS = [
  '<!channel>',
  '<@U012AB3CD>',
  '<https://evil.example|here>',
  '<!date^1392734382^{date}|x>',
  '@here',
  'https://evil.example/a?b=c&d',
  '*b* _i_ ~s~ `c`',
  '```\n',
  '&&&&',
  '""\\\\',
  '\u202E\u200B\0\x1b[31m',
  ':tada:',
  '\ud800',
  '🧨',
  '\n\n',
  'a'.repeat(80),
];

/** Text as nobody should write it: markup, marks, broken characters, and any length up to a megabyte. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 12 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...FRAGMENTS), fc.integer({ min: 10, max: 2000 }))
    .map(([part, times]) => part.repeat(times)),
);

const maybeText = fc.option(hostileText, { nil: undefined });
const number = fc.nat({ max: 2 ** 40 });
const confidence = fc.constantFrom('high', 'medium', 'low' as const);

const build: fc.Arbitrary<ReportBuild> = fc
  .record({
    id: hostileText,
    project: hostileText,
    number: fc.option(number, { nil: undefined }),
    status: fc.constantFrom<BuildStatus>(
      'SUCCEEDED',
      'FAILED',
      'FAULT',
      'TIMED_OUT',
      'IN_PROGRESS',
      'STOPPED',
    ),
    branch: maybeText,
    commit: maybeText,
    initiator: maybeText,
    durationSeconds: fc.option(number, { nil: undefined }),
    pipeline: fc.option(fc.record({ name: hostileText, stage: maybeText }), { nil: undefined }),
    url: fc.oneof(
      hostileText,
      fc.webUrl(),
      hostileText.map((text) => `https://evil.example/${text}`),
    ),
    logUrl: fc.option(
      fc.oneof(
        hostileText,
        hostileText.map((text) => `https://evil.example/#${text}`),
      ),
      { nil: undefined },
    ),
  })
  .map((given) => sampleBuild(given));

const step = fc.record({
  title: hostileText,
  command: maybeText,
  patch: maybeText,
  verify: maybeText,
  changes: fc.boolean(),
});

/** A report in which every value is hostile. */
export const hostileReport: fc.Arbitrary<Report> = fc.record({
  build: fc.option(build, { nil: null }),
  cause: fc.constantFrom('ssm-access-denied', 'unknown', 'none'),
  family: hostileText,
  title: hostileText,
  explanation: hostileText,
  confidence,
  reason: hostileText,
  phase: fc.constantFrom(...PHASES, null),
  command: fc.option(hostileText, { nil: null }),
  exitCode: fc.option(number, { nil: null }),
  evidence: fc.array(fc.record({ line: number, text: hostileText }), { maxLength: 40 }),
  excerpt: fc.constant(null),
  facts: fc.dictionary(fc.string({ maxLength: 8 }), hostileText, { maxKeys: 6 }),
  checks: fc.array(
    fc.record({
      question: hostileText,
      result: fc.constantFrom('confirmed', 'refuted', 'unknown' as const),
      detail: hostileText,
    }),
    { maxLength: 20 },
  ),
  fix: fc.array(step, { maxLength: 12 }),
  alternatives: fc.array(fc.record({ cause: hostileText, title: hostileText, confidence, line: number }), {
    maxLength: 20,
  }),
  retryable: fc.boolean(),
  retryReason: maybeText,
  changes: fc.option(
    fc.array(fc.record({ what: hostileText, before: hostileText, after: hostileText }), { maxLength: 20 }),
    { nil: undefined },
  ),
  lastGreen: fc.option(fc.record({ id: hostileText, number }), { nil: undefined }),
  fingerprint: hostileText,
  notes: fc.array(hostileText, { maxLength: 20 }),
});
