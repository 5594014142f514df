import type { GitHubRepository } from '../github.ts';
import type { LogEvent } from './agent-log.ts';
import { type Deployed, emptyDeployed } from './deployed.ts';
import type {
  Batch,
  BuildRecord,
  Key,
  Network,
  Pipeline,
  Policy,
  Project,
  Repository,
  Role,
  Secret,
  StoredParameter,
} from './scenario-schema.ts';

export interface StoredObject {
  body: Buffer;
  lastModified: Date;
  contentType?: string | undefined;
  contentEncoding?: string | undefined;
}

export interface Bucket {
  region: string;
  objects: Map<string, StoredObject>;
}

/** A CodeCommit repository: one commit, its tree as path -> content. */
export interface CodeRepository {
  branch: string;
  commit: string;
  files: ReadonlyMap<string, string>;
}

/** Everything that the local AWS knows. Mutable: the services write to it as AWS would. */
export interface Account {
  id: string;
  region: string;
  builds: Map<string, BuildRecord>;
  batches: Map<string, Batch>;
  /** Group -> stream -> events, oldest first. */
  logs: Map<string, Map<string, LogEvent[]>>;
  buckets: Map<string, Bucket>;
  projects: Map<string, Project>;
  roles: Map<string, Role>;
  policies: Map<string, Policy>;
  serviceControlPolicies: unknown[];
  parameters: Map<string, StoredParameter>;
  secrets: Map<string, Secret>;
  keys: Map<string, Key>;
  networks: Map<string, Network>;
  connections: Map<string, string>;
  /** Service -> name -> value. */
  quotas: Map<string, Record<string, number>>;
  repositories: Map<string, Repository>;
  pipelines: Map<string, Pipeline>;
  code: Map<string, CodeRepository>;
  deployed: Deployed;
  /** `owner/name` -> repository of GitHub, which is no part of the account but of the same world. */
  github: Map<string, GitHubRepository>;
}

/** Takes an account number and region; returns an account with nothing in it. */
export function emptyAccount(id: string, region: string): Account {
  return {
    id,
    region,
    builds: new Map(),
    batches: new Map(),
    logs: new Map(),
    buckets: new Map(),
    projects: new Map(),
    roles: new Map(),
    policies: new Map(),
    serviceControlPolicies: [],
    parameters: new Map(),
    secrets: new Map(),
    keys: new Map(),
    networks: new Map(),
    connections: new Map(),
    quotas: new Map(),
    repositories: new Map(),
    pipelines: new Map(),
    code: new Map(),
    deployed: emptyDeployed(),
    github: new Map(),
  };
}

/** The partition that a region lies in. https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** An ARN in this account and its region. */
export function arnOf(account: Account, service: string, resource: string): string {
  return `arn:${partitionOf(account.region)}:${service}:${account.region}:${account.id}:${resource}`;
}
