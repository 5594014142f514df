/** The parts of a build's ARN, `arn:PARTITION:codebuild:REGION:ACCOUNT:build/PROJECT:UUID`; undefined for anything else. */
export function parseBuildArn(
  arn: string,
): { id: string; partition: string; region: string; account: string; project: string } | undefined {
  const match = /^arn:(aws[\w-]*):codebuild:([a-z0-9-]+):(\d{12}):build\/(([\w-]+):[\w-]+)$/.exec(arn);
  const [, partition, region, account, id, project] = match ?? [];
  if (!partition || !region || !account || !id || !project) return undefined;
  return { id, partition, region, account, project };
}
