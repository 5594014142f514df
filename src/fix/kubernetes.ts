import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { getEksCluster, getKubeconfigStep } from './eks.ts';
import { regionWord } from './reach.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about an answer of the cluster or of kubectl and helm: by its reason, then how to look closer. */
export function getKubernetesSteps(situation: Situation): FixStep[] {
  return [...getOwnSteps(situation), ...lookSteps(situation)];
}

function getOwnSteps(situation: Situation): FixStep[] {
  const { facts, build } = situation;
  const reason = facts.reason ?? '';
  if (/apiVersion|SchemaError/.test(reason))
    return [
      {
        title:
          'kubectl and the cluster (or the AWS CLI that wrote the kubeconfig) are too far apart: install a kubectl within one version of the cluster, and AWS CLI v2',
        command: sh`curl -fsSLO https://dl.k8s.io/release/$(aws eks describe-cluster --name ${getEksCluster(situation)}${regionWord(build)} --query cluster.version --output text | sed 's/^/v/; s/$/.0/')/bin/linux/amd64/kubectl && install -m 755 kubectl /usr/local/bin/kubectl`,
        changes: false,
        verify: 'kubectl version && aws --version',
      },
    ];
  if (/8080|no configuration|context/.test(reason)) return [getKubeconfigStep(situation)];
  if (facts.pod)
    return [
      {
        title: `Wait until the pod ${facts.pod} is ready before reading its log`,
        command: sh`kubectl wait --for=condition=Ready ${`pod/${facts.pod}`} --timeout=300s`,
        changes: false,
        verify: sh`kubectl describe pod ${facts.pod}`,
      },
    ];
  if (/no matches for kind/.test(reason))
    return [
      {
        title: `The cluster does not know ${facts.kind ?? 'this kind'} in that version: use the apiVersion that it serves, or install its CRD first`,
        command: 'kubectl api-resources -o wide',
        changes: false,
      },
    ];
  if (/another operation/.test(reason))
    return [
      {
        title: 'A helm run was cut off: roll back to the last good revision, then deploy again',
        command: sh`helm history ${placeholder('release')} -n ${placeholder('namespace')} && helm rollback ${placeholder('release')} -n ${placeholder('namespace')}`,
        changes: true,
        verify: sh`helm status ${placeholder('release')} -n ${placeholder('namespace')}`,
      },
    ];
  return [];
}

function lookSteps({ facts }: Situation): FixStep[] {
  const namespace = facts.namespace ?? placeholder('namespace');
  return [
    {
      title:
        'Try it without changing anything: the server checks the manifests and says what it does not accept',
      command: sh`kubectl apply --dry-run=server -f ${facts.path ?? placeholder('manifests')}`,
      changes: false,
    },
    {
      title: 'See what happens to the pods',
      command: sh`kubectl get pods -n ${namespace}; kubectl get events -n ${namespace} --sort-by=.lastTimestamp | tail -n 20`,
      changes: false,
    },
  ];
}
