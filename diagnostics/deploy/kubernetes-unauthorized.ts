import { getPlace } from '../../src/fix/arn.ts';
import { getEksCluster, getKubeconfigStep } from '../../src/fix/eks.ts';
import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'kubernetes-unauthorized',
  family: 'deploy',
  title: 'The cluster does not know the build role, or allows it too little',
  patterns: [
    /(?:User "(?<user>[^"]*)" |is forbidden: User "(?<user2>[^"]*)" )cannot (?<verb>\w+) (?:resource )?"?(?<resource>[\w./-]+)"?(?: in API group "(?<group>[^"]*)")?(?: in the namespace "(?<namespace>[^"]+)"| at the cluster scope)?/,
    /You must be logged in to the server/,
    /the server has asked for the client to provide credentials/,
    /Error from server \((?:Forbidden|Unauthorized)\)|error: unauthorized$/i,
    /(?:│ |^)Error: (?:.{0,120}: )?Unauthorized$|Kubernetes cluster unreachable: .*(?:Unauthorized|credentials)/,
    /getting auth ConfigMap: Unauthorized|(?:aws-auth|auth ConfigMap).{0,80}Unauthorized/,
    /role does not have access to Kubernetes objects/,
    {
      line: /Unable to connect to the server: getting credentials: exec: (?!.*(?:not found|invalid apiVersion))/,
      strength: 'likely',
    },
    { line: /error: the server doesn't have a resource type "\w+"/, strength: 'likely' },
  ],
  above: [
    'kubernetes-failed',
    'terraform-failed',
    'cloudformation-stack-failed',
    'docker-build-step-failed',
    'npm-script-failed',
  ],
  sharedBy: ['user'],
  explain: ({ facts }) =>
    facts.verb
      ? `The cluster knows the build${facts.user ? ` (as \`${facts.user}\`)` : ''} but does not let it ${facts.verb} ${facts.resource ?? 'this'}${facts.namespace ? ` in the namespace ${facts.namespace}` : ''}.`
      : 'The cluster does not accept the build: its IAM role has no access entry and no line in the aws-auth ConfigMap, or kubectl uses another identity or cluster.',
  fix: (situation) => {
    const { facts, build } = situation;
    const cluster = getEksCluster(situation);
    const role = build?.role ?? placeholder('role_arn');
    const region = regionWord(build);
    const policy = `arn:${getPlace(build).partition}:eks::aws:cluster-access-policy/AmazonEKSEditPolicy`;
    const scope = facts.namespace
      ? `type=namespace,namespaces=${facts.namespace}`
      : `type=namespace,namespaces=${placeholder('namespace')}`;
    const entry: FixStep = {
      title: 'Create an access entry for the build role in the cluster',
      command: sh`aws eks create-access-entry --cluster-name ${cluster} --principal-arn ${role}${region}`,
      changes: true,
      verify: sh`aws eks list-access-entries --cluster-name ${cluster}${region}`,
    };
    return [
      ...(facts.verb ? [] : [entry]),
      {
        title:
          `Let it ${facts.verb ?? 'deploy'} ${facts.resource ?? ''} in its namespace, and no more`.replace(
            '  ',
            ' ',
          ),
        command: sh`aws eks associate-access-policy --cluster-name ${cluster} --principal-arn ${role} --policy-arn ${policy} --access-scope ${scope}${region}`,
        changes: true,
        verify: sh`aws eks list-associated-access-policies --cluster-name ${cluster} --principal-arn ${role}${region}`,
      },
      getKubeconfigStep(situation),
      mapRoleStep(situation, role),
    ];
  },
});

/** Clusters whose authentication mode is CONFIG_MAP take no access entries. */
function mapRoleStep(situation: Situation, role: string): FixStep {
  const cluster = getEksCluster(situation);
  return {
    title:
      'If the cluster still works with the aws-auth ConfigMap only: map the role there (the ARN without a path)',
    command: sh`eksctl create iamidentitymapping --cluster ${cluster} --arn ${role} --username codebuild --group ${placeholder('rbac_group')}${regionWord(situation.build)}`,
    changes: true,
    verify: sh`eksctl get iamidentitymapping --cluster ${cluster}${regionWord(situation.build)}`,
  };
}
