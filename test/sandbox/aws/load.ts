import { gzipSync } from 'node:zlib';
import { type Account, arnOf } from './account.ts';
import { toLogEvents } from './agent-log.ts';
import type { Scenario } from './scenario.ts';
import { makeZip } from './zip.ts';

const LONG_AGO = new Date('2026-03-02T10:00:00Z');

/**
 * Puts a scenario into the account. Builds, batches, logs and objects are added to those that are there;
 * roles, parameters and the like are replaced by the scenario's, unless `keep`: then they are added too.
 */
export function loadScenario(account: Account, scenario: Scenario, keep: boolean): void {
  const { record, build } = scenario;
  if (!keep) forget(account);
  account.builds.set(record.id, record);
  account.projects.set(build.project, {
    name: build.project,
    data: build,
    tags: scenario.project.tags,
    updated: {},
  });
  loadLog(account, scenario);
  for (const earlier of scenario.earlierRuns) {
    account.builds.set(earlier.record.id, earlier.record);
    loadLog(account, earlier);
  }
  loadBatch(account, scenario);
  loadFacts(account, scenario);
}

function forget(account: Account): void {
  const { projects, roles, policies, parameters, secrets, repositories, pipelines, code } = account;
  const { keys, networks, connections, quotas, github } = account;
  // Faultline's own parameters belong to no scenario.
  const own = [...parameters].filter(([name]) => name.startsWith('/faultline/'));
  for (const facts of [projects, roles, policies, parameters, secrets, repositories, pipelines, code])
    facts.clear();
  for (const facts of [keys, networks, connections, quotas, github]) facts.clear();
  for (const [name, parameter] of own) parameters.set(name, parameter);
  account.serviceControlPolicies = [];
}

function loadLog(account: Account, { record, build, log }: Pick<Scenario, 'record' | 'build' | 'log'>): void {
  const { logs } = build;
  if (logs.kind === 's3') {
    const body = logs.gzip ? gzipSync(log) : Buffer.from(log);
    const stored = {
      body,
      lastModified: record.endedAt ?? record.startedAt,
      contentType: 'application/x-gzip',
    };
    getBucket(account, logs.bucket).objects.set(`${logs.prefix}/${record.uuid}.gz`, stored);
    return;
  }
  if (logs.kind === 'none') return;
  const group = `/aws/codebuild/${build.project}`;
  const streams = account.logs.get(group) ?? new Map();
  account.logs.set(group, streams);
  // An expired stream is gone; its group stays.
  if (!logs.expired) streams.set(record.uuid, toLogEvents(log, record.startedAt));
}

function loadBatch(account: Account, { record, build, batch }: Scenario): void {
  if (!batch) return;
  const others = batch.others.map(({ identifier, status }) => ({
    identifier,
    status,
    arn: arnOf(
      account,
      'codebuild',
      `build/${build.project}:${record.uuid.slice(0, -4)}${identifier.length}000`,
    ),
  }));
  const failed = [record.status, ...others.map(({ status }) => status)].some(
    (status) => status !== 'SUCCEEDED',
  );
  account.batches.set(batch.id, {
    id: batch.id,
    arn: arnOf(account, 'codebuild', `build-batch/${batch.id}`),
    project: build.project,
    status: failed ? 'FAILED' : 'SUCCEEDED',
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    builds: [...others, { identifier: batch.identifier, status: record.status, arn: record.arn }],
  });
}

function loadFacts(account: Account, { account: facts, build, record }: Scenario): void {
  fill(account.roles, structuredClone(facts.roles));
  fill(account.policies, facts.policies);
  fill(account.secrets, facts.secrets);
  fill(account.keys, facts.keys);
  fill(account.networks, facts.networks);
  fill(account.connections, facts.connections);
  fill(account.quotas, facts.quotas);
  fill(account.repositories, structuredClone(facts.repositories));
  account.serviceControlPolicies.push(...facts.serviceControlPolicies);
  for (const [name, parameter] of Object.entries(facts.parameters)) {
    account.parameters.set(name, { ...parameter, lastModified: LONG_AGO });
  }
  for (const [name, objects] of Object.entries(facts.buckets)) {
    const bucket = getBucket(account, name);
    for (const [key, text] of Object.entries(objects)) {
      bucket.objects.set(key, { body: Buffer.from(text), lastModified: LONG_AGO });
    }
  }
  for (const [name, region] of Object.entries(facts.bucketRegions)) getBucket(account, name).region = region;
  for (const [name, archives] of Object.entries(facts.archives)) {
    for (const [key, files] of Object.entries(archives))
      getBucket(account, name).objects.set(key, { body: makeZip(files), lastModified: LONG_AGO });
  }
  for (const [name, { files, earlierCommits, token }] of Object.entries(facts.github)) {
    const ids = [...earlierCommits, build.resolvedSourceVersion ?? 'HEAD'];
    account.github.set(name, { branch: 'main', token, commits: ids.map((id) => ({ id, files })) });
  }
  for (const [name, pipeline] of Object.entries(facts.pipelines)) {
    account.pipelines.set(name, { ...pipeline, at: record.startedAt, build: record.id });
  }
  for (const [name, files] of Object.entries(facts.code)) {
    const commit = build.resolvedSourceVersion ?? '8d4c1f0b6a3e4c55b7e0d2a9c1f3e5a7b9d0c2e4';
    account.code.set(name, { branch: 'main', commit, files: new Map(Object.entries(files)) });
  }
}

function fill<T>(map: Map<string, T>, values: Record<string, T>): void {
  for (const [name, value] of Object.entries(values)) map.set(name, value);
}

function getBucket(account: Account, name: string) {
  const bucket = account.buckets.get(name) ?? { region: account.region, objects: new Map() };
  account.buckets.set(name, bucket);
  return bucket;
}
