import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseMarkedLogs, unmark } from '../diagnostics/marked-log.ts';

/** A log with the label that people gave it. */
export interface LabelledLog {
  name: string;
  log: string;
  cause: string;
  accepted: ReadonlySet<string>;
  /** 1-based; a right answer shows at least one of them. */
  decisiveLines: number[];
  fixMustMention: string[];
}

const Label = z.object({
  cause: z.string(),
  also_accept: z.array(z.string()).default([]),
  decisive_lines: z.array(z.number()).default([]),
  fix_must_mention: z.array(z.string()).default([]),
});

/** Reads a folder of folders, each with `build.log` and `case.json`; empty where the folder is not there. */
export function readCorpus(folder: string): LabelledLog[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/case.json`));
  return names.map((name) => {
    const label = Label.parse(JSON.parse(readFileSync(`${folder}/${name}/case.json`, 'utf8')));
    return {
      name,
      log: readFileSync(`${folder}/${name}/build.log`, 'utf8'),
      cause: label.cause,
      accepted: new Set([label.cause, ...label.also_accept]),
      decisiveLines: label.decisive_lines,
      fixMustMention: label.fix_must_mention,
    };
  });
}

/** Reads the marked logs of test/logs that a signature must win. */
export function readOwnLogs(folder: string): LabelledLog[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.log'),
  );
  return files.flatMap((file) => {
    const cause = file.replace(/^.*\//, '').replace(/\.log$/, '');
    const sections = parseMarkedLogs(readFileSync(`${folder}/${file}`, 'utf8')).filter(
      (s) => s.kind === 'wins',
    );
    return sections.map(({ title, marked }) => ({
      name: `${cause}: ${title}`,
      log: unmark(marked),
      cause,
      accepted: new Set([cause]),
      decisiveLines: marked.split('\n').flatMap((line, i) => (line.startsWith('▶ ') ? [i + 1] : [])),
      fixMustMention: [],
    }));
  });
}

/** Puts a log between the lines of others, as long as the others are: line numbers move with it. */
export function bury(labelled: LabelledLog, before: string, after: string): LabelledLog {
  const shift = before.split('\n').length - 1;
  const log = `${before}${labelled.log.replace(/\n?$/, '\n')}${after}`;
  return { ...labelled, log, decisiveLines: labelled.decisiveLines.map((line) => line + shift) };
}
