import { readFileSync } from 'node:fs';
import { getScenario, type Scenario, scenarioSchema } from './aws/index.ts';

const PRODUCTS = [
  'billing',
  'cart',
  'catalog',
  'login',
  'mail',
  'orders',
  'payments',
  'reports',
  'search',
  'stock',
];
const PARTS = ['api', 'web', 'worker'];

export interface Storm {
  startedAt: Date;
  /** The scenario that each of them is another case of. */
  scenario?: 'parameter-store-access-denied' | 'ecr-login-denied';
  number?: number;
  /** Which of its parameters each may not read. */
  parameter?: 'username' | 'password' | 'url';
}

/**
 * One cause that breaks many projects at once: their roles, each its own, may no longer read their parameters, each its
 * own. Takes how many.
 */
export function readStorm(
  count: number,
  { startedAt, scenario: name = 'parameter-store-access-denied', number = 7, parameter = 'username' }: Storm,
): Scenario[] {
  const [data, log] = ['scenario.json', 'build.log'].map((file) =>
    readFileSync(new URL(`./scenarios/${name}/${file}`, import.meta.url), 'utf8'),
  );
  return Array.from({ length: count }, (_, i) => {
    const project = getName(i);
    const own = (text = '') =>
      text
        .replaceAll('codebuild-flask-app-service-role', `${project}-build-role`)
        .replaceAll(
          'parameter/my_app_Docker_credentials_username',
          `parameter/my_app_Docker_credentials_${parameter}`,
        )
        .replaceAll('my_app_', `${project}_`)
        .replaceAll('flask-app', project);
    const scenario = scenarioSchema.parse(JSON.parse(own(data)));
    return getScenario(name, scenario, own(log), { project, startedAt, number });
  });
}

function getName(i: number): string {
  const names = PARTS.flatMap((part) => PRODUCTS.map((product) => `${product}-${part}`));
  const round = Math.floor(i / names.length);
  return `${names[i % names.length]}${round === 0 ? '' : `-${round + 1}`}`;
}
