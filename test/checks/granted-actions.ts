import { z } from 'zod';
import { readDeployedPolicy } from '../sandbox/aws/serverless-file.ts';

const Statement = z.object({
  Sid: z.string(),
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
  Resource: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
});

export const PLACE = { account: '111122223333', region: 'eu-central-1', table: 'faultline' };

/** With all that can be switched on. */
const EVERYTHING = {
  retryBuilds: 'on',
  kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/0d1f5a2e-8c2b-4a7e-9d7c-1f2e3d4c5b6a',
  vpcSubnets: 'subnet-0aa11bb22cc33dd44',
  vpcSecurityGroups: 'sg-0aa11bb22cc33dd44',
  gitHubTokenParameter: '/faultline/github-token',
  readableObjects: 'arn:aws:s3:::flask-app-build-logs/*',
  signatures: 's3://flask-app-signatures/signatures.yml',
  memberRole: 'faultline-reader',
  externalIdParameter: '/faultline/external-id',
};

export interface Grant {
  sid: string;
  actions: string[];
  resources: string[];
  /** Of the deployment with nothing set but the channel. */
  isByDefault: boolean;
}

/** What a role of the deployment may do with everything switched on; of all functions together without one. */
export function listGrants(role?: string): Grant[] {
  const read = (params: Record<string, string>) =>
    z.object({ Statement: z.array(Statement) }).parse(readDeployedPolicy(PLACE, params, role)).Statement;
  const byDefault = new Set(read({}).flatMap(({ Sid, Effect }) => (Effect === 'Allow' ? [Sid] : [])));
  return read(EVERYTHING).map(({ Sid, Action, Resource }) => ({
    sid: Sid,
    actions: Action,
    resources: Resource,
    isByDefault: byDefault.has(Sid),
  }));
}

/** Statements that Lambda uses, not the code: logs, the queue, the network, the key; and the Scheduler's. */
const OF_LAMBDA = /^(?:WriteOwnLogs|ReadRetryQueue|JoinVpc|UseOwnKey|InvokeOnSchedule)$/;

/** All actions that a function's own code may do; of all functions together without a role. */
export function listGrantedActions(role?: string): string[] {
  const grants = listGrants(role).filter(({ sid }) => !OF_LAMBDA.test(sid));
  return [...new Set(grants.flatMap(({ actions }) => actions))].sort();
}
