import { replaceCommand } from '../../src/fix/buildspec.ts';
import { findReferenceVariables, getVariableSteps } from '../../src/fix/image-variables.ts';
import { sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-invalid-reference',
  family: 'docker',
  title: 'The image name is not valid: usually an empty or wrong variable in it',
  patterns: [
    // docker build, buildx and podman with a broken -t; 2017's docker says `for t:`
    /invalid argument "(?<image>[^"]{0,300})" for (?:"?-t, --tag"?|"?--tag"?|t)(?: flag)?: /,
    /Error parsing reference: "(?<image2>[^"]{0,300})" is not a valid repository\/tag/,
    /invalid tag "(?<image3>[^"]{0,300})": |failed to parse stage name "(?<image4>[^"]{0,300})": /,
    // FROM ${BASE} with an ARG that nobody gave
    /base name \(\$\{?(?<variable>\w+)[^)]*\) should not be blank/,
    /invalid reference format|could not parse reference: (?<image5>\S+)/,
    /repository name (?:\((?<image6>[^)]{1,300})\) )?must be (?:lowercase|canonical)/,
    // An empty variable also takes an argument away: docker push with nothing to push.
    {
      line: /docker (?:build|buildx build|image build)['"] requires (?:exactly )?1 argument/,
      strength: 'likely',
    },
    { line: /docker (?:push|pull|image push)['"] requires (?:exactly )?1 argument/, strength: 'likely' },
    { line: /docker (?:tag|image tag)['"] requires (?:exactly )?2 arguments/, strength: 'symptom' },
  ],
  above: ['docker-build-step-failed', 'dockerfile-invalid', 'npm-script-failed'],
  explain: (situation) => {
    const { image, variable } = situation.facts;
    const variables = findReferenceVariables(situation.command, image);
    const name = image ? `\`${image}\` is no valid image name` : 'The image name is not valid';
    if (variable) return `The argument \`${variable}\` that FROM uses has no value.`;
    if (isSourceVersion(situation))
      return `${name}: under CodePipeline \`CODEBUILD_SOURCE_VERSION\` is the ARN of an S3 object, not a commit.`;
    return variables.length > 0
      ? `${name}: ${variables.map((v) => `\`$${v}\``).join(' and ')} in the command ${variables.length > 1 ? 'are' : 'is'} empty or not what it should be.`
      : `${name}: a variable in it is empty, or it holds capitals, spaces or characters that docker does not allow.`;
  },
  fix: (situation) => {
    const { facts, command, build } = situation;
    if (facts.variable) return [getArgumentStep(facts.variable)];
    if (isSourceVersion(situation)) return [getResolvedVersionStep(situation)];
    const variables = findReferenceVariables(command, facts.image);
    const isSpelling = variables.length === 0 && /[A-Z\s]/.test(facts.image ?? '');
    return isSpelling ? [NAME_STEP] : [...getVariableSteps(variables, build), NAME_STEP];
  },
});

function getArgumentStep(name: string): FixStep {
  return {
    title: `Pass ${name} to the image build, or give it a default in the Dockerfile: \`ARG ${name}=...\``,
    command: sh`docker build --build-arg ${name}=YOUR_IMAGE .`,
    changes: false,
  };
}

function isSourceVersion({ facts, command }: Situation): boolean {
  return /:arn:aws[\w-]*:s3:/.test(facts.image ?? '') || /CODEBUILD_SOURCE_VERSION/.test(command ?? '');
}

function getResolvedVersionStep({ command, build }: Situation): FixStep {
  const used = command ?? 'docker build -t $IMAGE_REPO_NAME:$CODEBUILD_SOURCE_VERSION .';
  const better = used.replace(/\$\{?CODEBUILD_SOURCE_VERSION\}?/g, '$$CODEBUILD_RESOLVED_SOURCE_VERSION');
  return {
    title: 'Tag with the commit: CODEBUILD_RESOLVED_SOURCE_VERSION instead of CODEBUILD_SOURCE_VERSION',
    patch: replaceCommand(used, better, build),
    changes: true,
  };
}

const NAME_STEP: FixStep = {
  title:
    'An image name is lower case, without spaces, `host/repository:tag`; a branch name with `/` is no tag: CODEBUILD_RESOLVED_SOURCE_VERSION is one',
  changes: false,
};
