import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { regionWord } from './reach.ts';
import { placeholder, sh } from './shell.ts';

/** The cluster that the failing command names, else a placeholder. */
export function getEksCluster({ facts, command }: Situation): string {
  const named = /(?:--name|--cluster(?:-name)?)[ =]["']?([\w.-]+)/.exec(command ?? '')?.[1];
  return facts.cluster ?? named ?? placeholder('cluster');
}

/** The step that writes the kubeconfig with the identity of the build, and shows what it may do. */
export function getKubeconfigStep(situation: Situation): FixStep {
  const cluster = getEksCluster(situation);
  return {
    title:
      'In the buildspec, write the kubeconfig of that cluster before kubectl or helm runs, in the same phase',
    command: sh`aws eks update-kubeconfig --name ${cluster}${regionWord(situation.build)}`,
    changes: false,
    verify: sh`aws sts get-caller-identity && kubectl auth can-i --list -n ${situation.facts.namespace ?? 'default'}`,
  };
}

/** A cluster whose endpoint is private is reached from its own VPC only; empty where no cluster was asked. */
export function getPrivateClusterSteps(situation: Situation): FixStep[] {
  const { facts, command, build } = situation;
  const isCluster =
    /\.eks\.amazonaws\.com$/.test(facts.host ?? '') || /\b(?:kubectl|helm|eksctl)\b/.test(command ?? '');
  if (!isCluster) return [];
  return [
    {
      title:
        'See whether the endpoint of the cluster is private: then the project must run in its VPC, or the public endpoint be opened to it',
      command: sh`aws eks describe-cluster --name ${getEksCluster(situation)}${regionWord(build)} --query cluster.resourcesVpcConfig`,
      changes: false,
    },
  ];
}
