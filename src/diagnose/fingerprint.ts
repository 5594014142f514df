import { createHash } from 'node:crypto';
import type { Facts, Line } from '../model.ts';

/** Facts that change from run to run although the failure is the same. */
const VOLATILE = new Set(['line', 'column', 'time', 'requestId', 'duration', 'count', 'port', 'message']);

/** Whether a fact may be another in the next run of the same failure. */
export function isVolatile(name: string): boolean {
  return VOLATILE.has(name);
}

/**
 * A stable key of a failure: the cause and the facts that do not change from run to run. For an unknown cause
 * the lines shown stand in for the facts. 16 hex digits.
 */
export function getFingerprint(cause: string, facts: Facts, evidence: readonly Line[]): string {
  const stable = Object.entries(facts)
    .filter(([name]) => !isVolatile(name))
    .map(([name, value]) => `${name}=${normalise(value)}`)
    .sort();
  const key = cause === 'unknown' ? evidence.map((line) => normalise(line.text)) : stable;
  return createHash('sha256')
    .update([cause, ...key].join('\n'))
    .digest('hex')
    .slice(0, 16);
}

/** Takes out what differs between two runs of the same failure: ids, times, sizes, temporary paths. */
export function normalise(text: string): string {
  return (
    text
      .replace(/\/codebuild\/output\/(?:src|tmp)\d*(?:\/src)?/g, 'SRC')
      .replace(/AWSCodeBuild-[\w-]+/g, 'SESSION')
      // CodePipeline names every artifact anew: PIPELINE/SourceArti/PNjKe3z
      .replace(/(\/[^/]{1,10})\/[\w-]{7}(?=\.zip|$)/g, '$1/ARTIFACT')
      .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, 'UUID')
      .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,64}\b/gi, 'HEX')
      .replace(/0x[0-9a-f]+/gi, 'HEX')
      .replace(/\d+/g, 'N')
  );
}
