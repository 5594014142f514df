import { getEksCluster, getKubeconfigStep } from '../../src/fix/eks.ts';
import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'kubernetes-failed',
  family: 'deploy',
  title: 'kubectl, helm or eksctl fails',
  patterns: [
    // A kubectl and a cluster that do not fit.
    /error: (?<reason>exec plugin: invalid apiVersion|SchemaError\([^)]*\))|(?<reason2>invalid apiVersion "client\.authentication)/,
    /(?<reason>no matches for kind "(?<kind>[^"]+)" in (?:version|group) "?[^"\s]+)/,
    // No kubeconfig
    /(?<reason>The connection to the server (?:localhost|127\.0\.0\.1):8080 was refused|dial tcp (?:127\.0\.0\.1|\[::1\]):8080: connect: connection refused|no configuration has been provided)/,
    /error: (?<reason>(?:context "[^"]+" does not exist|current-context is not set|You must specify|no context exists).*)/,
    // What the cluster answers
    /Error from server \((?<status>BadRequest|NotFound|AlreadyExists|Invalid|InternalError|Conflict|Timeout|TooManyRequests|ServiceUnavailable|MethodNotAllowed|UnsupportedMediaType)\): (?<reason>.+)/,
    /in pod "(?<pod>[^"]+)" is waiting to start: (?<reason>\w+)/,
    /The (?<kind>\w+) "(?<name>[^"]*)" is invalid: ?(?<reason>.*)/,
    /error: (?<reason>(?:error (?:validating|parsing|converting)|unable to (?:recognize|decode|find)|no objects passed|resource mapping not found|error when (?:creating|applying)|deployment "[^"]+" exceeded|unable to upgrade|there are no|no matching resources).*)/,
    /error: (?<reason>timed out waiting for the condition.*)|(?<reason2>exceeded its progress deadline)/,
    /(?:unable to recognize|error validating) "(?<path>[^"]+)": (?<reason>.+)/,
    // Helm
    /(?:UPGRADE|INSTALLATION|ROLLBACK|UNINSTALL) FAILED:? ?(?<reason>.*)/,
    /(?<reason>another operation \(install\/upgrade\/rollback\) is in progress)/,
    /Error: (?<reason>(?:chart "[^"]+" (?:not found|matching)|failed to (?:download "|parse \S+values)|repo \S+ not found|no repositories|release: not found|rendered manifests contain|unable to build kubernetes|YAML parse error|template: |execution error at|render error|parse error at|values don't meet).*)/,
    // kustomize, eksctl, Argo CD, Flux
    /Error: (?<reason>(?:accumulating resources|no kustomization file|unable to find one of 'kustomization).*)|(?<reason2>kustomize.*error: .*)/,
    /\[✖\] +(?<reason>.+)|^Error: (?<reason2>cannot (?:find|list) .*(?:nodegroup|cluster).*)/,
    /FATA\[\d+\] (?<reason>.+)|level=fatal msg="(?<reason2>rpc error: [^"]+)/,
    { line: /(?<reason>Kubernetes cluster unreachable.*)/, strength: 'likely' },
    // The pod, as describe or rollout status tell it
    {
      line: /(?<reason>ImagePullBackOff|ErrImagePull|CrashLoopBackOff|CreateContainerConfigError)\b/,
      strength: 'likely',
    },
  ],
  above: ['network-refused', 'docker-build-step-failed', 'npm-script-failed', 'python-error'],
  explain: ({ facts }) =>
    `Kubernetes (kubectl, helm, eksctl) does not do what the build asks${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : facts.status ? ` (${facts.status})` : ''}`.replace(
      /\.?$/,
      '.',
    ),
  fix: (situation) => [...getOwnSteps(situation), ...lookSteps(situation)],
});

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
