import { spawnSync } from 'node:child_process';
import { z } from 'zod';

/** What an audit came to. */
export type Audited =
  | { kind: 'clean' }
  | { kind: 'found'; findings: string[] }
  /** The registry, such as a mirror, could not be asked. */
  | { kind: 'not-audited'; why: string };

// npm's report, version 2. https://docs.npmjs.com/cli/v11/commands/npm-audit
const vulnerability = z.looseObject({ name: z.string(), severity: z.string(), range: z.string() });
const report = z.looseObject({ vulnerabilities: z.record(z.string(), vulnerability) });
const refusal = z.looseObject({ message: z.string() });

const SERIOUS = new Set(['high', 'critical']);
const NO_ENDPOINT = /\b(?:404|405|501)\b|endpoint/;

/**
 * Asks the registry whether what is shipped of the package in `folder` has known vulnerabilities of level high or
 * critical. `environment` may name another registry.
 */
export function audit(folder: string, environment: NodeJS.ProcessEnv): Audited {
  const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  const said = parse(stdout);
  const read = report.safeParse(said);
  if (!read.success) return { kind: 'not-audited', why: explain(said, error) };
  const findings = Object.values(read.data.vulnerabilities)
    .filter(({ severity }) => SERIOUS.has(severity))
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
  return findings.length > 0 ? { kind: 'found', findings } : { kind: 'clean' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function explain(said: unknown, error: Error | undefined): string {
  const { data } = refusal.safeParse(said);
  const message = data?.message ?? error?.message ?? 'npm gave no report';
  return NO_ENDPOINT.test(message) ? 'the registry has no audit endpoint' : message;
}
