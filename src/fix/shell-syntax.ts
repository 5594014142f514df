import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { renderCommandItem, renderReplacement } from './buildspec.ts';
import { useBashStep } from './missing-command.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about shell that cannot be read: the script is checked, or the command is taken out of YAML's quotes. */
export function getShellSyntaxSteps(situation: Situation): FixStep[] {
  const { path = '' } = situation.facts;
  // The agent writes each command into a script of this name.
  const isOwnScript =
    path !== '' && !/(?:^|\/)script\.sh$/.test(path) && !/^(?:sh|bash|\/bin\/\w+)$/.test(path);
  return [
    ...(isOwnScript ? [checkStep(path)] : [blockStep(situation)]),
    ...(isAssociativeArray(situation) ? [declareStep(situation)] : []),
    useBashStep(situation),
  ];
}

function checkStep(path: string): FixStep {
  return {
    title: `Have the shell read ${path} without running it: it names the line of the open quote or block`,
    command: sh`bash -n ${path}`,
    changes: false,
  };
}

function blockStep({ command, build }: Situation): FixStep {
  const called = command ?? placeholder('command');
  const lines = called.split('\n');
  const block = ['      - |', ...lines.map((line) => `        ${line}`)];
  return {
    title:
      "Close every quote and block, and write the command as a YAML block, in which quotes stay as they are; a quote inside single quotes is written as '\"'\"'",
    patch: renderReplacement(
      renderCommandItem(called),
      lines.length > 1 ? renderCommandItem(called) : block,
      build,
    ),
    changes: true,
    verify: sh`bash -n -c ${called}`,
  };
}

/** `name["$key"]=value` in a shell that does not know `name` as an associative array is arithmetic. */
function isAssociativeArray({ command }: Situation): boolean {
  return command === undefined ? false : /\w\["?\$\w+"?\]=/.test(command);
}

function declareStep({ command = '', build }: Situation): FixStep {
  const name = /(\w+)\["?\$\w+"?\]=/.exec(command)?.[1] ?? placeholder('array');
  return {
    title: `Declare the associative array in the same command: declare -A ${name} of an earlier one does not hold here`,
    patch: renderReplacement(
      renderCommandItem(command),
      renderCommandItem(`declare -A ${name}\n${command}`),
      build,
    ),
    changes: true,
  };
}
