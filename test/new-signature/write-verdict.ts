import { readFileSync, writeFileSync } from 'node:fs';
import { signatures } from '../../diagnostics/index.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { findRequiredLiterals } from '../../src/match/literals.ts';
import type { Signature } from '../../src/signature.ts';
import { troubleshoot } from '../../src/troubleshoot.ts';
import { mark, parseMarkedLogs, renderMarkedLogs, unmark } from '../diagnostics/marked-log.ts';

const LITERALS = new URL('../../diagnostics/literals.json', import.meta.url);

/**
 * Writes into the logs of a new signature what is found in them, and down what is derived from its patterns. Returns the
 * cause that wins.
 */
export async function writeVerdict(code: string, logs: string): Promise<string> {
  const { default: made } = (await import(code)) as { default: Signature };
  const catalogue = compileCatalogue([made, ...signatures]);
  const sections = parseMarkedLogs(readFileSync(logs, 'utf8'));
  let cause = 'unknown';
  const marked = [];
  for (const section of sections) {
    if (section.kind === 'not') {
      marked.push(section);
      continue;
    }
    const log = unmark(section.marked);
    const report = await troubleshoot(undefined, { chunks: [Buffer.from(log)], notes: [] }, { catalogue });
    cause = report.cause;
    marked.push({ ...section, marked: mark(log, report) });
  }
  writeFileSync(logs, renderMarkedLogs(marked));
  const literals = JSON.parse(readFileSync(LITERALS, 'utf8')) as Record<string, string[]>;
  for (const pattern of made.patterns)
    if (pattern instanceof RegExp) literals[String(pattern)] = findRequiredLiterals(pattern) ?? [];
  writeFileSync(LITERALS, `${JSON.stringify(literals, undefined, 1)}\n`);
  return cause;
}
