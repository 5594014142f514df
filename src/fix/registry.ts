import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore, renderBuildspecPatch } from './buildspec.ts';
import { findEcr } from './image-reference.ts';
import { sh } from './shell.ts';

/** The command that logs docker in to a registry, with the secret from a variable or from ECR and never as an argument. */
export function getLoginCommand(host: string | undefined): string {
  const ecr = findEcr(host);
  if (ecr && host)
    return sh`aws ecr get-login-password --region ${ecr.region} | docker login --username AWS --password-stdin ${host}`;
  if (host === 'public.ecr.aws')
    return 'aws ecr-public get-login-password --region us-east-1 | docker login --username AWS --password-stdin public.ecr.aws';
  const target = host && host !== 'docker.io' && !host.endsWith('.docker.io') ? sh` ${host}` : '';
  return `echo "$DOCKER_PASSWORD" | docker login --username "$DOCKER_USERNAME" --password-stdin${target}`;
}

/** The steps that log docker in before the command that failed; the credentials, where they are not ECR's, from a secret. */
export function getLoginSteps(host: string | undefined, { command, build }: Situation): FixStep[] {
  const login = getLoginCommand(host);
  const isLogin = /\bdocker login\b/.test(command ?? '');
  const step: FixStep = {
    title: `Run docker login for ${host ?? 'the registry (Docker Hub where the name has no host)'} before the first docker pull, build or push that needs it`,
    command: login,
    ...(command && !isLogin && { patch: insertBefore([login], command, build) }),
    changes: false,
    verify: "jq -r '.auths | keys[]' ~/.docker/config.json",
  };
  if (findEcr(host) || host === 'public.ecr.aws') return [step];
  const secret: FixStep = {
    title: 'Take the user name and an access token (no password) from Secrets Manager or Parameter Store',
    patch: renderBuildspecPatch(
      [
        ' version: 0.2',
        '+env:',
        '+  secrets-manager:',
        '+    DOCKER_USERNAME: YOUR_SECRET_NAME:username',
        '+    DOCKER_PASSWORD: YOUR_SECRET_NAME:password',
      ],
      build,
    ),
    changes: true,
  };
  return isLogin ? [secret, step] : [step, secret];
}

/** The step for a credential helper that docker's configuration names and the image does not have. */
export function getHelperStep(tool: string): FixStep {
  return {
    title: `Install ${tool} in the build's image, or take credHelpers and credsStore out of docker's configuration`,
    command: sh`command -v ${tool}; jq '{credHelpers, credsStore}' ~/.docker/config.json`,
    changes: false,
  };
}
