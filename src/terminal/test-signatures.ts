import { readFile } from 'node:fs/promises';
import { judgeSignatures, type Verdict } from '../diagnose/verdicts.ts';
import { readFileChunks } from '../log/read-file.ts';
import { unpack } from '../log/unpack.ts';
import { compileCatalogue } from '../match/catalogue.ts';
import { scanLog } from '../match/scan.ts';
import { renderProblem } from '../own-signatures/problem.ts';
import { type BuiltIn, type OwnSignatures, readSignatures } from '../own-signatures/read-signatures.ts';
import { redact } from '../redact.ts';
import { explain } from './diagnose-targets.ts';

/** What a signature came to on one log. */
export interface Tried {
  cause: string;
  /** From the file that is tested. */
  isOwn: boolean;
  verdict: Verdict['kind'] | 'muted' | 'replaced';
  /** Of the log; missing where nothing matches. */
  line?: number;
  /** In words. */
  reason: string;
}

export type LogOutcome =
  | {
      input: string;
      cause: string;
      isOwn: boolean;
      line: number | null;
      confidence: string;
      signatures: Tried[];
    }
  | { input: string; error: { code: string; message: string } };

/** What is wrong with the file, a line each, or the catalogue with it. */
export async function openSignatureFile(
  path: string,
  builtIn: BuiltIn,
): Promise<{ kind: 'broken'; errors: string[] } | ({ kind: 'good' } & OwnSignatures)> {
  const read = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (read instanceof Error) {
    const why = read.code === 'ENOENT' ? 'There is no such file' : read.message;
    return { kind: 'broken', errors: [`${path}: ${why}.`] };
  }
  const known = readSignatures(read, builtIn);
  if (known.kind === 'good') return known;
  return { kind: 'broken', errors: known.problems.map((problem) => renderProblem(path, problem)) };
}

/** Tries a file of signatures on a log, `-` for standard input. Never throws. */
export async function tryOnLog(
  input: string,
  known: OwnSignatures,
  builtIn: BuiltIn,
  stdin: AsyncIterable<Uint8Array>,
): Promise<LogOutcome> {
  try {
    const chunks: Uint8Array[] = [];
    const stream = input === '-' ? stdin : readFileChunks(input);
    for await (const chunk of unpack(stream)) chunks.push(Buffer.from(chunk));
    const judged = judgeSignatures(known.catalogue, await scanLog(known.catalogue, chunks), known.own);
    const [first] = judged;
    const isKnown = first?.verdict.kind === 'wins';
    const tried = judged.map(({ signature, verdict }) => ({
      cause: signature.id,
      isOwn: signature.isOwn === true,
      verdict: verdict.kind,
      ...('line' in verdict && { line: verdict.line }),
      reason: redact(wordVerdict(verdict)),
    }));
    return {
      input,
      cause: isKnown ? first.signature.id : 'unknown',
      isOwn: isKnown && first.signature.isOwn === true,
      line: isKnown && 'line' in first.verdict ? first.verdict.line : null,
      confidence: isKnown && 'confidence' in first.verdict ? first.verdict.confidence : 'low',
      signatures: [...tried, ...(await findSilenced(chunks, known, builtIn))],
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return { input, error: explain(error) };
    return { input, error: { code: 'file-not-found', message: `There is no file ${input}.` } };
  }
}

/** Built-in ones that would have been seen, but that the file mutes or replaces. */
async function findSilenced(
  chunks: readonly Uint8Array[],
  { own, signatures }: OwnSignatures,
  builtIn: BuiltIn,
): Promise<Tried[]> {
  const silent = builtIn.signatures.filter((signature) => !signatures.includes(signature));
  if (silent.length === 0) return [];
  const catalogue = compileCatalogue(silent, builtIn.literals);
  const found = judgeSignatures(catalogue, await scanLog(catalogue, chunks), []);
  return found.map(({ signature: { id }, verdict }) => {
    const isReplaced = own.some((each) => each.id === id);
    return {
      cause: id,
      isOwn: false,
      verdict: isReplaced ? ('replaced' as const) : ('muted' as const),
      ...('line' in verdict && { line: verdict.line }),
      reason: isReplaced ? 'your own of that id replaces it' : 'the file mutes it',
    };
  });
}

/** Why, for people. */
function wordVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'wins':
      return `wins by line ${verdict.line}. Confidence ${verdict.confidence}: ${verdict.reason}`;
    case 'no-match':
      return 'no pattern of it finds a line';
    case 'no-second-line':
      return `line ${verdict.line} matches, but not the line that should stand within ${verdict.within} lines of it`;
    case 'other-phase':
      return `line ${verdict.line} matches, but in the phase ${verdict.phase}`;
    case 'other-command':
      return `line ${verdict.line} matches, but in the output of another command: ${verdict.command}`;
    case 'symptom-elsewhere':
      return `line ${verdict.line} matches, but it only says that something failed, and what printed it went on`;
    case 'after-the-failure':
      return `line ${verdict.line} matches, but was printed after the build had failed`;
    case 'stands-under':
      return `line ${verdict.line} matches, but ${verdict.by} stands above it`;
    case 'ranked-lower':
      return `line ${verdict.line} matches, but comes behind ${verdict.behind} of line ${verdict.behindLine}. ${verdict.reason}`;
  }
}
