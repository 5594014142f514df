import type { FailureRecord } from '../../src/history/failure.ts';
import type { BuildPoint } from '../../src/history/project-state.ts';

/** The end of build `number`: they run one after the other, ten minutes each. */
export function endOf(number: number): string {
  return new Date(Date.parse('2026-11-03T10:00:00Z') + number * 600_000).toISOString();
}

export function startOf(number: number): string {
  return endOf(number - 1);
}

/** A failure of build `number` of a project. */
export function failureOf(number: number, given: Partial<FailureRecord> = {}): FailureRecord {
  const project = given.project ?? 'api';
  const buildId = `${project}:${number}`;
  return {
    buildId,
    arn: `arn:aws:codebuild:eu-west-1:111122223333:build/${buildId}`,
    account: '111122223333',
    region: 'eu-west-1',
    project,
    number,
    status: 'FAILED',
    cause: 'npm-failed',
    family: 'node',
    title: 'An npm command failed',
    fingerprint: 'f1',
    confidence: 'medium',
    phase: 'BUILD',
    retryable: false,
    startedAt: startOf(number),
    endedAt: endOf(number),
    durationSeconds: 600,
    url: `https://console.example/${buildId}`,
    ...given,
  };
}

export function greenOf(number: number, project = 'api'): BuildPoint {
  return { build: `${project}:${number}`, number, startedAt: startOf(number), endedAt: endOf(number) };
}

/** Everything that an asynchronous list yields. */
export async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of list) all.push(each);
  return all;
}
