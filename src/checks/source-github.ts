import * as z from 'zod';
import { countAhead } from './count-ahead.ts';
import type { GitHub } from './github.ts';
import type { CountCommits, Source, SourceTree } from './source.ts';

/** https://docs.github.com/en/rest/git/trees; over 100,000 entries or 7 MB it is cut. */
const Tree = z.looseObject({
  truncated: z.boolean().default(false),
  tree: z.array(z.looseObject({ path: z.string(), mode: z.string(), type: z.string() })),
});
/** https://docs.github.com/en/rest/commits/commits#list-commits */
const Commits = z.array(
  z.looseObject({ sha: z.string(), parents: z.array(z.looseObject({ sha: z.string() })) }),
);
/** As many as are asked for ahead. */
const NEWEST = 30;
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
    openCommits: () => openCommits(github, repository, ref),
  };
}

function toTree(answer: unknown): SourceTree {
  const { tree, truncated } = Tree.parse(answer);
  const files = tree
    .filter(({ type }) => type === 'blob')
    .map(({ path, mode }) => ({ path, isExecutable: mode === '100755' }));
  return { files, isPartial: truncated };
}

/**
 * The newest commits are asked for at once, before it is known which other is compared: they mostly reach back to it.
 * Where they do not, GitHub counts. Undefined where it does not show them.
 */
function openCommits(github: GitHub, repository: string, ref: string): CountCommits {
  const newest = github
    .json(`${repository}/commits?sha=${ref}&per_page=${NEWEST}`)
    .then((answer) => Commits.parse(answer))
    .catch(() => undefined);
  return async (before, after) => {
    const commits = await newest;
    if (!commits) return undefined;
    return countAhead(commits, before, after) ?? countByGitHub(github, repository, before, after);
  };
}

/** Undefined where the second does not come after the first: another branch, or history was rewritten. */
async function countByGitHub(
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
