import { askPermission } from '../../src/checks/ask-permission.ts';
import { findPolicyResource, findRegion, parseArn } from '../../src/fix/arn.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { allow, type Statement } from '../../src/fix/policy.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { placeholder, raw, sh } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

/** What CodeBuild does with a connection. https://docs.aws.amazon.com/codebuild/latest/userguide/connections-github-app.html */
const VERBS = ['UseConnection', 'GetConnection', 'GetConnectionToken'];

export default defineSignature({
  id: 'codeconnections-access-denied',
  family: 'iam',
  title: 'The role may not use the connection to the source provider',
  patterns: [
    ...refused('code(?:star-)?connections:\\w+'),
    // CodeBuild, when it fetches the source or makes a webhook; CodePipeline, in its source action.
    /[Aa]ccess denied to connection (?<resource>arn:[^\s",]+)/,
    /Unable to use Connection: (?<resource>arn:[^\s",]+?)\. The provided role does not have sufficient permissions/,
    /Failed to get access token from (?<resource>arn:aws[\w-]*:code(?:star-)?connections:[^\s",]+)/,
    /Connection (?<resource>arn:aws[\w-]*:code(?:star-)?connections:[^\s",]+) is not available/,
    { line: /\bOAuthProviderException(?:: | Message: ).{0,60}(?:[Aa]ccess|connection)/, strength: 'likely' },
  ],
  above: [
    'codepipeline-action-failed',
    'git-failed',
    'iam-access-denied',
    'source-access-denied',
    ...CONSEQUENCES_OF_REFUSAL,
  ],
  checks: (situation) => {
    const { resource } = situation.facts;
    const isArn = parseArn(resource) !== undefined;
    return [
      askPermission(situation.facts, [getStatement(situation)], `${getService(situation)}:UseConnection`),
      ...(isArn && resource ? [{ kind: 'connection-unavailable' as const, connection: resource }] : []),
    ];
  },
  sharedBy: ['resource'],
  explain: (situation) => {
    const { action, connectionStatus } = situation.facts;
    if (connectionStatus)
      return `The connection to the source provider is ${connectionStatus === 'missing' ? 'gone' : connectionStatus}: nothing can be fetched through it.`;
    return `${getRefusedName(situation)} may not use the connection to the source provider (${action ?? `${getService(situation)}:UseConnection`}).${explainDenial(situation.facts)}`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const arn = findPolicyResource(facts.resource, build, facts.principal) ?? placeholder('connection_arn');
    const region = findRegion(build, facts.resource);
    const grant = {
      role: facts.principal,
      policyName: 'faultline-connection',
      statements: [getStatement(situation)],
    };
    const complete = {
      title: `Complete the connection in the console (Developer Tools, Settings, Connections${region ? `, region ${region}` : ''}): only a person can`,
      changes: true,
    };
    return [
      ...(facts.connectionStatus ? [complete] : getAccessSteps(grant, facts, build)),
      {
        title:
          'Check that the connection is AVAILABLE: a PENDING one must be completed in the console, by a person',
        command: sh`aws codeconnections get-connection --connection-arn ${arn} --query Connection.ConnectionStatus --output text${raw(region ? sh` --region ${region}` : '')}`,
        changes: false,
      },
    ];
  },
});

function getStatement(situation: Situation): Statement {
  const { facts, build } = situation;
  const arn = findPolicyResource(facts.resource, build, facts.principal) ?? placeholder('connection_arn');
  const verbs = VERBS.map((verb) => `${getService(situation)}:${verb}`);
  return allow([...new Set([...(facts.action ? [facts.action] : []), ...verbs])], [arn]);
}

/** A connection made before the service was renamed keeps its old prefix, and so do the actions on it. */
function getService({ facts }: Situation): string {
  return parseArn(facts.resource)?.service ?? facts.action?.split(':')[0] ?? 'codeconnections';
}
