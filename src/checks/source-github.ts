import { z } from 'zod';
import type { GitHub } from './github.ts';
import type { Source, SourceTree } from './source.ts';

/** https://docs.github.com/en/rest/git/trees; over 100,000 entries or 7 MB it is cut. */
const Tree = z.looseObject({
  truncated: z.boolean().default(false),
  tree: z.array(z.looseObject({ path: z.string(), mode: z.string(), type: z.string() })),
});
/** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
const Comparison = z.looseObject({ status: z.string(), ahead_by: z.number() });

/** A repository of GitHub, or of an Enterprise server, at a commit, branch or tag; undefined for another location. */
export function openGitHub(github: GitHub, location: string, commit: string): Source | undefined {
  const [, web, ssh, owner, name] =
    /^(?:https?:\/\/(?:[^/@]*@)?([\w.:-]+)\/|git@([\w.-]+):)([\w-][\w.-]*)\/([\w.-]*?[\w-])(?:\.git)?\/?$/.exec(
      location,
    ) ?? [];
  if (!owner || !name || !github.knows(web ?? ssh ?? '')) return undefined;
  const repository = `/repos/${owner}/${name}`;
  const ref = encodeURIComponent(commit.replace(/^refs\/(?:heads|tags)\//, ''));
  return {
    needs: 'FAULTLINE_GITHUB_TOKEN_PARAMETER',
    list: async () => toTree(await github.json(`${repository}/git/trees/${ref}?recursive=1`)),
    read: async (path) =>
      path.split('/').includes('..')
        ? undefined
        : github.text(
            `${repository}/contents/${path.split('/').map(encodeURIComponent).join('/')}?ref=${ref}`,
          ),
    countCommits: (before, after) => countCommits(github, repository, before, after),
  };
}

function toTree(answer: unknown): SourceTree {
  const { tree, truncated } = Tree.parse(answer);
  const files = tree
    .filter(({ type }) => type === 'blob')
    .map(({ path, mode }) => ({ path, isExecutable: mode === '100755' }));
  return { files, isPartial: truncated };
}

/** Undefined where the second does not come after the first: another branch, or history was rewritten. */
async function countCommits(
  github: GitHub,
  repository: string,
  before: string,
  after: string,
): Promise<number | undefined> {
  const range = `${encodeURIComponent(before)}...${encodeURIComponent(after)}`;
  const { status, ahead_by } = Comparison.parse(
    await github.json(`${repository}/compare/${range}?per_page=1`),
  );
  return status === 'ahead' ? ahead_by : undefined;
}
