import { findEcrImage, getTagsCommand } from '../../src/fix/image-reference.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

/** `docker pull x || true` warms a cache and may well find nothing. */
const NOT_FORGIVEN = /^(?![\s\S]*\|\|)/;

export default defineSignature({
  id: 'docker-image-not-found',
  family: 'docker',
  title: 'The image or its tag does not exist in the registry',
  patterns: [
    // The Docker engine before and since version 23, podman and skopeo, kaniko and crane
    { line: /manifest for (?<image>\S+) not found/, command: NOT_FORGIVEN },
    {
      line: /reading manifest \S+ in (?<image>\S+): (?:manifest unknown|name unknown|requested access)/,
      command: NOT_FORGIVEN,
    },
    { line: /manifest unknown|MANIFEST_UNKNOWN/, command: NOT_FORGIVEN },
    { line: /no such manifest: (?<image>\S+)/, command: NOT_FORGIVEN },
    { line: /manifest for \S+ not found|manifest unknown|no such manifest: /, strength: 'symptom' },
    // BuildKit and containerd: `NAME: not found`; a quoted path is COPY's, a digest is a platform's
    /failed to resolve source metadata for (?<image>[\w./:@-]+): .{0,300}: not found$/,
    /failed to solve: (?:.{1,300}: )?(?<image2>(?!sha256:)[\w./-]{1,200}:\w[\w.-]{0,127}): not found$/,
    /failed to create LLB definition: (?<image4>[\w./-]{1,200}(?::\w[\w.-]{0,127})?): not found$/,
    /(?<image3>docker\.io\/(?!docker\/dockerfile)[\w./:@-]{1,300}): not found$/,
    // compose warns of it before it builds the image itself. Docker Hub says the same of a private and of a missing repository; of a name without a host it is the latter.
    {
      line: /(?<!Warning )pull access denied for (?<image>[\w.-]+|[\w-]+\/[\w./-]+), repository does not exist or may require/,
      command: NOT_FORGIVEN,
    },
    /(?<image>docker\.io\/[\w./:@-]+): pull access denied, repository does not exist/,
    // ECR's API
    {
      line: /image with imageId \{.{0,120}imageTag:\s?'(?<tag>[^']+)'.{0,20} does not exist within the repository with name '(?<repository>[^']+)'/,
      command: NOT_FORGIVEN,
    },
    { line: /No such image: (?<image>\S+)/, strength: 'likely', command: NOT_FORGIVEN },
  ],
  above: ['docker-build-step-failed', 'python-error'],
  checks: ({ facts, build }) => {
    const image = findEcrImage(facts, build);
    return image ? [{ kind: 'ecr-image-missing', ...image }] : [];
  },
  explain: ({ facts }) => {
    const tags = facts.tags ? ` Its newest tags are ${facts.tags.split('\n').join(', ')}.` : '';
    return `The registry has no ${getName(facts) ?? 'such image'}: the name or the tag is wrong, the tag was removed, or the image was never pushed there.${tags}`;
  },
  fix: ({ facts }) => {
    const image = getName(facts) ?? placeholder('image');
    const stage = /^[\w-]+$/.test(image) ? [getStageStep(image)] : [];
    return [
      ...stage,
      {
        title: `Look up which tags there are, and correct ${image}`,
        command: getTagsCommand(image),
        changes: false,
        verify: sh`docker manifest inspect ${image}`,
      },
      {
        title:
          'If an earlier build or stage should have pushed it, look there: was it pushed under this tag, account and region?',
        changes: false,
      },
    ];
  },
});

function getName(facts: Readonly<Record<string, string>>): string | undefined {
  if (facts.image) return facts.image.replace(/^docker\.io\/(?:library\/)?/, '');
  return facts.repository && (facts.tag ? `${facts.repository}:${facts.tag}` : facts.repository);
}

function getStageStep(image: string): FixStep {
  return {
    title: `If ${image} should be a stage of the Dockerfile, name it so: \`FROM ... AS ${image}\``,
    command: sh`grep -nEi ${'^(FROM|COPY --from)'} Dockerfile`,
    changes: false,
  };
}
