import { signatures } from '../../diagnostics/index.ts';
import { findFailingPart } from '../../src/diagnose/failing-part.ts';
import { getFindings } from '../../src/diagnose/findings.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import { scanLog } from '../../src/match/scan.ts';
import type { Command, Report } from '../../src/model.ts';
import { troubleshoot } from '../../src/troubleshoot.ts';

const catalogue = compileCatalogue(signatures);

/** The report of a log given as text, as the command line makes it for a file. */
export async function diagnoseText(log: string): Promise<Report> {
  return troubleshoot(undefined, { chunks: [Buffer.from(log)], notes: [] }, { catalogue });
}

/** The ids of all signatures that match anywhere in the log, whatever the ranking makes of them. */
export async function findMatching(log: string): Promise<Set<string>> {
  const { hits, transcript } = await scanLog(catalogue, [Buffer.from(log)]);
  return new Set(getFindings(catalogue, hits, transcript).map((finding) => finding.signature.id));
}

/** The command that failed, where the log shows it. */
export async function findFailedCommand(log: string): Promise<Command | undefined> {
  const { transcript } = await scanLog(catalogue, [Buffer.from(log)]);
  return findFailingPart(transcript).command;
}
