import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'dockerfile-invalid',
  family: 'docker',
  title: 'The Dockerfile is not valid',
  patterns: [
    // The classic builder (`parse error line 3`), BuildKit (`parse error on line 3`)
    /[Dd]ockerfile parse error(?: on)? line (?<line>\d+): .{1,200}/,
    /[Dd]ockerfile parse error|unknown instruction: \S+/,
    /\b(?:FROM|COPY|ADD|ENV|ARG|CMD|RUN|LABEL|USER|WORKDIR|EXPOSE|VOLUME|HEALTHCHECK|ENTRYPOINT|ONBUILD) (?:requires|must have) (?:at least|exactly|either|one) /,
    /When using (?:COPY|ADD) with more than one source file|file with no instructions|Dockerfile(?: \([^)]*\))? cannot be empty|No build stage in current context/,
    // Stages that the file does not have
    /invalid from flag value \S+: |target stage "?(?<stage>[\w.-]+)"? could not be found|failed to reach build target (?<stage2>\S+) in Dockerfile/,
    /failed to process "[^"]{0,200}": /,
    /circular dependency detected on stage|Syntax error - can't find = in|unterminated heredoc|Please provide a source image with `from` prior/,
  ],
  above: ['docker-build-step-failed', 'docker-image-not-found', 'shell-syntax-error'],
  explain: ({ facts }) => {
    if (facts.stage) return `The Dockerfile has no build stage \`${facts.stage}\`.`;
    return `Docker cannot read the Dockerfile${facts.line ? ` at line ${facts.line}` : ''}: an unknown instruction, a missing argument, or syntax that this builder does not know.`;
  },
  fix: ({ facts }) => {
    const line = Number(facts.line ?? 0);
    const from = Math.max(1, line - 2);
    return [
      {
        title: line
          ? `Correct line ${line} of the Dockerfile, or the line above it: a \`\\\` too many or too few joins or splits lines`
          : 'Correct the line of the Dockerfile that the message names',
        command: line
          ? sh`sed -n ${`${from},${line + 2}p`} Dockerfile | cat -A`
          : 'grep -nEi "^(FROM|COPY --from)" Dockerfile',
        changes: false,
        verify: 'docker build --check .',
      },
      {
        title: 'RUN --mount, COPY --chmod and heredocs need BuildKit: turn it on for an older docker',
        command: 'export DOCKER_BUILDKIT=1',
        changes: false,
      },
    ];
  },
});
