import { ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { distance } from 'fastest-levenshtein';
import type { Aws } from '../aws.ts';

const MAX_PAGES = 50;

/** The names of a region's projects; of an account with thousands the first five thousand. Throws what AWS says. */
export async function listProjects({ codebuild }: Aws): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await codebuild.send(new ListProjectsCommand({ nextToken }));
    names.push(...(answer.projects ?? []));
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return names;
}

/** The nearest names, the nearest first: those that hold it, begin alike, or differ by a third of the letters at most. */
export function findNearNames(name: string, names: readonly string[], count: number): string[] {
  const wanted = name.toLowerCase();
  return names
    .map((other) => ({ other, far: getDistance(wanted, other.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.far - b.far || a.other.localeCompare(b.other, 'en'))
    .slice(0, count)
    .map(({ other }) => other);
}

/** A name that holds the other is nearer than its length says. */
function getDistance(wanted: string, other: string): number {
  const far = distance(wanted, other);
  const isPart = wanted.length > 2 && other.length > 2 && (other.includes(wanted) || wanted.includes(other));
  return isPart ? Math.min(far, 2) : far;
}
