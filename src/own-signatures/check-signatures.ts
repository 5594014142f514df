import type { SignaturesSource } from '../config.ts';
import { renderProblem } from './problem.ts';
import { type BuiltIn, type ReadSignatures, readSignatures, tooLarge } from './read-signatures.ts';
import { connectSignatures, readSource, renderSource, type SourceRead } from './source.ts';

export type Checked =
  | { kind: 'good'; count: number; muted: number }
  /** A line each: file, line, column, field, what is wrong and what would be right. */
  | { kind: 'broken'; errors: string[] };

/** Reads a team's signatures now and says what is wrong with them. Never throws. */
export async function checkSignatures(
  source: SignaturesSource,
  builtIn: BuiltIn,
  s3 = connectSignatures(undefined),
): Promise<Checked> {
  const read = await readSource(source, undefined, s3);
  const result = judge(read, builtIn);
  if (result.kind === 'good') return { kind: 'good', count: result.own.length, muted: result.muted.length };
  return { kind: 'broken', errors: listErrors(source, result) };
}

export type Judged = ReadSignatures | { kind: 'unreadable'; why: string };

/** What a source that was read holds. */
export function judge(read: SourceRead, builtIn: BuiltIn): Judged {
  if (read.kind === 'read') return readSignatures(read.text, builtIn);
  if (read.kind === 'too-large') return tooLarge();
  return read.kind === 'same' ? { kind: 'unreadable', why: 'is as it was' } : read;
}

/** A line for each thing that is wrong. */
export function listErrors(source: SignaturesSource, judged: Exclude<Judged, { kind: 'good' }>): string[] {
  const name = renderSource(source);
  if (judged.kind === 'unreadable') return [`${name} ${judged.why}`];
  return judged.problems.map((problem) => renderProblem(name, problem));
}
