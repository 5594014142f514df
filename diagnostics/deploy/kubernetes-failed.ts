import { getKubernetesSteps } from '../../src/fix/kubernetes.ts';
import { defineSignature } from '../../src/signature.ts';

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
    /error: (?<reason>(?:context "[^"]+" does not exist|current-context is not set|You must specify|no context exists|Missing or incomplete configuration info|unknown flag: |flag needs an argument).*)|error loading config file|(?<reason2>Error in configuration: ?.*)/,
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
    /Error: (?<reason>(?:chart "[^"]+" (?:not found|matching)|failed to (?:download "|parse \S+values)|repo \S+ not found|no repositories|release: not found|rendered manifests contain|unable to build kubernetes|YAML parse error|template: |execution error at|render error|parse error at|values don't meet|Chart\.yaml file is missing|path "[^"]+" not found|context deadline exceeded).*)/,
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
  fix: getKubernetesSteps,
});
