import { BatchGetBuildsCommand, type CodeBuildClient, ListBuildsCommand } from '@aws-sdk/client-codebuild';
import { paginateListServiceQuotas, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { Build } from '../model.ts';
import { type Check, confirmed, refuted, unknown } from './check.ts';
import { tryReading } from './try-reading.ts';

/** BatchGetBuilds takes this many; what was started before the newest hundred has mostly ended. */
const RECENT = 100;

/** Reads how many builds may run at once on the build's kind of machine, and how many do. */
export const buildQuotaUsed: Check<'build-quota-used'> = {
  permissions: ['servicequotas:ListServiceQuotas', 'codebuild:ListBuilds', 'codebuild:BatchGetBuilds'],
  asks: 'how many builds may run at once, and how many do',
  word: (_question, build) => `Do as many ${nameSize(build)} builds run as this account may run at once?`,
  async ask({ codebuild, quotas }, _question, build) {
    const [quota, running] = await Promise.all([
      findQuota(quotas, build),
      tryReading(countRunning(codebuild, build)),
    ]);
    if (!quota) return unknown(`Not known: Service Quotas has none for ${nameSize(build)}.`);
    const facts = { limit: String(quota.value), ...(quota.code && { quotaCode: quota.code }) };
    if (quota.value === 0)
      return confirmed(`This account may run 0 ${nameSize(build)} builds at once.`, facts);
    if (running.value === undefined)
      return unknown(
        `It may run ${quota.value}; how many do was not read: ${running.lacking ?? 'no answer'}.`,
      );
    const words = `${running.value} run now, ${quota.value} may`;
    return running.value >= quota.value
      ? confirmed(`${words}.`, facts)
      : { ...refuted(`${words}.`, facts), isAside: true };
  },
};

/** `Linux/Small`, as the quotas are called. https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
function nameSize({ computeType = '', image = '' }: Build): string {
  const size = /([^_]+)$/.exec(computeType)?.[1] ?? 'SMALL';
  const words =
    /^\d*X?LARGE$/.test(size) && size !== 'LARGE' ? size.replace('LARGE', 'Large') : capitalise(size);
  const system = /windows/i.test(image) ? 'Windows' : /aarch64|arm/i.test(image) ? 'ARM' : 'Linux';
  return `${system}/${words}`;
}

function capitalise(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}

async function findQuota(
  client: ServiceQuotasClient,
  build: Build,
): Promise<{ value: number; code: string | undefined } | undefined> {
  const name = `Concurrently running builds for ${nameSize(build)} environment`.toLowerCase();
  for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode: 'codebuild' })) {
    const found = Quotas.find((quota) => quota.QuotaName?.toLowerCase() === name);
    if (found?.Value !== undefined) return { value: found.Value, code: found.QuotaCode };
  }
  return undefined;
}

async function countRunning(codebuild: CodeBuildClient, build: Build): Promise<number> {
  const { ids = [] } = await codebuild.send(new ListBuildsCommand({ sortOrder: 'DESCENDING' }));
  if (ids.length === 0) return 0;
  const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: ids.slice(0, RECENT) }));
  return builds.filter(
    ({ buildStatus, environment }) =>
      buildStatus === 'IN_PROGRESS' && environment?.computeType === build.computeType,
  ).length;
}
