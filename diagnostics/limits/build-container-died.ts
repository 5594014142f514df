import { largerComputeStep, updateEnvironmentStep } from '../../src/fix/project.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'build-container-died',
  family: 'limits',
  title: 'The build container died before the build was done',
  patterns: [
    // PROVISIONING's context message, with or without its reason
    /[Bb]uild container found dead before completing the build|BUILD_CONTAINER_(?:DIED|FOUND_DEAD)/,
    /[Bb]uild container (?:died|exited) (?:because|before|unexpectedly)|[Cc]ontainer died before (?:the )?build/,
  ],
  above: ['container-out-of-memory', 'codebuild-internal-error', 'codepipeline-action-failed'],
  explain: ({ build }) =>
    `The container of the build died before CodeBuild could work in it: its image (${build?.image ?? "the project's environment image"}) has no \`sh\`, sets HTTP_PROXY, is not made for this operating system or processor, or it ran out of memory.`,
  fix: ({ build }) => {
    const image = build?.image ?? 'YOUR_IMAGE';
    return [
      {
        title: 'See whether the image starts a shell at all, and which proxy and platform it has',
        command: sh`docker run --rm --entrypoint sh ${image} -c ${'env | grep -i proxy; uname -m'}`,
        changes: false,
      },
      {
        title:
          'In an image of your own: install sh, take HTTP_PROXY and HTTPS_PROXY out, and build it for the environment type of the project (Windows versions must match)',
        changes: false,
      },
      updateEnvironmentStep(
        {
          title: "Or use one of CodeBuild's own images",
          field: 'image',
          value: 'aws/codebuild/standard:7.0',
        },
        build,
      ),
      largerComputeStep(build),
    ];
  },
});
