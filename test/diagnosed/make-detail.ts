import type { Diagnosed } from '../../src/diagnosed/schema.ts';

const ARN =
  'arn:aws:codebuild:eu-central-1:111122223333:build/flask-app:0b9c1c3e-7a1f-4c0e-8f0e-0a4f5f3c2b1d';

/** A detail with nothing in it but what is given. */
export function makeDetail(given: Partial<Diagnosed>): Diagnosed {
  return {
    input: ARN,
    build: {
      id: 'flask-app:0b9c1c3e-7a1f-4c0e-8f0e-0a4f5f3c2b1d',
      arn: ARN,
      account: '111122223333',
      region: 'eu-central-1',
      project: 'flask-app',
      status: 'FAILED',
      url: 'https://console.aws.amazon.com/',
    },
    cause: 'unknown',
    family: 'other',
    title: 'Unknown',
    explanation: '',
    confidence: 'low',
    reason: '',
    phase: null,
    command: null,
    exitCode: null,
    evidence: [],
    excerpt: null,
    facts: {},
    checks: [],
    fix: [],
    alternatives: [],
    retryable: false,
    fingerprint: 'f',
    notes: [],
    id: ARN,
    incident: { id: 'i', count: 1, since: '2026-11-24T10:00:00.000Z' },
    told: null,
    trimmed: [],
    ...given,
  };
}
