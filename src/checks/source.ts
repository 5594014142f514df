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

export type CountCommits = (before: string, after: string) => Promise<number | undefined>;

/** The source of the very commit that was built. Its methods throw what AWS's SDK or GitHub's client throws. */
export interface Source {
  /** The permission that a refusal is about. */
  needs: string;
  list(): Promise<SourceTree>;
  /** The content of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** Asks for the newest commits at once, and returns what counts how many the one built is ahead of another; undefined where it is not. */
  openCommits?: (() => CountCommits) | undefined;
}
