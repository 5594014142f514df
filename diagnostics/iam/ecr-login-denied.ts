import { askPermission } from '../../src/checks/ask-permission.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { getLoginStatement, getPushStatements } from '../../src/fix/ecr.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import type { Facts } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'ecr-login-denied',
  family: 'iam',
  title: 'The build role may not log in to ECR',
  patterns: [
    ...refused('ecr(?:-public)?:GetAuthorizationToken'),
    // ECR Public takes this besides, and so does CodeArtifact: what stands around tells which.
    ...refused('sts:GetServiceBearerToken').map((pattern) => ({
      ...pattern,
      near: { line: /public\.ecr\.aws|ecr-public|interactive login from a non TTY/, within: 3 },
    })),
    // Cut short before the action, or masked.
    /\(AccessDenied(?:Exception)?\) when calling the GetAuthorizationToken operation(?!.*(?:codeartifact|not authorized to perform))/,
  ],
  // Without a password docker login asks a terminal that is not there, and the push then goes unauthenticated.
  above: ['iam-access-denied', 'docker-invalid-reference', ...CONSEQUENCES_OF_REFUSAL],
  checks: ({ facts }) => [
    askPermission(facts, [getLoginStatement(isPublicLogin(facts))], 'ecr:GetAuthorizationToken'),
  ],
  sharedBy: [],
  explain: (situation) =>
    `${getRefusedName(situation)} may not get a login for the registry (${situation.facts.action ?? 'ecr:GetAuthorizationToken'}), so \`docker login\` gets no password.${explainDenial(situation.facts)}`,
  fix: ({ facts, build, command }) => {
    const isPublic = isPublicLogin(facts);
    const [, push] = getPushStatements({ ...facts, resource: '' }, build);
    const login = {
      role: facts.principal,
      policyName: 'faultline-ecr-login',
      statements: [getLoginStatement(isPublic)],
    };
    const pushes = !isPublic && push && !/\bpull\b/.test(command ?? '');
    return [
      ...getAccessSteps(login, facts, build),
      ...(pushes && build
        ? [
            {
              title: `Where the build also pushes, allow that too: ${push.Action.join(', ')} on the repository`,
              changes: false,
            },
          ]
        : []),
    ];
  },
});

function isPublicLogin({ action }: Facts): boolean {
  return action !== undefined && action !== 'ecr:GetAuthorizationToken';
}
