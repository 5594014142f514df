/** Project names have at most 255 characters; an id becomes a key of the table. */
const ARN =
  /^arn:(aws[\w-]{0,20}):codebuild:([a-z0-9-]{1,40}):(\d{12}):build\/(([\w-]{1,255}):[\w-]{1,100})$/;

/** The parts of a build's ARN, `arn:PARTITION:codebuild:REGION:ACCOUNT:build/PROJECT:UUID`; undefined for anything else. */
export function parseBuildArn(
  arn: string,
): { id: string; partition: string; region: string; account: string; project: string } | undefined {
  const [, partition, region, account, id, project] = ARN.exec(arn) ?? [];
  if (!partition || !region || !account || !id || !project) return undefined;
  return { id, partition, region, account, project };
}
