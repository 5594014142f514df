import type { Aws } from '../aws.ts';
import type { Build } from '../model.ts';
import { listBuilds } from './read.ts';

export interface Listed {
  builds: Build[];
  /** Where to go on, when the time was over before `since` was reached, or AWS refused a later page. */
  token: string | undefined;
  /** What AWS said to that page. */
  refused?: unknown;
}

/**
 * The builds of a place, the newest first, from the start of the list or from a token: pages until one of which all
 * builds started before `since`, that one included. A page without a build says nothing: its builds were deleted. Stops
 * early where `isLate`, and where AWS refuses a page: those before it are not lost. Throws what it says to the first one.
 */
export async function listBuildsSince(
  aws: Aws,
  since: Date,
  { token, isLate }: { token?: string | undefined; isLate: () => boolean },
): Promise<Listed> {
  const found: Build[] = [];
  let next = token;
  do {
    const asked = next;
    const page = await listBuilds(aws, asked).catch((error: unknown) => {
      if (asked === token) throw error;
      return { refused: error };
    });
    if ('refused' in page) return { builds: found, token: asked, ...page };
    const { builds, nextToken } = page;
    found.push(...builds);
    const isOver = builds.length > 0 && builds.every((build) => isBefore(build, since));
    next = isOver ? undefined : nextToken;
  } while (next !== undefined && !isLate());
  return { builds: found, token: next };
}

function isBefore({ startedAt }: Build, time: Date): boolean {
  return startedAt !== undefined && startedAt < time;
}
