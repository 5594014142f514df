import { BatchGetProjectsCommand } from '@aws-sdk/client-codebuild';
import type { Aws } from '../aws.ts';

/** What the tags of a project say about its messages. Text as it stands on the project. */
export interface ProjectTags {
  /** `faultline:channel` */
  channel?: string | undefined;
  /** `faultline:mute` */
  mute?: string | undefined;
}

export type ReadTags = (aws: Aws, project: string) => Promise<ProjectTags>;

const MAX_AGE = 5 * 60_000;
const MAX_KEPT = 2000;

/**
 * Reads tags, and keeps them some minutes. Never throws: where they cannot be read (no permission, throttled), the
 * message goes where it goes without any, and the next one asks again.
 */
export function createTagReader(now: () => Date): ReadTags {
  const kept = new Map<string, { at: number; tags: Promise<ProjectTags> }>();
  return async (aws, project) => {
    const key = `${aws.account ?? ''} ${aws.region} ${project}`;
    const known = kept.get(key);
    if (known && now().getTime() - known.at < MAX_AGE) return known.tags;
    const tags = readTags(aws, project).catch(() => {
      kept.delete(key);
      return {};
    });
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, { at: now().getTime(), tags });
    return tags;
  };
}

async function readTags(aws: Aws, project: string): Promise<ProjectTags> {
  const { projects = [] } = await aws.codebuild.send(new BatchGetProjectsCommand({ names: [project] }));
  const find = (key: string) => projects[0]?.tags?.find((tag) => tag.key === key)?.value;
  return { channel: find('faultline:channel'), mute: find('faultline:mute') };
}
