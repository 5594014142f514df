/** Project names have at most 255 characters; an id becomes a key of the table, and a region part of the host that is asked. */
const ARN =
  /^arn:(aws[\w-]{0,20}):codebuild:([a-z]{2,4}(?:-[a-z]{1,20}){1,3}-\d{1,2}):(\d{12}):build\/(([\w-]{1,255}):[\w-]{1,100})$/;

/** The parts of a build's ARN, `arn:PARTITION:codebuild:REGION:ACCOUNT:build/PROJECT:UUID`; undefined for anything else. */
export function parseBuildArn(
  arn: string,
): { id: string; partition: string; region: string; account: string; project: string } | undefined {
  const [, partition, region, account, id, project] = ARN.exec(arn) ?? [];
  if (!partition || !region || !account || !id || !project) return undefined;
  return { id, partition, region, account, project };
}
