export interface SourceFile {
  /** From the root of the source, without a slash in front. */
  path: string;
  /** Undefined where the source does not tell. */
  isExecutable?: boolean | undefined;
}

export interface SourceTree {
  files: readonly SourceFile[];
  /** Whether there are more files than were listed. */
  isPartial: boolean;
}

/** The source of the very commit that was built. Its methods throw what AWS's SDK or GitHub's client throws. */
export interface Source {
  /** The permission that a refusal is about. */
  needs: string;
  list(): Promise<SourceTree>;
  /** The content of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** How many commits the second is ahead of the first; undefined where it is not. */
  countCommits?: ((before: string, after: string) => Promise<number | undefined>) | undefined;
}
