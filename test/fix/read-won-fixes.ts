import { readFileSync } from 'node:fs';
import type { FixStep } from '../../src/model.ts';
import type { Signature } from '../../src/signature.ts';
import { diagnoseText } from '../diagnostics/diagnose-text.ts';
import { parseMarkedLogs, unmark } from '../diagnostics/marked-log.ts';

/** The steps of the reports on all logs of test/logs that a signature wins. */
export async function readWonFixes({ family, id }: Signature): Promise<FixStep[]> {
  const file = new URL(`../logs/${family}/${id}.log`, import.meta.url);
  const logs = parseMarkedLogs(readFileSync(file, 'utf8')).filter(({ kind }) => kind === 'wins');
  const reports = await Promise.all(logs.map(({ marked }) => diagnoseText(unmark(marked))));
  return reports.flatMap((report) => report.fix);
}
