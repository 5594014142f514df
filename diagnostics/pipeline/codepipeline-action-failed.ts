import {
  getActionRoleSteps,
  getArtifactBucketSteps,
  getArtifactStep,
  getLookStep,
  getReleaseSteps,
  getStartBuildSteps,
  getStartSteps,
} from '../../src/fix/pipeline-steps.ts';
import { CONSEQUENCES_OF_REFUSAL } from '../../src/fix/refused.ts';
import { findObject } from '../../src/fix/s3-access.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'codepipeline-action-failed',
  family: 'pipeline',
  title: 'A CodePipeline action around the build failed',
  patterns: [
    // The agent fetches the input artifact of the action: the object is gone.
    /(?<code>NoSuchKey): .{0,300}for (?:primary|secondary) source.{0,80}source version arn:aws[\w-]*:s3:::(?<path>[^\s"]+)/,
    {
      line: /(?<code>NoSuchKey): The specified key does not exist/,
      near: {
        line: /^Waiting for DOWNLOAD_SOURCE|for primary source and source version arn:aws[\w-]*:s3:::(?<path>[^\s"]+)/,
        within: 3,
      },
    },
    { line: /CLIENT_ERROR(?: Message)?: (?<code>NoSuchKey)/, phases: ['DOWNLOAD_SOURCE'] },
    // CodePipeline, of its artifact bucket and of the role of an action.
    /Unable to access the artifact with Amazon S3 object key '(?<key>[^']+)' located in the Amazon S3 artifact bucket '(?<bucket>[^']+)'/,
    /required to access the Amazon S3 bucket named (?<bucket>[\w.-]*\w)/,
    /provided role does not have (?:sufficient )?permissions? to (?:perform|access) (?:this action|(?:the )?[A-Z][\w ]+)/,
    // The console, of a build that only its pipeline may start.
    /ArtifactsOverride must be set when using artifacts type (?<state>CodePipeline)s?/,
    /either the artifact or the Amazon S3 bucket (?<state>could not be found)(?:.{0,60}bucket: (?<bucket>[\w.-]*\w))?/,
    /permission to GetObject for (?<path>[\w.-]*codepipeline[^\s]*?)\. S3 Error/,
    /You do not have sufficient permissions to call s3\.(?<operation>\w+) for the deployment bucket/,
    /(?<principal>arn:\S+) is not authorized to perform AssumeRole on role (?<role>arn:[^\s"]+)/,
    /Error calling (?<operation>startBuild)(?:Batch)?: (?:User: (?<principal>arn:\S+) is not authorized to perform: (?<action>\S+) on resource: (?<resource>arn:\S+))?(?!Cannot have more than|Project cannot be found|.*(?:Throttl|[Ll]imit))/,
    /This object may have been deleted or is not an object in this (?<state>bucket or your account)/,
    // An input artifact without the file that the action names: CloudFormation, ECS, AppConfig.
    /File \[(?<file>[^\]]+)\] does not exist in artifact \[(?<artifact>[^\]]+)\]/,
    /[Dd]id not find the image definition file (?<file>\S+) in the input artifacts? ZIP file/,
    /image definition file (?<file>\S+) contents invalid JSON format/,
    // The whole of what is pasted from the console, without the reason.
    {
      line: /Could not (?:access the (?:CodeCommit|GitHub) repository|fetch the contents of the repository)/,
      strength: 'likely',
    },
  ],
  above: [
    'file-missing',
    'iam-access-denied',
    'resource-not-found',
    's3-access-denied',
    'source-access-denied',
    'source-ref-not-found',
    ...CONSEQUENCES_OF_REFUSAL,
  ],
  explain: (situation) => {
    const { facts, build } = situation;
    const action = build?.pipeline
      ? `An action of the pipeline ${build.pipeline.name}`
      : 'An action of the pipeline';
    const bucket = findObject(facts)?.bucket;
    if (facts.file)
      return `${action} does not find ${facts.file} in its input artifact${facts.artifact ? ` ${facts.artifact}` : ''}: the build before it does not put it there, or under another path.`;
    if (facts.role) return `The pipeline may not assume ${facts.role}, the role of its action.`;
    if (facts.state === 'CodePipeline')
      return 'The project takes its source and its artifacts from a pipeline: it cannot be started by itself, only by the pipeline.';
    if (facts.operation === 'startBuild')
      return `The pipeline could not start the build: ${facts.action ?? 'the call'} was refused.`;
    if (isRefused(situation))
      return `${action} may not read or write the artifact in the bucket ${bucket ?? 'of the pipeline'}: the role of the action, in another account also bucket policy and KMS key, must allow it.`;
    return `${action} asks for an artifact that is no longer in the bucket${bucket ? ` ${bucket}` : ''}: a retry takes the artifacts of the old execution.`;
  },
  fix: (situation) => {
    const { facts } = situation;
    if (facts.file) return [getLookStep(situation), getArtifactStep(facts.file)];
    if (facts.role) return getActionRoleSteps(situation);
    if (facts.state === 'CodePipeline') return getStartSteps(situation);
    if (facts.operation === 'startBuild') return getStartBuildSteps(situation);
    return isRefused(situation) ? getArtifactBucketSteps(situation) : getReleaseSteps(situation);
  },
});

function isRefused({ facts }: Situation): boolean {
  return facts.code !== 'NoSuchKey' && facts.state === undefined;
}
