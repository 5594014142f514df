import { findRegion } from '../../src/fix/arn.ts';
import { regionOption } from '../../src/fix/project.ts';
import { CONSEQUENCES_OF_REFUSAL } from '../../src/fix/refused.ts';
import { findObject } from '../../src/fix/s3-access.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 's3-wrong-region',
  family: 'iam',
  title: 'The S3 bucket is in another region',
  patterns: [
    // S3 itself, through every tool; the agent says it of the source's bucket.
    /bucket you are attempting to access must be addressed using the specified endpoint|\bPermanentRedirect\b/,
    /the region '[\w-]+' is wrong; expecting '(?<region>[\w-]+)'/,
    /incorrect region, the bucket is not in '[\w-]+' region(?:.{0,200}bucket is in '(?<region>[\w-]+)')?|BucketRegionError/,
    /\(301\) when calling the (?:Head|Get|List)\w+ operation: Moved Permanently/,
    /[Tt]he bucket is in this region: (?<region>[\w-]+)\. Please use this region/,
    /requested bucket from "[\w-]+", actual location "(?<region>[\w-]+)"/,
    /IllegalLocationConstraintException/,
    // The agent, of the artifacts' bucket.
    /Failed to upload artifacts: Invalid arn|\bUPLOAD_ARTIFACTS\b.{0,80}[Ii]nvalid arn/,
    /[Dd]eployment bucket is not in the same region|bucket (?<bucket>[\w.-]+) is (?:located )?in (?:a different|another) region/,
  ],
  above: ['resource-not-found', 's3-access-denied', 'source-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  checks: (situation) => {
    const bucket = findObject(situation.facts)?.bucket ?? findBucket(situation);
    return bucket ? [{ kind: 'bucket-elsewhere', bucket }] : [];
  },
  explain: (situation) => {
    const { facts, build } = situation;
    const bucket = findObject(facts)?.bucket ?? findBucket(situation);
    const where = facts.region ? `is in ${facts.region}` : 'is in another region than the one that is asked';
    const here = findRegion(build);
    return `${bucket ? `The bucket ${bucket}` : 'The S3 bucket'} ${where}${here ? `; the build runs in ${here}` : ''}.`;
  },
  fix: (situation) => {
    const { facts, build, command, phase } = situation;
    const bucket = findObject(facts)?.bucket ?? findBucket(situation) ?? placeholder('bucket');
    const region = facts.region ?? placeholder('bucket_region');
    const isOfCodeBuild = !command && (phase === 'DOWNLOAD_SOURCE' || phase === 'UPLOAD_ARTIFACTS');
    const look = {
      title: 'See where the bucket is (null means us-east-1)',
      command: sh`aws s3api get-bucket-location --bucket ${bucket} --query LocationConstraint --output text${regionOption(build)}`,
      changes: false,
    };
    const project = build?.project ?? placeholder('project');
    const here = findRegion(build) ?? placeholder('region');
    const ofProject = {
      title: `CodeBuild takes source and artifacts only from buckets of its own region: use a bucket in ${here}, or build in the region of the bucket`,
      command: sh`aws codebuild batch-get-projects --names ${project} --region ${here} --query ${'projects[0].[source,artifacts]'}`,
      changes: false,
    };
    const ofCommand = {
      title: 'Name the region of the bucket in the command',
      command: sh`aws s3 ls ${`s3://${bucket}`} --region ${region}`,
      changes: false,
    };
    return [...(facts.region ? [] : [look]), ...(isOfCodeBuild ? [ofProject] : [ofCommand, ofProject])];
  },
});

function findBucket({ command, build }: Situation): string | undefined {
  return (
    /s3:\/\/([\w.-]+)/.exec(command ?? '')?.[1] ??
    (build?.source?.type === 'S3' ? build.source.location?.split('/')[0] : undefined)
  );
}
