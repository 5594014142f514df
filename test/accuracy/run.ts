import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bury, type LabelledLog, readCorpus, readOwnLogs } from './cases.ts';
import { type Score, score } from './score.ts';

const root = new URL('../../', import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: `${root}../shared/corpus` },
    logchunks: { type: 'string', default: `${root}../shared/logchunks` },
    /** Only labels that begin with one of these words, comma-separated. */
    cause: { type: 'string', default: '' },
    misses: { type: 'boolean', default: false },
  },
});

/** Label -> family, from the list of all causes; the family of logs whose cause is not in it is `none`. */
const families = new Map(readFamilies());
function readFamilies(): [string, string][] {
  const file = `${root}../shared/causes.tsv`;
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .flatMap(([family, cause]) => (family && cause ? [[cause, family]] : []));
}

const wanted = values.cause.split(',').filter((word) => word !== '');
const isWanted = ({ cause }: LabelledLog) =>
  wanted.length === 0 || wanted.some((word) => cause.startsWith(word));
const corpus = readCorpus(values.corpus);
const field = readCorpus(`${root}test/accuracy/field`);
const green = corpus.filter(({ cause }) => cause === 'none');
const healthy = [...green, ...readCorpus(`${root}test/accuracy/healthy`)];
// Other builds' output without their agent's lines: those would be a second build, not a longer one.
const filler = green
  .flatMap(({ log }) => log.split('\n'))
  .filter((line) => !/^\[(?:Container|AWS CodeBuild Plugin)\]/.test(line))
  .join('\n');
const buryAll = (logs: readonly LabelledLog[]) =>
  logs.filter(({ cause }) => cause !== 'none').map((c) => bury(c, `${filler}\n`, filler));

const suites: [string, LabelledLog[]][] = [
  ['test/logs', readOwnLogs(`${root}test/logs`)],
  ['healthy builds', healthy],
  ['field', field],
  ['field, buried', buryAll(field)],
  ['corpus', corpus],
  ['corpus, buried', buryAll(corpus)],
  ['logchunks', readCorpus(values.logchunks)],
];
for (const [name, logs] of suites) {
  const scores: Score[] = [];
  for (const labelled of logs.filter(isWanted)) scores.push(await score(labelled));
  if (scores.length > 0) printSuite(name, scores);
}

function printSuite(name: string, scores: readonly Score[]): void {
  console.log(`\n${name}: ${scores.length} logs`);
  const rows = [...Map.groupBy(scores, (s) => families.get(s.labelled.cause) ?? s.labelled.cause)]
    .sort()
    .map(([family, members]) => [family, summarise(members)]);
  console.table(Object.fromEntries([...rows, ['ALL', summarise(scores)]]));
  if (!values.misses) return;
  for (const { labelled, report, isRight, isFixComplete } of scores) {
    if (!isRight)
      console.log(
        `  ${labelled.name}: ${report.cause} (${report.confidence}), expected ${[...labelled.accepted].join(' or ')}`,
      );
    else if (isFixComplete === false)
      console.log(`  ${labelled.name}: the fix does not mention ${labelled.fixMustMention.join(', ')}`);
  }
}

function summarise(scores: readonly Score[]): Record<string, string> {
  return {
    logs: String(scores.length),
    'right at first': share(scores.map((s) => s.isRight)),
    'in first three': share(scores.map((s) => s.isInFirstThree)),
    'confidently wrong': share(scores.map((s) => s.isConfidentlyWrong)),
    unknown: share(scores.map((s) => s.isUnknown)),
    'line shown': share(scores.map((s) => s.showsDecisiveLine)),
    'fix complete': share(scores.map((s) => s.isFixComplete)),
  };
}

function share(answers: readonly (boolean | undefined)[]): string {
  const known = answers.filter((a) => a !== undefined);
  return known.length === 0 ? '-' : `${((100 * known.filter(Boolean).length) / known.length).toFixed(1)} %`;
}
