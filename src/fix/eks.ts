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
