import type { Build } from '../model.ts';

/** Host of the console by partition. https://docs.aws.amazon.com/general/latest/gr/aws-general.html */
const HOSTS: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};
/** Where a region's console has a host of its own. */
const REGIONAL: ReadonlySet<string> = new Set(['aws', 'aws-eusc']);

/** The console's page of a build. */
export function getBuildUrl({
  partition,
  region,
  account,
  project,
  id,
}: Pick<Build, 'partition' | 'region' | 'account' | 'project' | 'id'>): string {
  const name = encodeURIComponent(project);
  return `https://${getHost(partition, region)}/codesuite/codebuild/${account}/projects/${name}/build/${encodeURIComponent(id)}/?region=${region}`;
}

/** The console's page of a build's log; undefined where it has none. */
export function getLogUrl({ partition, region, log }: Build): string | undefined {
  if (log.kind === 'none') return undefined;
  const host = getHost(partition, region);
  if (log.kind === 's3') {
    return `https://${host}/s3/object/${log.bucket}?region=${region}&prefix=${encodeURIComponent(log.key)}`;
  }
  return `https://${host}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encodeForLogs(log.group)}/log-events/${encodeForLogs(log.stream)}`;
}

function getHost(partition: string, region: string): string {
  const host = HOSTS[partition] ?? HOSTS.aws;
  return REGIONAL.has(partition) ? `${region}.${host}` : `${host}`;
}

/** The console's hash route encodes twice, with $25 for the percent sign of the second time. */
function encodeForLogs(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
}
