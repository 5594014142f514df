import type { FixStep } from '../model.ts';
import { placeholder, sh } from './shell.ts';

export interface CodeArtifact {
  domain: string;
  owner: string;
  region: string;
  /** The last word of a package's path: `npm/REPOSITORY/...`. */
  repository: string | undefined;
}

/** Reads a CodeArtifact endpoint, `https://DOMAIN-OWNER.d.codeartifact.REGION.amazonaws.com/FORMAT/REPOSITORY/`. */
export function findCodeArtifact(url: string | undefined): CodeArtifact | undefined {
  const match =
    /^https:\/\/([\w-]+)-(\d{12})\.d\.codeartifact\.([\w-]+)\.amazonaws\.com(?:\.cn)?(?:\/\w+\/([\w.-]+))?/.exec(
      url ?? '',
    );
  const [, domain, owner, region, repository] = match ?? [];
  return domain && owner && region ? { domain, owner, region, repository } : undefined;
}

/** Puts a fresh token into CODEARTIFACT_AUTH_TOKEN, from which settings.xml, .npmrc or a Gradle build read it. */
export function getTokenCommand({ domain, owner, region }: CodeArtifact): string {
  const call = sh`aws codeartifact get-authorization-token --domain ${domain} --domain-owner ${owner} --region ${region} --query authorizationToken --output text`;
  return `export CODEARTIFACT_AUTH_TOKEN="$(${call})"`;
}

/** How a build logs npm in to CodeArtifact. */
export function getNpmLoginSteps({ domain, owner, region, repository }: CodeArtifact): FixStep[] {
  return [
    {
      title:
        'Log in to CodeArtifact in the build, before the packages are installed: a token lives 12 hours at most',
      command: sh`aws codeartifact login --tool npm --domain ${domain} --domain-owner ${owner} --repository ${repository ?? placeholder('repository')} --region ${region}`,
      changes: false,
      verify: 'npm ping',
    },
    {
      title:
        'If the login itself is refused, allow the build role codeartifact:GetAuthorizationToken, codeartifact:ReadFromRepository and sts:GetServiceBearerToken',
      changes: true,
    },
  ];
}
