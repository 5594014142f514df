import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { replaceCommand } from './buildspec.ts';

/**
 * Where the tools of a build get the role's credentials from; a container within the build does not inherit it.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html#troubleshooting-versions
 */
const VARIABLE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const BUILD = /\bdocker (?:buildx )?build\b/;
const RUN = /\bdocker run\b/;

/** Whether the failing command runs its tools in a container of their own. */
export function isInContainer({ command }: Situation): boolean {
  return /\bdocker(?:-compose| compose)? (?:build|run|buildx|up)\b/.test(command ?? '');
}

/** Hands variables of the build on to the container of a command: a patch where the command is known, else how to. */
export function getPassOnStep(
  { command, build }: Situation,
  title: string,
  variables: readonly string[],
): FixStep {
  const ofBuild = variables.map((name) => `--build-arg ${name}`).join(' ');
  const ofRun = variables.map((name) => `-e ${name}`).join(' ');
  const better = command?.replace(BUILD, `$& ${ofBuild}`).replace(RUN, `$& ${ofRun}`);
  return command !== undefined && better !== undefined && better !== command
    ? { title, patch: replaceCommand(command, better, build), changes: false }
    : { title, command: `docker build ${ofBuild} .  # docker run: ${ofRun}`, changes: false };
}

/** The steps by which a tool gets at the credentials of the build's role. */
export function getCredentialSteps(situation: Situation): FixStep[] {
  const container = getPassOnStep(
    situation,
    `In a container of its own: hand the build's credentials on (in the Dockerfile ARG ${VARIABLE} and ARG AWS_DEFAULT_REGION before the RUN)`,
    [VARIABLE, 'AWS_DEFAULT_REGION'],
  );
  const exported = {
    title:
      'A tool that reads only keys from the environment: export the credentials of the role right before it',
    command: 'eval "$(aws configure export-credentials --format env)"',
    changes: false,
    verify: 'aws sts get-caller-identity',
  };
  const sudo = {
    title: 'With sudo: keep the environment',
    command: 'sudo -E aws sts get-caller-identity',
    changes: false,
  };
  const isElsewhere = situation.command !== undefined && !isInContainer(situation);
  return isElsewhere ? [exported, sudo, container] : [container, exported, sudo];
}

/** Takes a profile away that only somebody's own machine has. */
export function getProfileStep({ build, command }: Situation): FixStep {
  const title =
    'Leave the profile away in the build (--profile, AWS_PROFILE, the profile of a provider or of serverless.yml)';
  const better = command?.replace(/ --(?:aws-)?profile[ =]\S+/, '');
  return command !== undefined && better !== undefined && better !== command
    ? { title, patch: replaceCommand(command, better, build), changes: false }
    : {
        title,
        command: 'unset AWS_PROFILE AWS_DEFAULT_PROFILE',
        changes: false,
        verify: 'aws sts get-caller-identity',
      };
}
