import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readDeployedPolicy } from '../sandbox/aws/serverless-file.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const Statement = z.object({
  Sid: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
});

/** Statements for a function whose file has yet to come: what they grant is not used until then. */
const OF_FUNCTION: Readonly<Record<string, string | undefined>> = {
  RetryBuilds: 'handlers/slack.ts',
  SendEvents: 'handlers/slack.ts',
};

export const PLACE = { account: '111122223333', region: 'eu-central-1', table: 'faultline' };

/** The statements of the role in serverless.yml: id and actions. */
export function listGrants(): { sid: string; actions: string[] }[] {
  const { Statement: statements } = z
    .object({ Statement: z.array(Statement) })
    .parse(readDeployedPolicy(PLACE));
  return statements.map(({ Sid, Action }) => ({ sid: Sid, actions: Action }));
}

/** All actions that the role grants to functions that are there. */
export function listGrantedActions(): string[] {
  const grants = listGrants().filter(({ sid }) => existsSync(join(ROOT, OF_FUNCTION[sid] ?? '.')));
  return [...new Set(grants.flatMap(({ actions }) => actions))].sort();
}
