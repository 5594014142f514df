import type { SignaturesSource } from '../config.ts';
import { renderProblem } from './problem.ts';
import { type BuiltIn, type ReadSignatures, readSignatures, tooLarge } from './read-signatures.ts';
import { renderSource, type SourceRead } from './source.ts';

/** What came of a source. */
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
