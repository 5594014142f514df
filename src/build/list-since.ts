import type { Aws } from '../aws.ts';
import type { Build } from '../model.ts';
import { listBuilds } from './read.ts';

export interface Listed {
  builds: Build[];
  /** Where to go on, when the time was over before `since` was reached. */
  token: string | undefined;
}

/**
 * The builds of a place, the newest first, from the start of the list or from a token: pages until one of which all
 * builds started before `since`, that one included. A page without a build says nothing: its builds were deleted. Stops
 * early where `isLate`. Throws what AWS refuses.
 */
export async function listBuildsSince(
  aws: Aws,
  since: Date,
  { token, isLate }: { token?: string | undefined; isLate: () => boolean },
): Promise<Listed> {
  const found: Build[] = [];
  let next = token;
  do {
    const { builds, nextToken } = await listBuilds(aws, next);
    found.push(...builds);
    const isOver = builds.length > 0 && builds.every((build) => isBefore(build, since));
    next = isOver ? undefined : nextToken;
  } while (next !== undefined && !isLate());
  return { builds: found, token: next };
}

function isBefore({ startedAt }: Build, time: Date): boolean {
  return startedAt !== undefined && startedAt < time;
}
