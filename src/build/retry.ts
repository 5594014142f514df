import { createHash } from 'node:crypto';
import { type CodeBuildClient, RetryBuildCommand } from '@aws-sdk/client-codebuild';
import { getBuildUrl } from './console-url.ts';
import { fromAwsBuild } from './from-aws.ts';

/**
 * Runs a build again: the only write to CodeBuild. The token is the build's own, so that AWS itself starts one build
 * for two calls. Throws what AWS says.
 */
export async function retryBuild(
  codebuild: CodeBuildClient,
  { buildId, url }: { buildId: string; url: string },
): Promise<{ number?: number | undefined; url: string }> {
  const idempotencyToken = createHash('sha256').update(buildId).digest('hex');
  const { build } = await codebuild.send(new RetryBuildCommand({ id: buildId, idempotencyToken }));
  const started = build && fromAwsBuild(build);
  return { number: started?.number, url: started ? getBuildUrl(started) : url };
}
