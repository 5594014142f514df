import type { Question } from './checks/questions.ts';
import type { Build, Buildspec, Facts, FixStep, PhaseType } from './model.ts';

/**
 * How much a matching line says by itself.
 * `decisive`: it names the root cause. `likely`: mostly the cause, sometimes the consequence of another.
 * `symptom`: only that something failed; a headline only where nothing better was found.
 */
export type Strength = 'decisive' | 'likely' | 'symptom';

/** A pattern that nobody of ours reviewed: it runs on an engine that takes time that grows with the line only. */
export interface ForeignPattern {
  readonly source: string;
  /** As `findRequiredLiterals` derives them. */
  readonly literals: readonly string[];
  exec(line: string): { groups?: Readonly<Record<string, string | undefined>> | undefined } | null;
  test(line: string): boolean;
}

/** What finds a line. */
export type LinePattern = RegExp | ForeignPattern;

export interface Pattern {
  /** Tried on one cleaned line; named groups become facts. */
  line: LinePattern;
  /** Default: decisive. */
  strength?: Strength;
  /** Another line that must stand within so many lines before or after. Its named groups become facts too. */
  near?: { line: LinePattern; within: number };
  /** The command in whose output the line must stand. Ignored where the log does not say which command ran. */
  command?: LinePattern;
  /** The phases in which it counts. Ignored where the log does not say which phase it is. */
  phases?: readonly PhaseType[];
}

/** What a signature may look at to word its explanation and its fix. All but `facts` may be missing: a bare log has no build. */
export interface Situation {
  facts: Facts;
  /** The facts of every line in the failing command's output in which the signature was seen: more calls refused, more files missing. */
  seen?: readonly Facts[] | undefined;
  build?: Build | undefined;
  phase?: PhaseType | undefined;
  /** The command that failed. */
  command?: string | undefined;
  /** The buildspec, where it was read: its patches then apply to the very file. */
  buildspec?: Buildspec | undefined;
}

/** One known way to fail. See docs/contributing.md for how to write one. */
export interface Signature {
  /** From causes.tsv, and the name of the file. */
  id: string;
  family: string;
  /** Under 80 characters, no full stop, no facts: stands in lists. */
  title: string;
  patterns: readonly (RegExp | Pattern)[];
  /** The symptoms and vaguer signatures that are not the headline while this one is there. */
  above?: readonly string[];
  /** Assertions about the account or the source that would confirm the diagnosis. */
  checks?: (situation: Situation) => Question[];
  /** What broke, in one or two sentences with the facts in it. */
  explain: (situation: Situation) => string;
  /** What an expert would do, in order. The engine appends how to retry. */
  fix: (situation: Situation) => FixStep[];
  /**
   * Left out for what lies in a project's own code. Else a cause outside of the projects, such as a permission or a
   * registry, breaks many at once: failures whose facts of these names are the same are told in one message.
   */
  sharedBy?: readonly string[];
  /** Its line only sums up, as test runners and compilers do: the lines that stand out are shown with it. */
  isSummary?: boolean;
  /** Whether running the same build again can help by itself. */
  retryable?: boolean;
  /** Why it can help, as a sentence. */
  retryReason?: string;
  /** A team's own, from its `signatures.yml`: no page of ours tells of it. */
  isOwn?: boolean;
}

/** Names a signature's type, nothing more: a typing mistake shows in its own file. */
export function defineSignature(signature: Signature): Signature {
  return signature;
}
